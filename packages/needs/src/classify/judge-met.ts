import type { Thread } from '../threads/thread.ts'
import { CLOSURE_CONCEPTS } from './lexicon/closure-concepts.ts'
import { conceptFinder } from './lexicon/find-concepts.ts'
import { isDismissed } from './lexicon/weigh-text.ts'
import { sentencesOf } from './lexicon/words.ts'

const findClosures = conceptFinder(CLOSURE_CONCEPTS)
const NEGATIONS = new Set(['not', 'no', 'never', 'until', 'when', 'if'])
const MODEL_LINKS = /dbt|looker/i
const LINK = 0.6
/** What is said later weighs more. */
const EARLIER = 0.6
const SURE = 0.5

/**
 * Whether the need of a thread was met, by how its replies close: words such as fixed, merged, resolved, and links to
 * dbt or Looker, against words of what stays open. Null where they do not tell.
 */
export function judgeMet({ replies }: Thread): boolean | null {
  let balance = 0
  for (const { text, hasLink, linkDomains } of replies) {
    const said = closureOf(text)
    const link = hasLink && linkDomains.some((domain) => MODEL_LINKS.test(domain)) ? LINK : 0
    balance = balance * (said === 0 ? 1 : EARLIER) + said + (said < 0 ? 0 : link)
  }
  return balance > SURE ? true : balance < -SURE ? false : null
}

function closureOf(text: string): number {
  let sum = 0
  for (const sentence of sentencesOf(text)) {
    if (isDismissed(sentence) || sentence.asks) continue
    for (const { concept, at } of findClosures(sentence)) {
      const denied =
        NEGATIONS.has(sentence.stems[at - 1] ?? '') || NEGATIONS.has(sentence.stems[at - 2] ?? '')
      sum += concept === 'unmet' || denied ? -1 : 1
    }
  }
  return Math.sign(sum)
}

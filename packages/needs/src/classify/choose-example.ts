import type { Theme } from '../config/dnr-config.ts'
import type { Thread } from '../threads/thread.ts'
import { sentencesFor } from './lexicon/weigh-text.ts'
import { withoutAsides } from './lexicon/words.ts'

const ROOT_BONUS = 1.3
const LONGEST = 220
const SHORTEST = 15

/** The sentence of a thread that shows its theme best; without addresses, cut where it is long. */
export function chooseExample({ root, replies }: Thread, theme: Theme | null): string {
  const sentences = [root, ...replies].flatMap(({ text }, at) =>
    (theme === null ? [] : sentencesFor(theme, text)).map(({ text: sentence, weight }) => ({
      sentence,
      weight: (at === 0 ? ROOT_BONUS : 1) * (sentence.length < SHORTEST ? weight / 2 : weight),
    })),
  )
  const best = sentences.reduce((top, one) => (one.weight > top.weight ? one : top), {
    sentence: firstSentence(root.text),
    weight: 0,
  })
  return presentable(best.sentence)
}

/** A text as one line that may be shown. */
export function presentable(text: string): string {
  const line = withoutAsides(text)
    .replace(/\S+@\S+\.\S+|https?:\/\/\S+/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).trimEnd()}…`
}

const firstSentence = (text: string): string => text.split(/\n/).find((line) => line.trim() !== '') ?? ''

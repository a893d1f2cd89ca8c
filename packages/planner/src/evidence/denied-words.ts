import type { CatalogIndex } from '../index/catalog-index.ts'
import { formKey } from '../index/values.ts'
import { plainWords } from '../lexicon/plain-words.ts'
import { timeNamedHere } from '../structure/time-named.ts'
import { fillers, linkVerbs } from '../text/fillers.ts'
import { operatorOf } from '../text/operators.ts'
import type { Token } from '../text/tokenize.ts'

const prefix = /^(un|non-?|in)(?=\p{L}{4})/u

/** Whether a word is another with a syllable before it that denies it: `undelivered`, `inactive`. */
export function deniesWord(word: string, other: string): boolean {
  const [lead] = prefix.exec(word) ?? []
  return lead !== undefined && (word.slice(lead.length) === other || isDenied(word.slice(lead.length), other))
}

/** Forms of one word: `unshipped` also denies what is called "shipping". */
const isDenied = (rest: string, other: string): boolean =>
  other.startsWith(rest.slice(0, -2)) && rest.length > 5

/**
 * "undelivered orders" reads as "un", "delivered": a word that the data does not have itself, before a state it has, or a
 * date that is filled in when it comes about.
 */
export const withDenied = (tokens: readonly Token[], index: CatalogIndex): readonly Token[] =>
  tokens.flatMap((token) => {
    const [lead] = prefix.exec(token.lower) ?? []
    if (lead === undefined || token.kind !== 'word' || isKnown(token, index)) return [token]
    const rest = token.lower.slice(lead.length)
    const isState =
      index.values.find(rest, rest).length > 0 || index.values.find(formKey(rest), rest).length > 0
    if (!isState && !isDate(rest, index)) return [token]
    const cut = token.start + lead.length
    const text = token.text.slice(lead.length)
    return [
      { ...token, text: token.text.slice(0, lead.length), lower: lead, lemma: lead, end: cut, denies: true },
      { ...token, text, lower: rest, lemma: rest, start: cut },
    ]
  })

const isKnown = ({ lower, lemma, text }: Token, { phrases, values }: CatalogIndex): boolean =>
  plainWords.has(lower) ||
  fillers.has(lower) ||
  linkVerbs.has(lower) ||
  operatorOf(lower) !== null ||
  phrases.find(lemma).some(({ quality }) => quality >= 0.85) ||
  values.find(lower, text).length > 0

const isDate = (word: string, index: CatalogIndex): boolean =>
  /(ed|id|ent|pt|ld|ought)$/.test(word) &&
  [...index.schema.models.keys()].some((model) => timeNamedHere(index, model, word) !== null)

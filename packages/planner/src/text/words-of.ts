import { abbreviations } from '../lexicon/abbreviations.ts'
import { lemma } from './inflect.ts'
import { own } from './own.ts'

/** The lower-case words of an identifier or label: `sbTxCustId`, `claim_open_date`, `Avg. price (EUR)`. */
export const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d%]+/u)
    .filter((word) => word !== '')

/** The same words with known abbreviations written out (`qty` → `quantity`, `fname` → `first name`). */
export const spelledOut = (words: readonly string[]): string[] =>
  words.flatMap((word) => own(abbreviations, word)?.split(' ') ?? [word])

/** What look-ups are keyed by: lemmas joined by a blank. */
export const keyOf = (words: readonly string[]): string => words.map(lemma).join(' ')

/** The words of something typed as a column is written: `device_type`, `users.country`, `opt-in`. */
export const identifierWords = (written: string): string[] =>
  wordsOf(written.replace(/\b\p{L}\.(?=\p{L})/gu, ''))

import { lemma } from './inflect.ts'

export interface Token {
  readonly text: string
  readonly lower: string
  readonly lemma: string
  readonly start: number
  readonly end: number
  /** `quoted` tokens hold a whole quoted string, without its quotes. */
  readonly kind: 'word' | 'number' | 'quoted' | 'punctuation'
  /** The first syllable of a word, which denies the token behind it (`un`). */
  readonly denies?: boolean
}

const pattern =
  /"([^"]+)"|“([^”]+)”|‘([^’]+)’|«([^»]+)»|(?<![\p{L}\d])['`]([^'`]+?)['`](?![\p{L}\d])|('s|’s)(?![\p{L}\d])|([$€£¥]?\d(?:[\d,]*\d)?(?:\.\d+)?(?:k|m|mn|bn|b)?%?(?![\p{L}\d-]))|([\p{L}\d_@#]+(?:[-.&/+'’:][\p{L}\d_]+)*\+{0,2})|([^\s])/giu

/** Words, numbers, quoted strings and punctuation of a question, with their offsets. Codes (`A-12/b`) stay whole. */
export function tokenize(question: string): Token[] {
  return [...question.matchAll(pattern)].map((match) => toToken(match))
}

function toToken(match: RegExpMatchArray): Token {
  const start = match.index ?? 0
  const quoted = match.slice(1, 6).find((part) => typeof part === 'string')
  const text = (quoted ?? match[0]).trim()
  const lower = text.toLowerCase().replaceAll('’', "'")
  const kind =
    quoted !== undefined
      ? 'quoted'
      : match[7] !== undefined
        ? 'number'
        : match[8] !== undefined || match[6] !== undefined
          ? 'word'
          : 'punctuation'
  return {
    text,
    lower,
    lemma: kind === 'word' ? lemma(lower) : lower,
    start,
    end: start + match[0].length,
    kind,
  }
}

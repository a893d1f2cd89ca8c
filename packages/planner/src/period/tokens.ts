/** A word, a possessive `'s`, a run of digits or one other character of a question. */
export interface Token {
  /** Lower case, with straight apostrophes. */
  readonly text: string
  readonly start: number
  readonly end: number
  /** The integer of a run of digits. */
  readonly value: number | null
  /** No blank stands before it. */
  readonly glued: boolean
}

const PATTERN = /\p{L}+(?:'(?!s(?!\p{L}))\p{L}+)?|'s(?!\p{L})|\d+|[^\s\p{L}\d]/gu

/** Splits a text; offsets are those of the text given. */
export function tokenise(text: string): readonly Token[] {
  const plain = text.replace(/[‘’]/g, "'")
  const tokens: Token[] = []
  let end = 0
  for (const match of plain.matchAll(PATTERN)) {
    const word = match[0]
    const digits = word.charCodeAt(0) >= 48 && word.charCodeAt(0) <= 57
    tokens.push({
      text: word.toLowerCase(),
      start: match.index,
      end: match.index + word.length,
      value: digits && word.length <= 8 ? Number(word) : null,
      glued: match.index === end && match.index > 0,
    })
    end = match.index + word.length
  }
  return tokens
}

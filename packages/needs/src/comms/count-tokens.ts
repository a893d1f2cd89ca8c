/**
 * How many tokens a language model sees, estimated on the high side for English: a word counts one for every six
 * letters begun, a number one for every three digits, every other sign one. No tokenizer is loaded.
 */
export function countTokens(text: string): number {
  let tokens = 0
  for (const [piece] of text.matchAll(/\p{L}+|\d+|[^\s\p{L}\d]/gu))
    tokens += /^\d/.test(piece) ? Math.ceil(piece.length / 3) : Math.ceil(piece.length / 6)
  return tokens
}

/** The text, cut after the last word that leaves it within `most` tokens. */
export function cutToTokens(text: string, most: number): string {
  if (countTokens(text) <= most) return text
  const words = text.split(' ')
  while (words.length > 1 && countTokens(words.join(' ')) > most) words.pop()
  return words.join(' ').replace(/[\s,;:(–-]+$/, '')
}

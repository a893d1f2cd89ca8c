/** The lower-case words of an identifier or phrase. */
export const wordsIn = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')

export const slugOf = (words: readonly string[]): string => words.join('_')

/** Words as a label: `Policy holder`. */
export function phraseOf(words: readonly string[]): string {
  const text = words.join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

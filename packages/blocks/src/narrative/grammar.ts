const AGGREGATION =
  /^(?:total|average|median|lowest|highest|least|greatest|different|earliest|latest|minimum|maximum)$/i

/** A label as it stands inside a sentence: `Card spend` → `card spend`; `GMV` and `ATM fees` stay as they are. */
export function inSentence(label: string): string {
  const [first = '', second, ...rest] = label.split(' ')
  if (second === undefined || !AGGREGATION.test(first))
    return [lowered(first), ...tail(second, rest)].join(' ')
  return [lowered(first), lowered(second), ...rest].join(' ')
}

const tail = (second: string | undefined, rest: readonly string[]): readonly string[] =>
  second === undefined ? rest : [second, ...rest]

const lowered = (word: string): string =>
  /\p{Lu}/u.test(word.slice(1)) || /^\p{Lu}\d/u.test(word) || word.length === 1
    ? word
    : word.charAt(0).toLowerCase() + word.slice(1)

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** By the look of the word: `orders`, but not `status`, `gas`, `loss`. */
export const isPlural = (label: string): boolean => /[^s']s$/i.test(label) && !/(?:us|is|as)$/i.test(label)

export function pluralOf(noun: string): string {
  if (isPlural(noun)) return noun
  if (/[^aeiou]y$/i.test(noun)) return `${noun.slice(0, -1)}ies`
  return /(?:s|x|z|ch|sh)$/i.test(noun) ? `${noun}es` : `${noun}s`
}

export function singularOf(noun: string): string {
  if (!isPlural(noun)) return noun
  if (/[^aeiou]ies$/i.test(noun)) return `${noun.slice(0, -3)}y`
  return /(?:x|z|ch|sh|ss)es$/i.test(noun) ? noun.slice(0, -2) : noun.slice(0, -1)
}

/** `a, b and c`. */
export function listed<T>(items: readonly T[], last = 'and'): (T | string)[] {
  return items.flatMap((item, index) =>
    index === 0 ? [item] : [index === items.length - 1 ? ` ${last} ` : ', ', item],
  )
}

export const listedText = (items: readonly string[], last = 'and'): string => listed(items, last).join('')

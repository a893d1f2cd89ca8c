/** A stretch of a text, `[start, end)`. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

const boundary =
  /(?<!\b(?:e\.g|i\.e|eg|ie|vs|etc|approx|incl|[Nn]o|St|Dr|Mr|Mrs|Ms))[.?!]+(?=\s|$)|[\n\r]+|\s(?=Always [a-z]|Remember to |Make sure |Match (?:strings|names|texts) |To (?:get|calculate|compute|find|analyze) [^?]*\bjoin\b)/g

/** The sentences of a text, each with the sign it ends with, without the blanks around them. */
export function sentencesOf(text: string): readonly Stretch[] {
  const found: Stretch[] = []
  let start = 0
  for (const match of text.matchAll(boundary)) {
    const end = match.index + (match[0].trim() === '' ? 0 : match[0].length)
    found.push({ start, end })
    start = match.index + match[0].length
  }
  found.push({ start, end: text.length })
  return found.map((one) => trimmed(text, one)).filter(({ start: from, end }) => from < end)
}

function trimmed(text: string, { start, end }: Stretch): Stretch {
  const said = text.slice(start, end)
  return { start: start + (said.length - said.trimStart().length), end: start + said.trimEnd().length }
}

/**
 * Edit distance with adjacent transpositions (optimal string alignment; Damerau 1964), in edits.
 * Stops early and returns `limit + 1` once the distance must exceed `limit`.
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  const width = b.length + 1
  let older = new Uint16Array(width)
  let above = Uint16Array.from({ length: width }, (_, column) => column)
  let current = new Uint16Array(width)
  for (let row = 1; row <= a.length; row++) {
    if (fillRow({ a, b, row, above, older, current }) > limit) return limit + 1
    const spare = older
    older = above
    above = current
    current = spare
  }
  return above[b.length] ?? 0
}

interface Rows {
  readonly a: string
  readonly b: string
  readonly row: number
  readonly above: Uint16Array
  readonly older: Uint16Array
  readonly current: Uint16Array
}

/** Fills the row of the table that belongs to one letter of `a`; gives its least distance. */
function fillRow({ a, b, row, above, older, current }: Rows): number {
  const letter = a.charCodeAt(row - 1)
  const before = row > 1 ? a.charCodeAt(row - 2) : -1
  current[0] = row
  let least = row
  for (let column = 1; column <= b.length; column++) {
    const other = b.charCodeAt(column - 1)
    let best = (above[column - 1] ?? 0) + (letter === other ? 0 : 1)
    best = Math.min(best, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1)
    if (column > 1 && before === other && letter === b.charCodeAt(column - 2))
      best = Math.min(best, (older[column - 2] ?? 0) + 1)
    current[column] = best
    least = Math.min(least, best)
  }
  return least
}

/** Up to `count` names close to `name` (a third of its length in edits, or sharing it as a part), nearest first. */
export function nearestNames(name: string, names: Iterable<string>, count = 3): string[] {
  const wanted = name.toLowerCase()
  const limit = Math.max(1, Math.floor(wanted.length / 3))
  return [...names]
    .map((candidate) => ({ candidate, distance: closeness(wanted, candidate.toLowerCase(), limit) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate)
}

const closeness = (wanted: string, candidate: string, limit: number): number =>
  wanted.length > 2 && (candidate.includes(wanted) || wanted.includes(candidate))
    ? Math.min(limit, Math.abs(candidate.length - wanted.length) / 10)
    : editDistance(wanted, candidate, limit)

/** ` Did you mean a, b or c?`, or nothing when there is nothing near. */
export function didYouMean(names: readonly string[]): string {
  if (names.length === 0) return ''
  const last = names.at(-1) ?? ''
  return names.length === 1
    ? ` Did you mean ${last}?`
    : ` Did you mean ${names.slice(0, -1).join(', ')} or ${last}?`
}

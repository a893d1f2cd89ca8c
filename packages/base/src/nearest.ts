/**
 * Edit distance with adjacent transpositions (optimal string alignment; Damerau 1964), in edits.
 * Stops early and returns `limit + 1` once the distance must exceed `limit`.
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let older: readonly number[] = []
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = nextRow({ a, b, row, above, older })
    if (Math.min(...current) > limit) return limit + 1
    older = above
    above = current
  }
  return above[b.length] ?? 0
}

interface RowAbove {
  readonly a: string
  readonly b: string
  readonly row: number
  readonly above: readonly number[]
  readonly older: readonly number[]
}

function nextRow({ a, b, row, above, older }: RowAbove): readonly number[] {
  const current = [row]
  for (let column = 1; column <= b.length; column++) {
    const replaced = cell(above, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1)
    const shifted = Math.min(cell(above, column), cell(current, column - 1)) + 1
    const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
    current.push(
      Math.min(replaced, shifted, swapped ? cell(older, column - 2) + 1 : Number.POSITIVE_INFINITY),
    )
  }
  return current
}

const cell = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY

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

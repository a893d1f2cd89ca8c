const MOST = 512
/** Where values are put whose middle is wanted: this is done for every day of every series. */
export const scratch = new Float64Array(MOST)

/** The median of the known values from `from` to before `to`; NaN of none. */
export function middle(values: Float64Array, from: number, to: number): number {
  let count = 0
  for (let at = Math.max(0, from); at < Math.min(values.length, to); at++)
    if (Number.isFinite(values[at]!)) scratch[count++] = values[at]!
  return middleOfScratch(count)
}

/** Of the first `count` values of `scratch`, sorted by insertion: there are never many. */
export function middleOfScratch(count: number): number {
  for (let at = 1; at < count; at++) {
    const value = scratch[at]!
    let to = at - 1
    for (; to >= 0 && scratch[to]! > value; to--) scratch[to + 1] = scratch[to]!
    scratch[to + 1] = value
  }
  const half = count >> 1
  if (count === 0) return Number.NaN
  return count % 2 === 1 ? scratch[half]! : (scratch[half - 1]! + scratch[half]!) / 2
}

const ordered = new Float64Array(MOST)

/**
 * How far sorted values lie from their middle, nearest first: the nearer of those left below and above, in turn.
 * The array is used again by the next call.
 */
export function distancesFrom(centre: number, sorted: Float64Array): Float64Array {
  const count = sorted.length
  let above = count >> 1
  let below = above - 1
  for (let at = 0; at < count; at++) {
    const down = below < 0 ? Infinity : centre - sorted[below]!
    const up = above >= count ? Infinity : sorted[above]! - centre
    if (down <= up) below--
    else above++
    ordered[at] = Math.min(down, up)
  }
  return ordered
}

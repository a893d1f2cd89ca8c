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

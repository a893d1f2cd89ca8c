/** Values kept in order while a window moves over a series: one goes, one comes, nothing is sorted anew. */
export interface SortedWindow {
  /** Unknown values (NaN, infinite) are passed over. */
  readonly add: (value: number) => void
  readonly remove: (value: number) => void
  /** The values in order; a view, good until the next change. */
  readonly sorted: () => Float64Array
  /** NaN of none. */
  readonly middle: () => number
  readonly size: () => number
}

/** @param most how many values it may hold at a time */
export function sortedWindow(most: number): SortedWindow {
  const kept = new Float64Array(most)
  let size = 0
  return {
    add: (value) => {
      if (!Number.isFinite(value)) return
      let at = size++
      for (; at > 0 && kept[at - 1]! > value; at--) kept[at] = kept[at - 1]!
      kept[at] = value
    },
    remove: (value) => {
      if (!Number.isFinite(value)) return
      size--
      for (let at = placeOf(value, kept, size); at < size; at++) kept[at] = kept[at + 1]!
    },
    sorted: () => kept.subarray(0, size),
    middle: () => middleOfFirst(size, kept),
    size: () => size,
  }
}

/** Where a value stands among the first `last` + 1. */
function placeOf(value: number, kept: Float64Array, last: number): number {
  let low = 0
  let high = last
  while (low < high) {
    const half = (low + high) >> 1
    if (kept[half]! < value) low = half + 1
    else high = half
  }
  return low
}

function middleOfFirst(size: number, kept: Float64Array): number {
  if (size === 0) return Number.NaN
  const half = size >> 1
  return size % 2 === 1 ? kept[half]! : (kept[half - 1]! + kept[half]!) / 2
}

export interface Window {
  /** From so many steps off a day to before so many: −14 and 0 are the fortnight before it. */
  readonly from: number
  readonly to: number
  /** Rows from one value of the window to the next, default 1; 7 looks at one weekday. */
  readonly step?: number
  /** Known values it takes, default 1. */
  readonly least?: number
}

/** At every row the median of the known values in a window around it; `otherwise` where too few are known. */
export function movingMiddle(
  values: Float64Array,
  { from, to, step = 1, least = 1 }: Window,
  otherwise = Number.NaN,
): Float64Array {
  const middles = new Float64Array(values.length)
  for (let lane = 0; lane < Math.min(step, values.length); lane++) {
    const window = sortedWindow(to - from)
    for (let ahead = from; ahead < to - 1; ahead++) window.add(values[lane + ahead * step] ?? Number.NaN)
    for (let row = lane; row < values.length; row += step) {
      window.add(values[row + (to - 1) * step] ?? Number.NaN)
      middles[row] = window.size() < least ? otherwise : window.middle()
      window.remove(values[row + from * step] ?? Number.NaN)
    }
  }
  return middles
}

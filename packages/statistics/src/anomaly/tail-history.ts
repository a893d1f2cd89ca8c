/** How far out a value lies among those before it, as −ln of the probability of one at least so extreme. */
export interface TailHistory {
  /** 0 in the body; above ln(1/share) where the value lies in either tail; at most 30. */
  readonly surprise: (value: number) => number
  readonly add: (value: number) => void
}

/** Each tail is this share of the history, at least `LEAST_TAIL` values. */
const TAIL_SHARE = 0.01
const LEAST_TAIL = 10
const LEAST_HISTORY = 100
const HEAVIEST_SHAPE = 0.4
const MOST_SURPRISE = 30
/** Excesses below this share of the middle 90 % are not told from nothing. */
const RESOLUTION = 0.02

/**
 * Keeps the last `capacity` values sorted and takes the tail beyond the outermost 1 % for a generalised Pareto
 * distribution fitted by moments (peaks over threshold: Siffer et al., 2017; Hosking and Wallis, 1987, eq. 4), its
 * shape held between 0 and 0.4. Surprise is 0 for the first hundred values. O(capacity) memory moves a value.
 */
export function tailHistory(capacity: number): TailHistory {
  const sorted = new Float64Array(capacity + 1)
  const ring = new Float64Array(capacity)
  let count = 0
  let oldest = 0
  const rankOf = (value: number): number => {
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]! < value) low = middle + 1
      else high = middle
    }
    return low
  }
  const at = (share: number): number => sorted[Math.min(count - 1, Math.floor(share * count))]!

  const tail = (value: number, side: 1 | -1): number => {
    const size = Math.max(LEAST_TAIL, Math.floor(TAIL_SHARE * count))
    const edge = side > 0 ? count - 1 : 0
    const threshold = sorted[edge - side * size]!
    const excess = side * (value - threshold)
    if (!(excess > 0)) return 0
    let sum = 0
    let squares = 0
    for (let i = 0; i < size; i++) {
      const over = side * (sorted[edge - side * i]! - threshold)
      sum += over
      squares += over * over
    }
    const plainMean = sum / size
    const variance = squares / size - plainMean * plainMean
    const mean = plainMean + RESOLUTION * (at(0.95) - at(0.05)) + Number.MIN_VALUE
    const shape = variance > 0 ? 0.5 * (1 - (mean * mean) / variance) : 0
    const held = Math.min(HEAVIEST_SHAPE, Math.max(0, shape))
    const scaled = excess / (mean * (1 - held))
    const beyond = held < 1e-3 ? scaled : Math.log1p(held * scaled) / held
    return Math.min(MOST_SURPRISE, Math.log(count / size) + beyond)
  }

  return {
    surprise: (value) => (count < LEAST_HISTORY ? 0 : Math.max(tail(value, 1), tail(value, -1))),
    add: (value) => {
      if (count === capacity) {
        const gone = rankOf(ring[oldest]!)
        sorted.copyWithin(gone, gone + 1, count)
        count--
      }
      const place = rankOf(value)
      sorted.copyWithin(place + 1, place, count)
      sorted[place] = value
      count++
      ring[oldest] = value
      oldest = (oldest + 1) % capacity
    },
  }
}

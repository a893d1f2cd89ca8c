export interface LoessOptions {
  /** Points in the window. */
  readonly window: number
  readonly degree: 0 | 1
  /** Every how many points it is computed; between them it is a straight line. */
  readonly jump: number
}

/** A stretch of a series to smooth: `weights` (robustness) of the same length, or null for all 1. */
interface Points {
  readonly values: ArrayLike<number>
  readonly count: number
  readonly weights: ArrayLike<number> | null
}

/** Locally weighted regression at evenly spaced points (Cleveland et al., 1990), written into `out` from `offset`. */
export function smoothLoess(points: Points, options: LoessOptions, out: Float64Array, offset = 0): void {
  const { count } = points
  if (count < 2) {
    out[offset] = points.values[0]!
    return
  }
  const jump = Math.min(options.jump, count - 1)
  for (let at = 0; at < count; at += jump)
    out[offset + at] = loessAt(points, options, at, windowAt(at, count, options, jump))
  if (jump === 1) return
  for (let from = 0; from < count - jump; from += jump) line(out, offset + from, offset + from + jump)
  const last = Math.floor((count - 1) / jump) * jump
  if (last === count - 1) return
  const before = windowAt(last, count, options, jump)
  out[offset + count - 1] = loessAt(points, options, count - 1, before)
  line(out, offset + last, offset + count - 1)
}

/** First and last point of the window about `at`, within the series. */
function windowAt(
  at: number,
  count: number,
  { window }: LoessOptions,
  jump: number,
): readonly [number, number] {
  if (window >= count) return [0, count - 1]
  const half = Math.floor((window + (jump === 1 ? 2 : 1)) / 2)
  if (jump === 1) {
    const shift = Math.max(0, Math.min(at + 1 - half, count - window))
    return [shift, shift + window - 1]
  }
  if (at + 1 < half) return [0, window - 1]
  if (at + 1 >= count - half + 1) return [count - window, count - 1]
  return [at + 1 - half, at + window - half]
}

function line(out: Float64Array, from: number, to: number): void {
  const slope = (out[to]! - out[from]!) / (to - from)
  for (let at = from + 1; at < to; at++) out[at] = out[from]! + slope * (at - from)
}

/** The fit at `at`, which may lie one step outside the series; the value itself where every weight is 0. */
export function loessAt(
  { values, count, weights }: Points,
  { window, degree }: LoessOptions,
  at: number,
  [first, last]: readonly [number, number],
): number {
  let reach = Math.max(at - first, last - at)
  if (window > count) reach += Math.floor((window - count) / 2)
  const kernel = (j: number): number => {
    const distance = Math.abs(j - at)
    if (distance > 0.999 * reach) return 0
    const weight = distance <= 0.001 * reach ? 1 : (1 - (distance / reach) ** 3) ** 3
    return weights ? weight * weights[j]! : weight
  }
  let [total, sumX, sumXX, sumY, sumXY] = [0, 0, 0, 0, 0]
  for (let j = first; j <= last; j++) {
    const weight = kernel(j)
    if (weight === 0) continue
    const x = j - at
    const y = weight * values[j]!
    total += weight
    sumX += weight * x
    sumXX += weight * x * x
    sumY += y
    sumXY += y * x
  }
  if (!(total > 0)) return values[Math.min(count - 1, Math.max(0, at))]!
  const mean = sumX / total
  const spread = sumXX / total - mean * mean
  if (degree === 0 || reach === 0 || Math.sqrt(Math.max(0, spread)) <= 0.001 * (count - 1))
    return sumY / total
  const slope = (sumXY / total - (mean * sumY) / total) / spread
  return sumY / total - slope * mean
}

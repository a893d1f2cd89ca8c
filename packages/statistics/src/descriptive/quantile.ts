import { demandShare } from '../errors.ts'

/** Definitions of Hyndman and Fan (1996); 7 is the default of R, NumPy and spreadsheets, 8 the one they recommend. */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

/** The finite values in ascending order. */
export function sortedFinite(values: Iterable<number>): Float64Array {
  return Float64Array.from(values)
    .filter((value) => Number.isFinite(value))
    .toSorted()
}

/**
 * Quantile p of the finite values; null where there are none. @throws statistics/domain for p outside [0, 1].
 */
export function quantile(values: Iterable<number>, p: number, type: QuantileType = 7): number | null {
  return quantileOfSorted(sortedFinite(values), p, type)
}

/** The same of values already ascending and finite. */
export function quantileOfSorted(
  sorted: ArrayLike<number>,
  p: number,
  type: QuantileType = 7,
): number | null {
  demandShare('quantile', 'p', p)
  const n = sorted.length
  if (n === 0) return null
  const at = (rank: number): number => sorted[Math.min(n, Math.max(1, rank)) - 1]!
  if (type <= 3) return at(discontinuousRank(n * p, type)) / 2 + at(upperRank(n * p, type)) / 2
  const [a, b] = plotting[type as 4]!
  const position = a + p * (n + 1 - a - b)
  const rank = Math.floor(position + 4e-16)
  const share = Math.max(0, position - rank)
  return at(rank) + share * (at(rank + 1) - at(rank))
}

const plotting: Readonly<Record<number, readonly [number, number]>> = {
  4: [0, 1],
  5: [0.5, 0.5],
  6: [0, 0],
  7: [1, 1],
  8: [1 / 3, 1 / 3],
  9: [3 / 8, 3 / 8],
}

function discontinuousRank(position: number, type: QuantileType): number {
  if (type === 3) return roundHalfEven(position)
  return Math.ceil(position - 4e-16 * position)
}

function upperRank(position: number, type: QuantileType): number {
  const whole = Math.round(position)
  const onStep = Math.abs(position - whole) <= 4e-16 * position
  return type === 2 && onStep ? whole + 1 : discontinuousRank(position, type)
}

function roundHalfEven(x: number): number {
  const below = Math.floor(x)
  if (x - below !== 0.5) return Math.round(x)
  return below % 2 === 0 ? below : below + 1
}

/** Middle of the finite values; null where there are none. */
export const median = (values: Iterable<number>): number | null => quantile(values, 0.5)

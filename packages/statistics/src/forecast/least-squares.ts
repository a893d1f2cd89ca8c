export interface Box {
  readonly low: number
  readonly high: number
}

export interface LeastSquares {
  readonly point: Float64Array
  readonly cost: number
  readonly rounds: number
}

/**
 * Least sum of squares of `residuals(point)` within a box, by Levenberg and Marquardt's method with central
 * differences; parameters at a bound they push against are held. Ends when the cost falls by less than `tolerance`
 * (relative) or after `mostRounds`. A residual that is not finite counts as a bad step.
 */
export function leastSquares(
  residuals: (point: Float64Array) => Float64Array,
  start: readonly number[],
  boxes: readonly Box[],
  { mostRounds = 100, tolerance = 1e-12 }: { mostRounds?: number; tolerance?: number } = {},
): LeastSquares {
  const first = Float64Array.from(start, (value, i) => clamp(value, boxes[i]!))
  let best = pointAt(residuals, first)
  let damping = 1e-3
  let rounds = 0
  let small = 0
  while (rounds < mostRounds && Number.isFinite(best.cost) && small < 2) {
    rounds++
    const found = betterPoint(residuals, boxes, best, damping)
    if (!found) break
    small = best.cost - found.at.cost <= tolerance * best.cost ? small + 1 : 0
    best = found.at
    damping = Math.max(1e-12, found.damping / 5)
  }
  return { point: best.point, cost: best.cost, rounds }
}

interface At {
  readonly point: Float64Array
  readonly errors: Float64Array
  readonly cost: number
}

function pointAt(residuals: (point: Float64Array) => Float64Array, point: Float64Array): At {
  const errors = residuals(point)
  return { point, errors, cost: sumOfSquares(errors) }
}

const MOST_ATTEMPTS = 12

/** The first lower cost along ever more careful steps; null where there is none. */
function betterPoint(
  residuals: (point: Float64Array) => Float64Array,
  boxes: readonly Box[],
  { point, errors, cost }: At,
  start: number,
): { at: At; damping: number } | null {
  const { matrix, gradient, free } = normalEquations(residuals, point, boxes, errors)
  let damping = start
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const step = solveDamped(matrix, gradient, free, damping)
    if (step) {
      const at = pointAt(
        residuals,
        point.map((value, i) => clamp(value - step[i]!, boxes[i]!)),
      )
      if (at.cost < cost) return { at, damping }
    }
    damping *= 4
  }
  return null
}

const clamp = (value: number, { low, high }: Box): number => Math.min(high, Math.max(low, value))

function sumOfSquares(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value * value
  return Number.isNaN(sum) ? Infinity : sum
}

function normalEquations(
  residuals: (point: Float64Array) => Float64Array,
  point: Float64Array,
  boxes: readonly Box[],
  current: Float64Array,
): { matrix: Float64Array[]; gradient: Float64Array; free: boolean[] } {
  const columns = Array.from(point, (value, i) => slope(residuals, point, boxes[i]!, { i, value }))
  const gradient = Float64Array.from(columns, (column) => product(column, current))
  const free = Array.from(point, (value, i) => {
    const { low, high } = boxes[i]!
    return !((value <= low && gradient[i]! > 0) || (value >= high && gradient[i]! < 0))
  })
  const matrix = columns.map((a, i) =>
    Float64Array.from(columns, (b, j) => (free[i] && free[j] ? product(a, b) : 0)),
  )
  return { matrix, gradient, free }
}

function slope(
  residuals: (point: Float64Array) => Float64Array,
  point: Float64Array,
  box: Box,
  { i, value }: { i: number; value: number },
): Float64Array {
  const reach = 1e-6 * Math.max(Math.abs(value), 1e-2)
  const [low, high] = [clamp(value - reach, box), clamp(value + reach, box)]
  const at = (x: number): Float64Array => residuals(point.map((v, k) => (k === i ? x : v)))
  const [below, above] = [at(low), at(high)]
  return above.map((v, k) => (high === low ? 0 : (v - below[k]!) / (high - low)))
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** (M + damping · diag M) step = gradient by Cholesky; held parameters do not move. Null where it is not solvable. */
function solveDamped(
  matrix: readonly Float64Array[],
  gradient: Float64Array,
  free: readonly boolean[],
  damping: number,
): Float64Array | null {
  const n = gradient.length
  const factor = matrix.map((row) => Float64Array.from(row))
  for (let i = 0; i < n; i++) {
    factor[i]![i] = free[i] ? matrix[i]![i]! * (1 + damping) + Number.MIN_VALUE : 1
    for (let j = 0; j <= i; j++) {
      let sum = factor[i]![j]!
      for (let k = 0; k < j; k++) sum -= factor[i]![k]! * factor[j]![k]!
      if (i !== j) factor[i]![j] = sum / factor[j]![j]!
      else if (sum > 0) factor[i]![i] = Math.sqrt(sum)
      else return null
    }
  }
  const step = Float64Array.from(gradient, (g, i) => (free[i] ? g : 0))
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) step[i]! -= factor[i]![k]! * step[k]!
    step[i]! /= factor[i]![i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) step[i]! -= factor[k]![i]! * step[k]!
    step[i]! /= factor[i]![i]!
  }
  return step
}

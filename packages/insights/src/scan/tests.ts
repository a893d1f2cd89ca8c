import { fisherF, normal, studentT } from '@numize/statistics'

/** Ranks from 1; equal values share their mean rank. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, at) => at).toSorted(
    (a, b) => values[a]! - values[b]!,
  )
  const ranks = new Float64Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++
    for (let at = from; at < to; at++) ranks[order[at]!] = (from + to + 1) / 2
    from = to
  }
  return ranks
}

export interface RankCorrelation {
  readonly rho: number
  readonly n: number
  readonly pValue: number
}

/** Spearman's coefficient (1904) of the pairs that are both known, by the t approximation; null below ten or without variance. */
export function spearman(first: readonly number[], second: readonly number[]): RankCorrelation | null {
  const known = first.flatMap((value, at) => (Number.isFinite(value - second[at]!) ? [at] : []))
  if (known.length < 10) return null
  const a = ranksOf(known.map((at) => first[at]!))
  const b = ranksOf(known.map((at) => second[at]!))
  const rho = pearson(a, b)
  if (rho === null) return null
  return { rho, n: known.length, pValue: correlationP(rho, known.length) }
}

/** Two-sided p of a coefficient of `n` independent pairs, by the t approximation. */
export function correlationP(rho: number, n: number): number {
  if (n < 3) return 1
  if (Math.abs(rho) >= 1) return 0
  return Math.min(1, 2 * studentT(n - 2).survival(Math.abs(rho) * Math.sqrt((n - 2) / (1 - rho * rho))))
}

function pearson(a: Float64Array, b: Float64Array): number | null {
  const centre = (a.length + 1) / 2
  let [ab, aa, bb] = [0, 0, 0]
  for (let at = 0; at < a.length; at++) {
    const x = a[at]! - centre
    const y = b[at]! - centre
    ab += x * y
    aa += x * x
    bb += y * y
  }
  return aa > 0 && bb > 0 ? Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb))) : null
}

export interface Sample {
  readonly n: number
  readonly mean: number
  /** Sum of squared distances from the mean. */
  readonly squares: number
}

export const joinSamples = (a: Sample, b: Sample): Sample => {
  const n = a.n + b.n
  if (n === 0) return a
  const gap = b.mean - a.mean
  return {
    n,
    mean: a.mean + (gap * b.n) / n,
    squares: a.squares + b.squares + (gap * gap * a.n * b.n) / n,
  }
}

export function sampleOf(values: readonly number[]): Sample {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, n)
  return { n, mean, squares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) }
}

/** Two-sided p of Welch's test (1947); 1 where it cannot be told. */
export function welch(a: Sample, b: Sample): number {
  if (a.n < 2 || b.n < 2) return 1
  const [va, vb] = [a.squares / (a.n - 1) / a.n, b.squares / (b.n - 1) / b.n]
  if (va + vb === 0) return 1
  const t = Math.abs(a.mean - b.mean) / Math.sqrt(va + vb)
  const df = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1))
  return Math.min(1, 2 * studentT(df).survival(t))
}

/** One-way analysis of variance: p of F, and ω, the root of the part of the variance that the groups explain. */
export function groupVariance(groups: readonly Sample[]): { pValue: number; omega: number } {
  const whole = groups.reduce(joinSamples)
  const within = groups.reduce((sum, { squares }) => sum + squares, 0)
  const between = Math.max(0, whole.squares - within)
  const [df, dfWithin] = [groups.length - 1, whole.n - groups.length]
  if (df < 1 || dfWithin < 1 || whole.squares === 0) return { pValue: 1, omega: 0 }
  const noise = within / dfWithin
  const pValue = noise === 0 ? 0 : fisherF(df, dfWithin).survival(between / df / noise)
  const omega = Math.sqrt(Math.max(0, (between - df * noise) / (whole.squares + noise)))
  return { pValue, omega }
}

/**
 * Whether events grow denser or sparser along an interval: Laplace's trend test (Cox and Lewis, 1966), its deviate
 * shrunk by how unruly the counts of the weeks are. `lean` is −1 to 1: 1/3 grows from nothing in a straight line.
 */
export function densityTrend(
  days: readonly number[],
  from: number,
  to: number,
): { lean: number; pValue: number } {
  const half = (to - from) / 2
  const n = days.length
  if (n < 10 || half <= 0) return { lean: 0, pValue: 1 }
  const lean = days.reduce((sum, day) => sum + (day - from - half), 0) / n / half
  const deviate = Math.abs(lean) * Math.sqrt(3 * n)
  return {
    lean,
    pValue: Math.min(1, 2 * normal(0, 1).survival(deviate / Math.sqrt(unruliness(days, from, to)))),
  }
}

/** Variance of neighbouring weeks' differences against what independent events have; at least 1. */
function unruliness(days: readonly number[], from: number, to: number): number {
  const weeks = Math.max(4, Math.min(104, Math.floor((to - from) / 7)))
  const counts = new Float64Array(weeks)
  for (const day of days) {
    const at = Math.min(weeks - 1, Math.max(0, Math.floor(((day - from) / (to - from)) * weeks)))
    counts[at]!++
  }
  let [squares, total] = [0, 0]
  for (let at = 1; at < weeks; at++) {
    squares += (counts[at]! - counts[at - 1]!) ** 2
    total += counts[at]! + counts[at - 1]!
  }
  return Math.max(1, total === 0 ? 1 : squares / total)
}

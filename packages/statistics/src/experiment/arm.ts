/** Count, sum and sum of squares of one quantity per unit (user, session, …). */
export interface Totals {
  /** `share`: each unit is 0 or 1, so its variance is p(1 − p). */
  readonly kind: 'mean' | 'share'
  readonly n: number
  readonly sum: number
  readonly sumSquares: number
}

/** Sum over units divided by another sum over the same units (revenue per order, where units are users). */
export interface RatioTotals {
  readonly kind: 'ratio'
  readonly n: number
  readonly numerator: Totals
  readonly denominator: Totals
  /** Σ numerator · denominator over the units. */
  readonly products: number
}

/** A quantity with the same units' value before the experiment, to take their difference out (CUPED). */
export interface AdjustedTotals {
  readonly kind: 'adjusted'
  readonly n: number
  readonly after: Totals
  readonly before: Totals
  /** Σ after · before over the units. */
  readonly products: number
}

/** A ratio with the same ratio before the experiment. Products are sums over the units. */
export interface AdjustedRatioTotals {
  readonly kind: 'adjustedRatio'
  readonly n: number
  readonly after: RatioTotals
  readonly before: RatioTotals
  readonly numerators: number
  readonly denominators: number
  readonly numeratorAfterDenominatorBefore: number
  readonly denominatorAfterNumeratorBefore: number
}

/** A quantile of events, with the bounds of its 95 % interval (order statistics), evaluated on `boundsN` events. */
export interface QuantileTotals {
  readonly kind: 'quantile'
  readonly n: number
  readonly boundsN: number
  /** Which quantile, between 0 and 1. */
  readonly level: number
  readonly value: number
  readonly low: number
  readonly high: number
  /** Where events come in clusters (several of one user): events at or below the value, and all events, per cluster. */
  readonly clusters?: { readonly below: Totals; readonly all: Totals; readonly products: number }
}

/** What one variant of an experiment measured; sufficient for every test here, so no rows are needed. */
export type Arm = Totals | RatioTotals | AdjustedTotals | AdjustedRatioTotals | QuantileTotals

/** Totals of a list of values. NaN and infinite values are left out; `n` says how many were used. */
export function totalsOf(values: Iterable<number>): Totals {
  let n = 0
  let sum = 0
  let sumSquares = 0
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    n++
    sum += value
    sumSquares += value * value
  }
  return { kind: 'mean', n, sum, sumSquares }
}

/** Totals of `successes` among `n` units. */
export const shareTotals = (n: number, successes: number): Totals => ({
  kind: 'share',
  n,
  sum: successes,
  sumSquares: successes,
})

export const meanOf = ({ n, sum }: Totals): number => (n === 0 ? 0 : sum / n)

/** Sample variance (n − 1); p(1 − p) for shares; 0 with fewer than two units. */
export function varianceOf({ kind, n, sum, sumSquares }: Totals): number {
  if (kind === 'share') return n === 0 ? 0 : (sum / n) * (1 - sum / n)
  return n <= 1 ? 0 : (sumSquares - (sum * sum) / n) / (n - 1)
}

export function covarianceOf(n: number, a: Totals, b: Totals, products: number): number {
  if (n <= 1) return 0
  if (a.kind === 'share' && b.kind === 'share') return products / n - (a.sum / n) * (b.sum / n)
  return (products - (a.sum * b.sum) / n) / (n - 1)
}

/** Adds the parts of one arm (cells of a dimension, days). Shares become means, as their parts differ. */
export function addArms<A extends Exclude<Arm, QuantileTotals>>(a: A, b: A): A {
  const sums: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(a)) {
    const other: unknown = b[key as keyof A]
    if (typeof value === 'number') sums[key] = value + (other as number)
    else if (key === 'kind') sums[key] = value === 'share' ? 'mean' : value
    else sums[key] = addArms(value as Totals, other as Totals)
  }
  return sums as unknown as A
}

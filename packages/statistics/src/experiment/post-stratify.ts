import { type Arm, addArms, covarianceOf, meanOf, type Totals, varianceOf } from './arm.ts'
import { type Effect, estimateEffect, type Unknown } from './effect.ts'
import { invert, multiply, transpose } from './matrix.ts'
import { bilinear, dot, quadratic } from './moments.ts'

type Matrix = readonly (readonly number[])[]
type Cell = readonly [control: Arm, treatment: Arm]

/** One cell: [control, treatment − control] (for ratios of numerator, then of denominator), covariance times n. */
interface Stratum {
  readonly n: number
  readonly mean: readonly number[]
  readonly covariance: Matrix
}

/**
 * Effect over the cells of a dimension known before the experiment, each cell compared within itself and weighted by
 * its share of units (Miratrix, Sekhon, Yu, 2013; weights estimated from the same data). Cells with an empty arm are
 * left out. Unknown where no cell is usable or nothing varies.
 */
export function poststratifiedEffect(
  cells: readonly Cell[],
  { relative }: { relative: boolean },
): Effect | Unknown {
  const usable = cells.filter(
    ([a, b]) => a.n > 1 && b.n > 1 && a.kind !== 'quantile' && b.kind !== 'quantile',
  )
  const [first, ...rest] = usable
  if (!first) return { kind: 'unknown', reason: 'no-variance' }
  const total = rest.reduce<Cell>(
    ([a, b], [c, d]) => [addArms(a as Totals, c as Totals), addArms(b as Totals, d as Totals)],
    first,
  )
  const plain = estimateEffect(total[0], total[1], { relative })
  if (plain.kind === 'unknown' || usable.length === 1) return plain
  const { mean, covariance } = combine(usable.map(stratumOf))
  const ratio = mean.length === 4
  const baseline = ratio ? mean[0]! / mean[2]! : mean[0]!
  if (relative && !(Math.abs(baseline) > 0)) return { kind: 'unknown', reason: 'zero-baseline' }
  const { value, gradient } = ratio ? ratioEffect(mean, relative) : meanEffect(mean, relative)
  const variance = quadratic(gradient, covariance)
  if (!(variance > 0)) return { kind: 'unknown', reason: 'no-variance' }
  return { ...plain, value, standardError: Math.sqrt(variance), baseline }
}

function meanEffect([a = 0, gain = 0]: readonly number[], relative: boolean) {
  if (!relative) return { value: gain, gradient: [0, 1] }
  const scale = Math.abs(a)
  return { value: gain / scale, gradient: [(-gain / (a * a)) * Math.sign(a), 1 / scale] }
}

function ratioEffect([m = 0, gainM = 0, d = 0, gainD = 0]: readonly number[], relative: boolean) {
  const treated = (m + gainM) / (d + gainD)
  const control = m / d
  const byGainM = 1 / (d + gainD)
  const byGainD = -treated / (d + gainD)
  const byM = byGainM - 1 / d
  const byD = byGainD + control / d
  if (!relative) return { value: treated - control, gradient: [byM, byGainM, byD, byGainD] }
  const change = treated / control
  const sign = Math.sign(control)
  const gradient = [
    byGainM / control - change / m,
    byGainM / control,
    byGainD / control + change / d,
    byGainD / control,
  ]
  return { value: (change - 1) * sign, gradient: gradient.map((g) => g * sign) }
}

function stratumOf([control, treatment]: Cell): Stratum {
  if (control.kind === 'adjusted' && treatment.kind === 'adjusted')
    return regressed([control, treatment].map(adjustedDesign), 3)
  if (control.kind === 'adjustedRatio' && treatment.kind === 'adjustedRatio')
    return regressed([control, treatment].map(adjustedRatioDesign), 6)
  return contrasted([control, treatment].map(components))
}

interface Components {
  readonly n: number
  readonly means: readonly number[]
  readonly covariance: Matrix
}

function components(arm: Arm): Components {
  if (arm.kind === 'ratio') {
    const shared = covarianceOf(arm.n, arm.numerator, arm.denominator, arm.products)
    return {
      n: arm.n,
      means: [meanOf(arm.numerator), meanOf(arm.denominator)],
      covariance: [
        [varianceOf(arm.numerator), shared],
        [shared, varianceOf(arm.denominator)],
      ],
    }
  }
  const totals = arm as Totals
  return { n: totals.n, means: [meanOf(totals)], covariance: [[varianceOf(totals)]] }
}

/** Means of the control and gains, with their covariance times n. */
function contrasted(arms: readonly Components[]): Stratum {
  const [a, b] = arms as [Components, Components]
  const n = a.n + b.n
  const of = (i: number, j: number, part: readonly [number, number]): number => {
    const control = (a.covariance[i]![j]! * n) / a.n
    const treated = (b.covariance[i]![j]! * n) / b.n
    if (part[0] === 0 && part[1] === 0) return control
    return part[0] === 1 && part[1] === 1 ? control + treated : -control
  }
  const size = 2 * a.means.length
  const half = (k: number): number => Math.floor(k / 2)
  return {
    n,
    mean: Array.from({ length: size }, (_, k) =>
      k % 2 === 0 ? a.means[half(k)]! : b.means[half(k)]! - a.means[half(k)]!,
    ),
    covariance: Array.from({ length: size }, (_, r) =>
      Array.from({ length: size }, (_unused, c) => of(half(r), half(c), [r % 2, c % 2])),
    ),
  }
}

/** Sums for a regression of each outcome on [1, covariates]: the treatment's column follows from its own sums. */
interface Design {
  readonly n: number
  /** Σ zzᵀ of z = [1, covariates]. */
  readonly zz: Matrix
  /** Σ z·y per outcome. */
  readonly zy: readonly (readonly number[])[]
  /** Σ y·y′ of the outcomes. */
  readonly yy: Matrix
}

function adjustedDesign({ n, after, before, products }: Extract<Arm, { kind: 'adjusted' }>): Design {
  return {
    n,
    zz: [
      [n, before.sum],
      [before.sum, before.sumSquares],
    ],
    zy: [[after.sum, products]],
    yy: [[after.sumSquares]],
  }
}

function adjustedRatioDesign(arm: Extract<Arm, { kind: 'adjustedRatio' }>): Design {
  const { n, after, before } = arm
  const { numerator: m, denominator: d } = after
  const { numerator: m0, denominator: d0 } = before
  return {
    n,
    zz: [
      [n, m0.sum, d0.sum],
      [m0.sum, m0.sumSquares, before.products],
      [d0.sum, before.products, d0.sumSquares],
    ],
    zy: [
      [m.sum, arm.numerators, arm.numeratorAfterDenominatorBefore],
      [d.sum, arm.denominatorAfterNumeratorBefore, arm.denominators],
    ],
    yy: [
      [m.sumSquares, after.products],
      [after.products, d.sumSquares],
    ],
  }
}

/** Least squares of the outcomes on [1, treated, covariates]; `used` are the degrees of freedom taken. */
function regressed(designs: readonly Design[], used: number): Stratum {
  const [a, b] = designs as [Design, Design]
  const n = a.n + b.n
  const sum = (x: Matrix, y: Matrix): number[][] => x.map((row, i) => row.map((v, j) => v + y[i]![j]!))
  const zz = sum(a.zz, b.zz)
  // Insert the treatment's column after the constant: treated · z sums to the treatment's own Σz.
  const withTreated = (all: readonly number[], treated: number): number[] => [
    all[0]!,
    treated,
    ...all.slice(1),
  ]
  const xx = [
    withTreated(zz[0]!, b.n),
    withTreated(b.zz[0]!, b.n),
    ...zz.slice(1).map((row, i) => withTreated(row, b.zz[0]![i + 1]!)),
  ]
  const xy = a.zy.map((row, i) =>
    withTreated(
      row.map((v, j) => v + b.zy[i]![j]!),
      b.zy[i]![0]!,
    ),
  )
  const yy = sum(a.yy, b.yy)
  const inverse = invert(xx)
  const coefficients = xy.map((row) => multiply(inverse, transpose([row])).map(([v]) => v!))
  const residual = yy.map((row, i) => row.map((v, j) => (v - dot(coefficients[i]!, xy[j]!)) / (n - used)))
  // Rows that read the control's mean (at the mean covariates) and the gain.
  const covariates = zz[0]!.slice(1)
  const reading = [
    [1, 0, ...covariates.map((v) => v / n)],
    [0, 1, ...covariates.map(() => 0)],
  ]
  const shape = multiply(multiply(reading, inverse), transpose(reading))
  const spread = covariates.map((v, i) =>
    covariates.map((w, j) => (zz[i + 1]![j + 1]! - (v * w) / n) / (n - 1)),
  )
  const secondOrder = spread.reduce((total, row, i) => total + dot(row, inverse[i + 2]!.slice(2)), 0)
  // The mean covariates are estimated too; only the control's mean reads them.
  const ofCovariates = coefficients.map((left, i) =>
    coefficients.map(
      (right, j) => bilinear(left.slice(2), spread, right.slice(2)) + residual[i]![j]! * secondOrder,
    ),
  )
  return {
    n,
    mean: coefficients.flatMap((row) => reading.map((r) => dot(r, row))),
    covariance: residual.flatMap((row, i) =>
      [0, 1].map((r) =>
        row.flatMap((s, j) => shape[r]!.map((v, c) => v * s * n + (r + c === 0 ? ofCovariates[i]![j]! : 0))),
      ),
    ),
  }
}

/** Weighted by shares of units that are themselves estimated: their multinomial spread is part of the covariance. */
function combine(strata: readonly Stratum[]): { mean: number[]; covariance: number[][] } {
  const total = strata.reduce((sum, { n }) => sum + n, 0)
  const shares = strata.map(({ n }) => n / total)
  const size = strata[0]!.mean.length
  const mean = Array.from({ length: size }, (_, k) =>
    strata.reduce((sum, s, i) => sum + shares[i]! * s.mean[k]!, 0),
  )
  const covariance = Array.from({ length: size }, (_, r) =>
    Array.from({ length: size }, (_unused, c) => {
      const between =
        strata.reduce((sum, s, i) => sum + shares[i]! * s.mean[r]! * s.mean[c]!, 0) - mean[r]! * mean[c]!
      const inside = strata.reduce((sum, s, i) => sum + s.covariance[r]![c]! * shares[i]!, 0)
      return (between + inside) / total
    }),
  )
  return { mean, covariance }
}

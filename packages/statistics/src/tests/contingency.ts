import { hypergeometricMass } from '../distributions/discrete.ts'
import { chiSquare } from '../distributions/gamma-family.ts'
import { demand } from '../errors.ts'
import type { Alternative } from '../experiment/compare-arms.ts'
import type { NoTest } from './mann-whitney.ts'

export interface ContingencyTest {
  readonly kind: 'test'
  readonly statistic: number
  readonly degreesOfFreedom: number
  readonly pValue: number
  /** Cramér's V, 0 to 1. */
  readonly strength: number
  /** The smallest expected count; below 5 the p-value is rough (Cochran, 1954). */
  readonly leastExpected: number
}

/**
 * Pearson's chi-square test that rows and columns of a table of counts are independent. Empty rows and columns are
 * left out; unknown with fewer than two of either. @throws statistics/domain for negative or missing counts.
 */
export function chiSquareTest(table: readonly (readonly number[])[]): ContingencyTest | NoTest {
  for (const row of table) {
    demand(row.length === table[0]!.length, 'chiSquareTest', ['a row', row.length], 'as long as the first')
    for (const count of row)
      demand(count >= 0 && count < Infinity, 'chiSquareTest', ['a count', count], '0 or more')
  }
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0))
  const columns = (table[0] ?? []).map((_, j) => table.reduce((sum, row) => sum + row[j]!, 0))
  const total = rows.reduce((sum, count) => sum + count, 0)
  const [height, width] = [rows, columns].map((sums) => sums.filter((sum) => sum > 0).length) as [
    number,
    number,
  ]
  if (height < 2 || width < 2) return { kind: 'unknown', reason: 'too-few' }
  let statistic = 0
  let leastExpected = Infinity
  for (const [i, row] of table.entries())
    for (const [j, count] of row.entries()) {
      const expected = (rows[i]! / total) * columns[j]!
      if (expected === 0) continue
      leastExpected = Math.min(leastExpected, expected)
      statistic += (count - expected) ** 2 / expected
    }
  const degreesOfFreedom = (height - 1) * (width - 1)
  const pValue = chiSquare(degreesOfFreedom).survival(statistic)
  const strength = Math.sqrt(statistic / total / (Math.min(height, width) - 1))
  return { kind: 'test', statistic, degreesOfFreedom, pValue, strength, leastExpected }
}

/**
 * Chi-square test that counts follow given proportions. @throws statistics/domain as above, or for unequal lengths.
 */
export function goodnessOfFit(
  counts: readonly number[],
  weights: readonly number[],
): { statistic: number; pValue: number } | NoTest {
  demand(
    counts.length === weights.length,
    'goodnessOfFit',
    ['weights', weights.length],
    `of length ${counts.length}`,
  )
  for (const value of [...counts, ...weights])
    demand(value >= 0 && value < Infinity, 'goodnessOfFit', ['a count or weight', value], '0 or more')
  const total = counts.reduce((sum, count) => sum + count, 0)
  const weight = weights.reduce((sum, w) => sum + w, 0)
  const kept = weights.filter((w) => w > 0).length
  if (total === 0 || kept < 2) return { kind: 'unknown', reason: 'too-few' }
  let statistic = 0
  for (const [at, count] of counts.entries()) {
    const expected = (weights[at]! / weight) * total
    if (expected > 0) statistic += (count - expected) ** 2 / expected
    else if (count > 0) statistic = Infinity
  }
  return { statistic, pValue: chiSquare(kept - 1).survival(statistic) }
}

/**
 * Fisher's exact test of a 2 × 2 table [[a, b], [c, d]]; two-sided sums the tables no likelier than the one seen.
 * `greater`: odds ratio above 1. @throws statistics/domain unless the counts are whole and 0 or more.
 */
export function fisherExact(
  [[a, b], [c, d]]: readonly [readonly [number, number], readonly [number, number]],
  alternative: Alternative = 'different',
): { pValue: number; oddsRatio: number | null } {
  const marked = a + b
  const draws = a + c
  const total = a + b + c + d
  const mass = (k: number): number => hypergeometricMass(total, marked, draws, k)
  const seen = mass(a)
  const counted: Readonly<Record<Alternative, (k: number) => boolean>> = {
    different: (k) => mass(k) <= seen * (1 + 1e-7),
    greater: (k) => k >= a,
    less: (k) => k <= a,
  }
  let pValue = 0
  for (let k = Math.max(0, draws - (total - marked)); k <= Math.min(marked, draws); k++)
    if (counted[alternative](k)) pValue += mass(k)
  const oddsRatio = b * c > 0 ? (a * d) / (b * c) : a * d > 0 ? Infinity : null
  return { pValue: Math.min(1, pValue), oddsRatio }
}

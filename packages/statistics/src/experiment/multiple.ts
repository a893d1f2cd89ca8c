import { demandShare } from '../errors.ts'

/**
 * `holm` and `bonferroni` keep the chance of any false positive below alpha; `benjamini-hochberg` the expected share
 * of false ones among those called positive (for independent or positively dependent tests), `benjamini-yekutieli`
 * the same under any dependence.
 */
export type Correction = 'holm' | 'bonferroni' | 'benjamini-hochberg' | 'benjamini-yekutieli'

/**
 * Adjusted p-values in the order given; compare each to alpha. Empty gives empty. `tests` is how many tests were made,
 * where only the smallest p-values of them are given: the others count as 1.
 * Holm (1979); Benjamini and Hochberg (1995); Benjamini and Yekutieli (2001).
 * @throws statistics/domain for a p-value outside [0, 1] or NaN.
 */
export function adjustPValues(
  pValues: readonly number[],
  correction: Correction,
  tests: number = pValues.length,
): number[] {
  for (const p of pValues) demandShare('adjustPValues', 'a p-value', p)
  const count = Math.max(tests, pValues.length)
  if (correction === 'bonferroni') return pValues.map((p) => Math.min(1, p * count))
  const order = pValues.map((_, at) => at).toSorted((a, b) => pValues[a]! - pValues[b]!)
  const adjusted = pValues.map(() => 1)
  if (correction === 'holm') {
    let running = 0
    for (const [rank, at] of order.entries()) {
      running = Math.max(running, Math.min(1, pValues[at]! * (count - rank)))
      adjusted[at] = running
    }
    return adjusted
  }
  const penalty = correction === 'benjamini-yekutieli' ? harmonic(count) : 1
  let running = 1
  for (let rank = pValues.length - 1; rank >= 0; rank--) {
    const at = order[rank]!
    running = Math.min(running, (pValues[at]! * count * penalty) / (rank + 1))
    adjusted[at] = running
  }
  return adjusted
}

function harmonic(count: number): number {
  let sum = 0
  for (let k = 1; k <= count; k++) sum += 1 / k
  return sum
}

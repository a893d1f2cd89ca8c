/** Sum with Neumaier's correction (1974): error of one rounding, whatever the order. Empty gives 0; NaN and infinities as IEEE. */
export function preciseSum(values: Iterable<number>): number {
  let sum = 0
  let lost = 0
  for (const value of values) {
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return Number.isFinite(sum) ? sum + lost : sum
}

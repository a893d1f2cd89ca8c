import type { Arm, RatioTotals, Totals } from '@numize/statistics'

/** A statistic as the recording writes it. */
export type Recorded = Readonly<Record<string, unknown>>

/** Reads a recorded statistic as an arm. */
export function readArm(record: Recorded): Arm {
  const number = (key: string): number => Number(record[key])
  const totals = (key: string): Totals => readTotals(record[key] as Recorded)
  const n = number('n')
  switch (record['_type']) {
    case 'SampleMeanStatistic':
    case 'ProportionStatistic':
      return readTotals(record)
    case 'RatioStatistic':
      return ratio(n, [totals('m_statistic'), totals('d_statistic')], number('m_d_sum_of_products'))
    case 'RegressionAdjustedStatistic':
      return {
        kind: 'adjusted',
        n,
        after: totals('post_statistic'),
        before: totals('pre_statistic'),
        products: number('post_pre_sum_of_products'),
      }
    case 'RegressionAdjustedRatioStatistic':
      return {
        kind: 'adjustedRatio',
        n,
        after: ratio(
          n,
          [totals('m_statistic_post'), totals('d_statistic_post')],
          number('m_post_d_post_sum_of_products'),
        ),
        before: ratio(
          n,
          [totals('m_statistic_pre'), totals('d_statistic_pre')],
          number('m_pre_d_pre_sum_of_products'),
        ),
        numerators: number('m_post_m_pre_sum_of_products'),
        denominators: number('d_post_d_pre_sum_of_products'),
        numeratorAfterDenominatorBefore: number('m_post_d_pre_sum_of_products'),
        denominatorAfterNumeratorBefore: number('m_pre_d_post_sum_of_products'),
      }
    case 'QuantileStatistic':
      return {
        kind: 'quantile',
        n,
        boundsN: number('n_star'),
        level: number('nu'),
        value: number('quantile_hat'),
        low: number('quantile_lower'),
        high: number('quantile_upper'),
      }
    default:
      throw new Error(`unknown statistic: ${String(record['_type'])}`)
  }
}

const ratio = (
  n: number,
  [numerator, denominator]: readonly [Totals, Totals],
  products: number,
): RatioTotals => ({ kind: 'ratio', n, numerator, denominator, products })

function readTotals(record: Recorded): Totals {
  const sum = Number(record['sum'])
  return record['_type'] === 'ProportionStatistic'
    ? { kind: 'share', n: Number(record['n']), sum, sumSquares: sum }
    : { kind: 'mean', n: Number(record['n']), sum, sumSquares: Number(record['sum_squares']) }
}

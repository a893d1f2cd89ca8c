import type { Arm, RatioTotals, Totals } from '@numize/statistics'

/** A statistic as the recording writes it. */
export type Recorded = Readonly<Record<string, unknown>>

/** Reads a recorded statistic as an arm; null for a kind we have no counterpart of. */
export function readArm(record: Recorded): Arm | null {
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
    case 'QuantileClusteredStatistic':
      return {
        kind: 'quantile',
        n,
        boundsN: number('n_star'),
        level: number('nu'),
        value: number('quantile_hat'),
        low: number('quantile_lower'),
        high: number('quantile_upper'),
        ...('n_clusters' in record && { clusters: readClusters(record) }),
      }
    default:
      return null
  }
}

function readClusters(record: Recorded) {
  const n = Number(record['n_clusters'])
  const totals = (sum: string, sumSquares: string): Totals => ({
    kind: 'mean',
    n,
    sum: Number(record[sum]),
    sumSquares: Number(record[sumSquares]),
  })
  return {
    below: totals('main_sum', 'main_sum_squares'),
    all: totals('denominator_sum', 'denominator_sum_squares'),
    products: Number(record['main_denominator_sum_product']),
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

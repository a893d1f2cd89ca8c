import { nounOf } from '@numize/blocks'
import { emptyMetricsPlan, type Measure, type MetricsPlan, type Model } from '@numize/semantic'
import type { DayWindow } from '../daily.ts'
import type { DaySeries } from './day-series.ts'
import type { FetchedMetric } from './fetched-metric.ts'

/** A sum and the count of the rows it is over. */
export interface SumAndCount {
  readonly sum: string
  readonly count: string
}

/**
 * What one row is worth: a change of price is lost in the noise of a sum and stands out of its average. A sum is divided by
 * the metric that counts the same rows (of the same table, time and condition), unless the project has that ratio already.
 */
export function sumsWithCounts(model: Model): readonly SumAndCount[] {
  const told = new Set(
    model.metrics.flatMap((one) =>
      one.kind === 'ratio' ? [`${one.numerator.metric} ${one.denominator.metric}`] : [],
    ),
  )
  const tallies = model.metrics.flatMap(({ name }) => tallyOf(name, model) ?? [])
  return tallies
    .filter(({ amount }) => !isOne(amount))
    .flatMap(({ metric: sum, rows }) => {
      const count = tallies.find((one) => one.rows === rows && isOne(one.amount))?.metric
      return count === undefined || told.has(`${sum} ${count}`) ? [] : [{ sum, count }]
    })
}

/** What a metric adds up, over which rows; null of one that does not add up rows. */
interface Tally {
  readonly metric: string
  readonly amount: string
  /** Equal of metrics over the same rows. */
  readonly rows: string
}

function tallyOf(name: string, model: Model): Tally | null {
  const metric = model.metrics.find((one) => one.name === name)
  if (metric?.kind !== 'simple') return null
  const { measure: used, filters } = metric.input
  const table = model.semanticModels.find(({ measures }) => measures.some((one) => one.name === used))
  const measure = table?.measures.find((one) => one.name === used)
  if (!table || !measure || measure.nonAdditive !== null) return null
  if (measure.aggregation !== 'sum' && measure.aggregation !== 'count') return null
  const { condition, amount } = partsOf(measure)
  const time = measure.timeDimension ?? table.defaultTimeDimension
  return {
    metric: name,
    amount,
    rows: JSON.stringify([table.name, time, condition, ...filters, ...metric.filters]),
  }
}

/** `CASE WHEN paid THEN amount END` is the amount of the rows that are paid. */
const CONDITIONAL = /^case when (?<condition>(?:(?! when ).)+) then (?<amount>.+?)(?: else (?:0|null))? end$/i

function partsOf({ aggregation, expr }: Measure): { readonly condition: string; readonly amount: string } {
  const text = expr.trim().replaceAll(/\s+/g, ' ')
  const { condition = '', amount = text } = CONDITIONAL.exec(text)?.groups ?? {}
  return { condition, amount: aggregation === 'count' ? '1' : amount }
}

const isOne = (amount: string): boolean => amount === '1'

/** Days of fewer rows than this have no average to speak of. */
const LEAST_ROWS = 1

/** The days of a sum over those of its count, as a metric of its own; null where either was not had. */
export function averageOf(
  { sum, count }: SumAndCount,
  fetched: readonly FetchedMetric[],
): FetchedMetric | null {
  const [over, by] = [sum, count].map((name) => fetched.find((one) => one.name === name))
  const [whole, rows] = [over?.series[0], by?.series[0]]
  if (!over || !by || !whole || !rows || whole.start !== rows.start) return null
  const name = `${sum} / ${count}`
  const series: DaySeries = {
    metric: name,
    segment: [],
    start: whole.start,
    values: Float64Array.from(whole.values, (value, day) =>
      rows.values[day]! >= LEAST_ROWS ? value / rows.values[day]! : Number.NaN,
    ),
    scale: 'proportional',
  }
  const label = `${over.label} per ${nounOf(by.label).one}`
  return {
    name,
    label,
    unit: over.unit,
    additive: false,
    series: [series],
    daysOf: ratioPlan({ sum, count }),
  }
}

const ratioPlan =
  ({ sum, count }: SumAndCount) =>
  (window: DayWindow): MetricsPlan => ({
    ...emptyMetricsPlan,
    metrics: [
      { ratio: { numerator: { metric: sum }, denominator: { metric: count } }, as: `${sum}_per_row` },
    ],
    groupBy: [{ dimension: 'metric_time', grain: 'day' }],
    time: window,
  })

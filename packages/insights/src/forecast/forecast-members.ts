import { emptyMetricsPlan, type MetricsPlan, type Result } from '@numize/semantic'
import { figure } from '../explain/tables.ts'
import { type ForecastInput, forecastMetric } from './forecast-metric.ts'
import { knownUntil } from './metric-series.ts'
import type { Forecasted, NoForecastReport } from './report.ts'
import { addSteps } from './steps.ts'

/** A member of a dimension and what is ahead of it. */
export interface MemberForecast {
  readonly member: string
  readonly forecast: Forecasted | NoForecastReport
}

export interface MemberForecasts {
  readonly members: readonly MemberForecast[]
  /** Members that were left out, being smaller. */
  readonly others: number
  /** The governed answer that ranked the members. */
  readonly result: Result
}

const MOST_MEMBERS = 8
const RANKED_BY_DAYS = 365

/**
 * The same forecast for the largest members of a dimension, each from its own series: they need not add up to the whole.
 * Members are ranked by the metric over the last year.
 */
export async function forecastMembers(input: ForecastInput, dimension: string): Promise<MemberForecasts> {
  const { plan, catalog, fetch, now } = input
  const end = knownUntil(catalog, now)
  const ranking: MetricsPlan = {
    ...emptyMetricsPlan,
    metrics: plan.metrics,
    groupBy: [{ dimension }],
    where: plan.where,
    time: { start: addSteps(end, -RANKED_BY_DAYS, 'day'), end },
  }
  const [result] = await fetch([ranking])
  if (!result) throw new Error('ask gave no result for one plan')
  const at = result.columns.findIndex(({ role }) => role === 'metric')
  const ranked = result.rows
    .flatMap((row) =>
      row[0] === null || row[0] === undefined ? [] : [{ member: String(row[0]), size: figure(row[at]) ?? 0 }],
    )
    .toSorted((a, b) => b.size - a.size)
  const members: MemberForecast[] = []
  for (const { member } of ranked.slice(0, MOST_MEMBERS)) {
    const where = [...plan.where, { kind: 'compare', field: { dimension }, op: '=', value: member } as const]
    members.push({ member, forecast: await forecastMetric({ ...input, plan: { ...plan, where } }) })
  }
  return { members, others: Math.max(0, ranked.length - MOST_MEMBERS), result }
}

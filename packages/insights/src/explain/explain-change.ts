import type { Catalog } from '@numize/planner'
import { emptyMetricsPlan, type MetricsPlan, type Result, type Unit } from '@numize/semantic'
import { insightsError } from '../errors.ts'
import { axesOf, ratioParts, wideDimensions } from './breakdown.ts'
import { previousSpan } from './dates.ts'
import { ratioFindings } from './ratio-findings.ts'
import type { Change, ChangeReport } from './report.ts'
import type { Fetch, Found, Search, Subject } from './search.ts'
import { sumFindings } from './sum-findings.ts'
import { summarise } from './summarise.ts'
import { numberAt } from './tables.ts'
import { unrestOf } from './unrest.ts'

/** What to explain: a plan of one metric in a period, compared with another. */
export interface ExplainInput {
  readonly plan: MetricsPlan
  readonly catalog: Catalog
  readonly fetch: Fetch
}

/**
 * Why a metric changed between two periods. Three looks, each a governed plan: how much it moves from period to period
 * anyway, its finest breakdown in both periods, and the parts of a ratio. Segments are named by the law of one cause
 * (everything under it moved alike, everything else only by noise); nothing is named where the change is noise.
 * @throws `insights/no-metric`, `insights/no-period`
 */
export async function explainChange({ plan, catalog, fetch }: ExplainInput): Promise<ChangeReport> {
  const subject = subjectOf(plan)
  const hashes: string[] = []
  const keep: Fetch = async (plans) => {
    const results = await fetch(plans)
    hashes.push(...results.map(({ runHash }) => runHash))
    return results
  }
  const [total] = await keep([totalPlan(subject)])
  const change = changeOf(subject, total)
  const unrest = await unrestOf(subject, change, keep)
  const declared = catalog.model.metrics.find(({ name }) => name === subject.name)
  const parts = declared ? ratioParts(declared) : null
  const additive = total?.columns.find(({ role }) => role === 'metric')?.additive === true
  const axes = declared ? axesOf(subject.name, catalog, filteredBy(plan)) : []
  const found =
    change.before === null || change.after === null || axes.length === 0
      ? { findings: [], looked: [] }
      : await findingsOf({ subject, change, axes, parts, additive, fetch: keep })
  const narrowed = axes.map(({ label }) => label).filter((label) => !found.looked.includes(label))
  const leftOut = [
    ...(found.looked.length > 0 ? narrowed : []),
    ...(declared ? wideDimensions(subject.name, catalog) : []),
  ]
  return summarise(change, unrest, { ...found, leftOut }, hashes)
}

function subjectOf(plan: MetricsPlan): Subject {
  const [metric, ...others] = plan.metrics
  if (!metric || others.length > 0 || !('metric' in metric)) throw insightsError('no-metric')
  const { time, compare } = plan
  if (!time || time.start === null || time.end === null || !compare) throw insightsError('no-period')
  const period = { start: time.start, end: time.end }
  return { metric, name: metric.metric, period, previous: previousSpan(period, compare), plan, compare }
}

const totalPlan = ({ plan, metric }: Subject): MetricsPlan => ({
  ...emptyMetricsPlan,
  metrics: [metric],
  where: plan.where,
  time: plan.time,
  compare: plan.compare,
})

function changeOf({ name, period, previous }: Subject, total: Result | undefined): Change {
  const column = total?.columns.find(({ role }) => role === 'metric')
  const unit: Unit | null = column?.unit ?? null
  return {
    metric: name,
    label: column?.label ?? name,
    unit,
    period,
    previous,
    after: numberAt(total, 'metric'),
    before: numberAt(total, 'previous'),
  }
}

/** Dimensions that a filter has fixed already. */
function filteredBy({ where }: MetricsPlan): ReadonlySet<string> {
  return new Set(
    where.flatMap((filter) =>
      'field' in filter && 'dimension' in filter.field ? [filter.field.dimension] : [],
    ),
  )
}

async function findingsOf(search: Search): Promise<Found> {
  if (search.parts) return ratioFindings(search, search.parts)
  if (search.additive) return sumFindings(search)
  return { findings: [], looked: [] }
}

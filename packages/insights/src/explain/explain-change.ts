import type { Catalog } from '@numize/planner'
import {
  type Comparison,
  emptyMetricsPlan,
  type MetricRef,
  type MetricsPlan,
  type Result,
  type Unit,
} from '@numize/semantic'
import { insightsError } from '../errors.ts'
import { type Axis, axesOf, ratioParts } from './breakdown.ts'
import { previousSpan } from './dates.ts'
import { ratioFindings } from './ratio-findings.ts'
import type { Change, ChangeReport, Finding, RatioParts, Span } from './report.ts'
import { sumFindings } from './sum-findings.ts'
import { summarise } from './summarise.ts'
import { numberAt, type Table, tableOfPeriods } from './tables.ts'
import { unrestOf } from './unrest.ts'

/** Governed answers for plans, all on one data version: `ask`, bound to an asker. */
export type Fetch = (plans: readonly MetricsPlan[]) => Promise<readonly Result[]>

/** What to explain: a plan of one metric in a period, compared with another. */
export interface ExplainInput {
  readonly plan: MetricsPlan
  readonly catalog: Catalog
  readonly fetch: Fetch
}

/** A plan that can be explained, taken apart. */
export interface Subject {
  readonly metric: MetricRef
  readonly name: string
  readonly period: Span
  readonly previous: Span
  readonly plan: MetricsPlan
  readonly compare: Comparison
}

/** Leaves beyond this are cut by `ask`; then the widest dimension is left out and the question asked again. */
const MOST_LEAVES = 10_000

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
  return summarise(change, unrest, found, hashes)
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

export interface Search {
  readonly subject: Subject
  readonly change: Change
  readonly axes: readonly Axis[]
  readonly parts: RatioParts | null
  readonly additive: boolean
  readonly fetch: Fetch
}

export interface Found {
  readonly findings: readonly Finding[]
  /** Dimensions that were looked at, by label. */
  readonly looked: readonly string[]
}

async function findingsOf(search: Search): Promise<Found> {
  if (search.parts) return ratioFindings(search, search.parts)
  if (search.additive) return sumFindings(search)
  return { findings: [], looked: [] }
}

/** The finest breakdown of some metrics in both periods that still fits an answer. */
export async function leavesTable(
  { subject, axes, fetch }: Search,
  metrics: readonly MetricRef[],
): Promise<{ readonly table: Table; readonly axes: readonly Axis[] }> {
  let chosen = [...axes]
  for (;;) {
    const [result] = await fetch([
      {
        ...emptyMetricsPlan,
        metrics,
        groupBy: chosen.map(({ ref }) => ({ dimension: ref })),
        where: subject.plan.where,
        time: subject.plan.time,
        compare: subject.compare,
      },
    ])
    if (!result) throw new Error('ask gave no result for one plan')
    if (!result.truncated || result.rowCount <= MOST_LEAVES || chosen.length === 1)
      return { table: tableOfPeriods(result), axes: chosen }
    const widest = chosen.reduce((a, b) => (b.members >= a.members ? b : a))
    chosen = chosen.filter((axis) => axis !== widest)
  }
}

import { formatTime } from '@numize/blocks'
import type { Cell, Check, CheckPlan, Metric, Model } from '@numize/semantic'
import { attempt, dayAfter, daysBetween } from '../daily.ts'
import { figure } from '../explain/tables.ts'
import type { Evidence, KnownEvent, Look } from './dive-report.ts'
import type { Scene } from './scene.ts'

/** A share of empty cells that grew by this much is a defect worth telling. */
const NULLS_GREW = 0.02
const MOST_DIMENSIONS = 8

/** Whether the data itself changed: days without rows, and cells that are empty more often than before. */
export async function lookAtData(scene: Scene): Promise<Look> {
  const { catalog, report, fetch } = scene
  const { period, previous } = report.change
  const home = homeOf(report.change.metric, catalog.model)
  if (!home) return { evidence: [], ruledOut: [] }
  const shown = home.dimensions.filter(({ extras }) => extras.hidden !== true && extras.pii !== true)
  const checks: Check[] = [
    ...(home.time === null ? [] : [{ kind: 'gaps' as const, dimension: home.time, grain: 'day' as const }]),
    ...shown
      .filter(({ kind }) => kind === 'categorical')
      .slice(0, MOST_DIMENSIONS)
      .map(({ name }) => ({ kind: 'nulls' as const, dimension: name })),
  ]
  if (checks.length === 0) return { evidence: [], ruledOut: [] }
  const planOf = (time: CheckPlan['time']): CheckPlan => ({
    version: 1,
    kind: 'check',
    model: home.model,
    checks,
    where: [],
    time,
  })
  const now = planOf({ start: period.start, end: period.end })
  const results = [
    await attempt(fetch, now),
    await attempt(fetch, planOf({ start: previous.start, end: previous.end })),
  ]
  const [after, before] = results.map((result) => result?.rows ?? [])
  const evidence = (after ?? []).flatMap((row, at): Evidence[] => {
    const text = defectOf(checks[at], [sharesOf(row), sharesOf(before?.[at])])
    return text === null ? [] : [{ kind: 'data', text, confidence: null, plan: now }]
  })
  const calm = after && after.length > 0 && evidence.length === 0
  return {
    evidence,
    ruledOut: calm ? ['The data is whole: no day without rows, no column emptier than before.'] : [],
  }
}

interface Shares {
  readonly violations: number
  readonly share: number
}

/** Rows of a check are `check, subject, checked, violations, share, seconds`. */
function sharesOf(row: readonly Cell[] | undefined): Shares {
  const checked = figure(row?.[2]) ?? 0
  const violations = figure(row?.[3]) ?? 0
  return { violations, share: checked > 0 ? violations / checked : 0 }
}

function defectOf(check: Check | undefined, [after, before]: readonly Shares[]): string | null {
  if (!check || !after || !before) return null
  const percent = ({ share }: Shares): string => `${(100 * share).toFixed(1)} %`
  if (check.kind === 'gaps')
    return after.violations > before.violations
      ? `${after.violations} days of the period have no rows at all, against ${before.violations} before.`
      : null
  if (check.kind !== 'nulls' || after.share - before.share < NULLS_GREW) return null
  return `${plain(check.dimension)} is empty in ${percent(after)} of the rows, against ${percent(before)} before: part of the change may be missing data.`
}

interface Home {
  readonly model: string
  readonly time: string | null
  readonly dimensions: Model['semanticModels'][number]['dimensions']
}

/** The table the (first) measure of a metric is of. */
function homeOf(metric: string, model: Model, depth = 0): Home | null {
  const declared = model.metrics.find(({ name }) => name === metric)
  if (!declared || depth > 5) return null
  const measure = measureOf(declared)
  if (measure === null) {
    const inner = innerOf(declared)
    return inner === null ? null : homeOf(inner, model, depth + 1)
  }
  for (const one of model.semanticModels) {
    const found = one.measures.find(({ name }) => name === measure)
    if (found)
      return {
        model: one.name,
        time: found.timeDimension ?? one.defaultTimeDimension,
        dimensions: one.dimensions,
      }
  }
  return null
}

const measureOf = (metric: Metric): string | null =>
  'input' in metric ? metric.input.measure : metric.kind === 'conversion' ? metric.base.measure : null

function innerOf(metric: Metric): string | null {
  if (metric.kind === 'ratio') return metric.numerator.metric
  return metric.kind === 'derived' ? (metric.inputs[0]?.metric ?? null) : null
}

const plain = (name: string): string => {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const DAYS_AHEAD = 7

/** Known events of the week before it began (of the period, where no day can be told). */
export function lookAtEvents(
  events: readonly KnownEvent[],
  onset: string | null,
  { report }: Pick<Scene, 'report'>,
): Look {
  const { period } = report.change
  const [from, to] =
    onset === null ? [period.start, period.end] : [dayAfter(onset, -DAYS_AHEAD), dayAfter(onset, 2)]
  const near = events.filter(({ day, until }) => day < to.slice(0, 10) && (until ?? day) >= from.slice(0, 10))
  const evidence = near.map(({ name, day, note }): Evidence => {
    const told = note === null ? '' : ` (${note})`
    const when = onset === null ? 'in this period' : sayDistance(daysBetween(day, onset))
    return {
      kind: 'event',
      text: `“${name}”${told} is known of ${formatTime(day, 'day', 'en-US')}, ${when}.`,
      confidence: null,
      plan: null,
    }
  })
  const calm = events.length > 0 && evidence.length === 0
  return { evidence, ruledOut: calm ? ['None of the known events falls to the days it began.'] : [] }
}

function sayDistance(days: number): string {
  if (days === 0) return 'the day it began'
  if (days < 0) return 'the day after it began'
  return days === 1 ? 'the day before it began' : `${days} days before it began`
}

import type { Metric } from '@numize/semantic'
import { adjustPValues, bestLag, type Correlation } from '@numize/statistics'
import { daysBetween } from '../daily.ts'
import { moveBack } from '../explain/dates.ts'
import { sayFigures } from '../explain/finding.ts'
import type { ChangeReport, Span } from '../explain/report.ts'
import type { Evidence, Look } from './dive-report.ts'
import { type Days, daysOf, type Scene } from './scene.ts'

const HISTORY_DAYS = 120
const MOST_METRICS = 10
const MOST_TOLD = 3
const MOST_LAG = 7
const ALPHA = 0.01
const LEAST_R = 0.4

interface Related {
  readonly days: Days
  readonly with: Correlation
}

/** Other metrics whose days move with this one's, beyond what the week and chance do (Benjamini and Hochberg over all). */
export async function lookAtRelated(scene: Scene): Promise<Look> {
  const { metric, period } = scene.report.change
  const window = { start: moveBack(period.end, HISTORY_DAYS, 'day'), end: period.end }
  const own = await daysOf(metric, window, scene.plan.where, scene)
  if (!own) return { evidence: [], ruledOut: [] }
  const found: Related[] = []
  let looked = 0
  for (const { name } of candidates(scene)) {
    const days = await daysOf(name, window, scene.plan.where, scene)
    if (!days) continue
    looked++
    const relation = bestLag(weekOverWeek(own.values), weekOverWeek(days.values), { most: MOST_LAG })
    if (relation.kind === 'correlation') found.push({ days, with: relation })
  }
  const adjusted = adjustPValues(
    found.map((one) => one.with.pValue),
    'benjamini-hochberg',
  )
  const kin = found
    .map((one, at) => ({ ...one, pValue: adjusted[at] ?? 1 }))
    .filter((one) => one.pValue < ALPHA && Math.abs(one.with.r) >= LEAST_R)
    .toSorted((x, y) => Math.abs(y.with.r) - Math.abs(x.with.r))
    .slice(0, MOST_TOLD)
  const moved = kin.filter((one) => movedAsUsual(one, own, scene))
  const evidence = moved.map((one) => sayRelated(one.days, one.with, one.pValue, scene))
  const still = kin.filter((one) => !moved.includes(one)).map(({ days }) => sayStill(days, scene))
  const calm =
    looked > 0 && kin.length === 0 ? [`None of ${looked} other metrics moves with it day by day.`] : []
  return { evidence, ruledOut: [...still, ...calm] }
}

/** Whether a metric that goes along day by day did so between the periods too; if not, it is no cause of this change. */
function movedAsUsual({ days, with: { r } }: Related, own: Days, { report }: Scene): boolean {
  const { period, previous } = report.change
  const direction = (one: Days): number => Math.sign(meanOf(one, period) - meanOf(one, previous))
  return direction(days) === Math.sign(r) * direction(own)
}

/** Those it is made of, or that are made of it, are told by the drivers already: the rest, those of its own table first. */
function candidates({ catalog, report }: Scene): readonly Metric[] {
  const { metrics } = catalog.model
  const own = metrics.find(({ name }) => name === report.change.metric)
  const inputs = (metric: Metric): readonly string[] =>
    metric.kind === 'ratio'
      ? [metric.numerator.metric, metric.denominator.metric]
      : metric.kind === 'derived'
        ? metric.inputs.map((input) => input.metric)
        : []
  const kin = (metric: Metric): boolean =>
    !own || inputs(own).includes(metric.name) || inputs(metric).includes(own.name) || metric.name === own.name
  return metrics.filter((metric) => !kin(metric)).slice(0, MOST_METRICS)
}

/** Against the same weekday before: two metrics with one week's rhythm are not related by that. */
const weekOverWeek = (values: Float64Array): Float64Array =>
  values.slice(7).map((value, at) => {
    const before = values[at] ?? Number.NaN
    return value > 0 && before > 0 ? Math.log(value / before) : value - before
  })

function sayRelated(days: Days, { r, lag }: Correlation, pValue: number, { report }: Scene): Evidence {
  const timing = lag === 0 ? 'in step' : lag < 0 ? `${-lag} days ahead` : `${lag} days behind`
  const way = r > 0 ? 'moves with it' : 'moves against it'
  return {
    kind: 'related',
    text: `${sayChange(days, report)}; it ${way} ${timing} (r = ${r.toFixed(2)}), which is no proof of a cause.`,
    confidence: Math.round((1 - pValue) * 1e4) / 1e4,
    plan: days.plan,
  }
}

const sayStill = (days: Days, { report }: Scene): string =>
  `${sayChange(days, report)}: it usually moves with it and did not, so it is not behind this.`

function sayChange(days: Days, { change: { period, previous } }: ChangeReport): string {
  const figures = sayFigures(meanOf(days, previous), meanOf(days, period), days.unit)
  return days.additive ? `${days.label} a day ${figures}` : `${days.label} ${figures}`
}

function meanOf({ values, window }: Days, { start, end }: Span): number {
  const part = values
    .subarray(Math.max(0, daysBetween(window.start, start)), daysBetween(window.start, end))
    .filter(Number.isFinite)
  return part.length === 0 ? 0 : part.reduce((sum, value) => sum + value, 0) / part.length
}

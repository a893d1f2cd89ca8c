import type { Catalog } from '@numize/planner'
import type { MetricsPlan, Result } from '@numize/semantic'
import { insightsError } from '../errors.ts'
import { moveBack } from '../explain/dates.ts'
import type { Span } from '../explain/report.ts'
import { type Chosen, chooseOutlook } from './choose-outlook.ts'
import { coarser, fetchSeries, type MetricSeries, seriesPlan, sumOf } from './metric-series.ts'
import type { Estimate } from './outlook.ts'
import type { Forecasted, ForecastPoint, KnownPoint, NoForecastReport } from './report.ts'
import { methodOf, notesOf, sayWhyNot } from './say-forecast.ts'
import { addSteps, daysBetween, isWhole, STEP_GRAINS, type StepGrain, stepStart, stepsFrom } from './steps.ts'

/** What to forecast: the one metric of a plan under its filters, over a period that is not over. */
export interface ForecastInput {
  readonly plan: MetricsPlan
  readonly catalog: Catalog
  /** Governed answers: `ask`, bound to an asker. */
  readonly fetch: (plans: readonly MetricsPlan[]) => Promise<readonly Result[]>
  /** Local moment of asking. */
  readonly now: string
  /** Days `[start, end)`; its beginning may be known already. */
  readonly period: Span
  /** The period ends by a day that was said: of what does not add up, only its last month is meant. */
  readonly isDeadline?: boolean
  /** Steps to tell it by; absent: as fits the period. */
  readonly grain?: StepGrain
  /** Ask for the chance that the period's total reaches this. */
  readonly target?: number
}

/**
 * What a metric will likely be over a period: what is known of it, plus a forecast with intervals that past errors bear
 * out. One governed plan gives the series; a last step that is not over is left out. Where nothing can be said the reason
 * is given in a sentence.
 * @throws `insights/no-forecast-metric` unless the plan has one governed metric
 */
export async function forecastMetric(input: ForecastInput): Promise<Forecasted | NoForecastReport> {
  const { plan } = input
  const [metric] = plan.metrics
  if (!metric || plan.metrics.length > 1) throw insightsError('no-forecast-metric')
  const name = 'metric' in metric ? metric.metric : (metric.as ?? 'metric')
  const none = (reason: string): NoForecastReport => ({ kind: 'none', metric: name, reason })
  const series = await seriesFor(input)
  if (!series) return none(sayWhyNot({ label: name, reason: 'no-values', series: null }))
  const { label } = series.column
  const period = periodOf(series, input)
  if (period.end <= series.end) return none(sayWhyNot({ label, reason: 'over', series }))
  const chosen = chooseOutlook(series, period, input.catalog.calendar)
  if ('kind' in chosen) return none(sayWhyNot({ label, reason: chosen.reason, series }))
  return reportOf(name, series, chosen, { ...input, period })
}

const periodOf = ({ additive }: MetricSeries, { period, isDeadline }: ForecastInput): Span =>
  additive || isDeadline !== true ? period : { start: moveBack(period.end, 1, 'month'), end: period.end }

/** By days where values add up; else by the steps that make the period, or the coarsest that divide it. */
async function seriesFor(input: ForecastInput): Promise<MetricSeries | null> {
  const { catalog, grain } = input
  const byDay = await fetchSeries(input, 'day')
  if (!byDay || byDay.additive) return byDay
  const period = periodOf(byDay, input)
  const whole = STEP_GRAINS.toReversed().find(
    (one) => isWhole(period, one, catalog.calendar) && (grain === undefined || one === grain),
  )
  const wanted = whole ?? grain ?? 'day'
  const series = wanted === byDay.grain ? byDay : await fetchSeries(input, wanted)
  return (series && enough(series) ? series : null) ?? finer(input, wanted, byDay)
}

const FEWEST_STEPS = 8
const enough = ({ values }: MetricSeries): boolean =>
  values.filter((value) => Number.isFinite(value)).length >= FEWEST_STEPS

/** Too few whole steps of the period's own length are known: the next finer ones are told one by one. */
async function finer(input: ForecastInput, grain: StepGrain, byDay: MetricSeries): Promise<MetricSeries> {
  for (const next of STEP_GRAINS.slice(0, STEP_GRAINS.indexOf(grain)).toReversed()) {
    if (next === 'week' || next === 'day') continue
    const series = await fetchSeries(input, next)
    if (series && enough(series)) return series
  }
  return byDay
}

function reportOf(name: string, daily: MetricSeries, chosen: Chosen, input: ForecastInput): Forecasted {
  const { period, catalog, target } = input
  const { series, outlook, from, to } = chosen
  const wholly = series.additive || to - from === 1
  // A coarser series begins its forecast with the open step: what is known of that step is in it already.
  const known = series.additive ? knownIn(series, period) : 0
  const grain = displayGrain(series, daily, input)
  const total = wholly ? plus(outlook.sum(from, to), known) : null
  const points = pointsOf(chosen, grain, input)
  return {
    kind: 'forecast',
    metric: name,
    column: series.column,
    period,
    total,
    toDate: series.additive && period.start < daily.end ? knownIn(daily, period) : null,
    knownUntil: series.end,
    grain,
    history: historyOf(daily, series, grain, { points: points.length, calendar: catalog.calendar }),
    points,
    method: methodOf(chosen),
    target:
      target === undefined || !total
        ? null
        : { value: target, chance: outlook.chance(from, to, target - known) },
    notes: notesOf(chosen, input),
    plan: seriesPlan(input, daily.grain),
    runHashes: [series.result.runHash],
    result: series.result,
  }
}

/** What a series already has of a period; 0 of none. */
function knownIn(series: MetricSeries, { start }: Span): number {
  if (start >= series.end) return 0
  const first = series.starts.findIndex((day) => day >= start)
  const sum = first < 0 ? 0 : sumOf(series.values, first, series.values.length)
  return Number.isFinite(sum) ? sum : 0
}

const plus = (estimate: Estimate, known: number): Estimate => ({
  value: estimate.value + known,
  low: estimate.low + known,
  high: estimate.high + known,
  low80: estimate.low80 + known,
  high80: estimate.high80 + known,
})

const FEW_DAYS = 35

/** Days of short periods, months of longer ones, and what was asked for where the series can be told by it. */
function displayGrain(
  series: MetricSeries,
  daily: MetricSeries,
  { period, grain, catalog }: ForecastInput,
): StepGrain {
  if (!series.additive || daily.grain !== 'day') return series.grain
  const coarserThanSeries = (one: StepGrain): boolean =>
    STEP_GRAINS.indexOf(one) >= STEP_GRAINS.indexOf(series.grain)
  if (grain !== undefined && coarserThanSeries(grain)) return grain
  if (series.grain !== 'day') return series.grain
  if (isWhole(period, 'month', catalog.calendar)) return 'month'
  return daysBetween(series.end, period.end) <= FEW_DAYS ? 'day' : 'month'
}

/** The open steps up to the end of the period, each with what is known of it. */
function pointsOf(
  { series, outlook }: Chosen,
  grain: StepGrain,
  { period, catalog }: ForecastInput,
): ForecastPoint[] {
  const { end, grain: own, additive } = series
  if (!additive || grain === own)
    return stepsFrom(end, period.end, own).map((start, at) => ({
      start,
      end: addSteps(start, 1, own),
      estimate: outlook.steps[at]!,
    }))
  const starts = stepsFrom(stepStart(end, grain, catalog.calendar), period.end, grain)
  return starts.map((start) => {
    const stop = [addSteps(start, 1, grain), period.end].toSorted()[0]!
    const from = stepsFrom(end, start, own).length
    const to = stepsFrom(end, stop, own).length
    return { start, end: stop, estimate: plus(outlook.sum(from, to), knownIn(series, { start, end: stop })) }
  })
}

const LEAST_SHOWN = 14
const MOST_SHOWN = 90

/** The latest whole steps before the forecast: some seasons of them, or twice as many as lie ahead. */
function historyOf(
  daily: MetricSeries,
  series: MetricSeries,
  grain: StepGrain,
  { points, calendar }: { readonly points: number; readonly calendar: Catalog['calendar'] },
): KnownPoint[] {
  const shown =
    grain === series.grain ? series : grain === daily.grain ? daily : coarser(daily, grain, { calendar })
  const count = Math.min(MOST_SHOWN, Math.max(LEAST_SHOWN, 2 * points))
  return shown.starts.slice(-count).map((start, at, { length }) => {
    const value = shown.values[shown.values.length - length + at]!
    return { start, end: addSteps(start, 1, grain), value: Number.isFinite(value) ? value : null }
  })
}

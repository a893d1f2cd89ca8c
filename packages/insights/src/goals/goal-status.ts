import { formatNumber, formatPeriod } from '@numize/blocks'
import type { Catalog } from '@numize/planner'
import type { MetricsPlan, Result, Unit } from '@numize/semantic'
import type { Span } from '../explain/report.ts'
import { forecastMetric } from '../forecast/forecast-metric.ts'
import { fetchSeries, type MetricSeries, sumOf } from '../forecast/metric-series.ts'
import type { Estimate } from '../forecast/outlook.ts'
import type { ForecastReport } from '../forecast/report.ts'
import { addSteps, daysBetween } from '../forecast/steps.ts'

/** A figure that a metric is to reach (or not to pass, where less is better) over a period. */
export interface Goal {
  readonly name: string
  /** One governed metric and its filters. */
  readonly plan: MetricsPlan
  readonly target: number
  /** Days `[start, end)`. */
  readonly period: Span
}

export type GoalState = 'reached' | 'missed' | 'on-track' | 'uncertain' | 'behind' | 'not-begun' | 'unknown'

export interface GoalStatus {
  readonly goal: Goal
  readonly label: string
  readonly unit: Unit | null
  readonly state: GoalState
  /** What is known of the period; null of a metric that does not add up over days. */
  readonly toDate: number | null
  /** What would be known by now on the way to the target, by how earlier periods as long went; null where that is not known. */
  readonly expectedToDate: number | null
  /** Of the whole period. */
  readonly forecast: Estimate | null
  /** Chance to meet the goal, 0–1. */
  readonly chance: number | null
  /** What each day left must bring, and what each day so far brought. */
  readonly neededPerDay: number | null
  readonly broughtPerDay: number | null
  readonly daysLeft: number
  /** In sentences. */
  readonly text: string
  readonly runHashes: readonly string[]
}

interface GoalTools {
  readonly catalog: Catalog
  readonly fetch: (plans: readonly MetricsPlan[]) => Promise<readonly Result[]>
  /** Local moment of asking. */
  readonly now: string
}

const LIKELY = 0.8
const UNLIKELY = 0.3
const EARLIER_PERIODS = 6

/**
 * How a goal stands: what is known against what would be by now (the median share of earlier periods as long), the
 * forecast of the rest with its interval, the chance to meet it and what each day left must bring.
 */
export async function goalStatus(goal: Goal, tools: GoalTools): Promise<GoalStatus> {
  const { plan, period, target } = goal
  const series = await fetchSeries({ plan, ...tools }, 'day')
  if (!series) return nothingKnown(goal)
  const ahead = period.end > series.end ? await forecastMetric({ plan, period, target, ...tools }) : null
  const isAtMost = lessIsBetter(goal, tools.catalog)
  const figures = figuresOf(goal, { series, isAtMost, made: ahead?.kind === 'forecast' ? ahead : null })
  const state = stateOf(figures, series, isAtMost)
  const why = ahead?.kind === 'none' ? ` ${ahead.reason}` : ''
  return { ...figures, state, text: `${inWords({ ...figures, state }, isAtMost)}${why}` }
}

const nothingKnown = (goal: Goal): GoalStatus => ({
  goal,
  label: goal.name,
  unit: null,
  state: 'unknown',
  toDate: null,
  expectedToDate: null,
  forecast: null,
  chance: null,
  neededPerDay: null,
  broughtPerDay: null,
  daysLeft: 0,
  text: 'It has no known value yet.',
  runHashes: [],
})

interface Known {
  readonly series: MetricSeries
  readonly isAtMost: boolean
  readonly made: ForecastReport | null
}

function figuresOf(goal: Goal, { series, isAtMost, made }: Known): Figures {
  const { period, target } = goal
  const toDate = knownIn(series, period)
  const share = shareByNow(series, period)
  const reached = made?.target?.chance ?? null
  const daysLeft = Math.max(0, daysBetween(series.end, period.end))
  const until = series.end < period.end ? series.end : period.end
  return {
    goal,
    label: series.column.label,
    unit: series.column.unit,
    toDate,
    expectedToDate: share === null ? null : target * share,
    forecast: made?.total ?? null,
    chance: reached !== null && isAtMost ? 1 - reached : reached,
    neededPerDay: isAtMost ? null : perDay(toDate === null ? null : Math.max(0, target - toDate), daysLeft),
    broughtPerDay: perDay(toDate, daysBetween(period.start, until)),
    daysLeft,
    runHashes: [series.result.runHash],
  }
}

const perDay = (amount: number | null, days: number): number | null =>
  amount !== null && days > 0 ? amount / days : null

const lessIsBetter = ({ plan }: Goal, { model }: Catalog): boolean => {
  const [first] = plan.metrics
  return (
    model.metrics.find(({ name }) => first && 'metric' in first && name === first.metric)?.extras.upIsGood ===
    false
  )
}

/** 0 before the period began; null where days do not add up. */
function knownIn(series: MetricSeries, { start, end }: Span): number | null {
  if (!series.additive || series.grain !== 'day') return null
  const first = series.starts[0] ?? series.end
  const from = daysBetween(first, start)
  const sum = sumOf(series.values, from, Math.min(series.values.length, from + daysBetween(start, end)))
  return start >= series.end || Number.isNaN(sum) ? 0 : sum
}

/** Median share that earlier periods as long had by as many days; null of too few of them. */
function shareByNow(series: MetricSeries, { start, end }: Span): number | null {
  const length = daysBetween(start, end)
  const gone = daysBetween(start, series.end)
  if (!series.additive || series.grain !== 'day' || gone <= 0 || gone >= length) return null
  const first = series.starts[0] ?? series.end
  const shares: number[] = []
  for (let back = 1; back <= EARLIER_PERIODS; back++) {
    const from = daysBetween(first, addSteps(start, -back * length, 'day'))
    const whole = from < 0 ? Number.NaN : sumOf(series.values, from, from + length)
    if (whole > 0) shares.push(sumOf(series.values, from, from + gone) / whole)
  }
  const sorted = shares.filter((share) => Number.isFinite(share)).toSorted((a, b) => a - b)
  return sorted.length < 2 ? gone / length : (sorted[sorted.length >> 1] ?? null)
}

type Figures = Omit<GoalStatus, 'state' | 'text'>

function stateOf(figures: Figures, series: MetricSeries, isAtMost: boolean): GoalState {
  const { goal, toDate } = figures
  const isOver = goal.period.end <= series.end
  if (toDate !== null && isOver) return toDate >= goal.target === isAtMost ? 'missed' : 'reached'
  if (toDate !== null && toDate >= goal.target) return isAtMost ? 'missed' : 'reached'
  return outlookState(figures, goal.period.start < series.end)
}

function outlookState({ chance }: Figures, hasBegun: boolean): GoalState {
  if (chance === null) return 'unknown'
  if (chance >= LIKELY) return 'on-track'
  if (chance < UNLIKELY) return 'behind'
  return hasBegun ? 'uncertain' : 'not-begun'
}

const STATES: Readonly<Record<GoalState, string>> = {
  reached: 'reached',
  missed: 'missed',
  'on-track': 'on track',
  uncertain: 'uncertain',
  behind: 'behind',
  'not-begun': 'not begun',
  unknown: 'cannot be told',
}

function inWords(status: Omit<GoalStatus, 'text'>, isAtMost: boolean): string {
  const {
    goal,
    label,
    unit,
    state,
    toDate,
    expectedToDate,
    forecast,
    chance,
    neededPerDay,
    broughtPerDay,
    daysLeft,
  } = status
  const shown = (value: number): string => formatNumber(value, unit, { prose: true })
  const opening = `${label} ${isAtMost ? 'of at most' : 'of'} ${shown(goal.target)} ${formatPeriod(goal.period)}: ${STATES[state]}.`
  const known =
    toDate === null || toDate === 0
      ? ''
      : ` ${shown(toDate)} so far${expectedToDate === null ? '' : `, where ${shown(expectedToDate)} would be usual by now`}.`
  const ahead =
    forecast === null
      ? ''
      : ` Forecast ${shown(forecast.value)} (95 % interval ${shown(forecast.low)} to ${shown(forecast.high)})${chance === null ? '' : `, chance about ${formatNumber(chance, { kind: 'percent' })}`}.`
  const needed =
    neededPerDay === null || neededPerDay === 0
      ? ''
      : ` It takes ${shown(neededPerDay)} a day over ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}${broughtPerDay === null ? '' : `; so far a day brought ${shown(broughtPerDay)}`}.`
  return `${opening}${known}${ahead}${needed}`
}

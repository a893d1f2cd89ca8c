import { formatNumber, formatPeriod } from '@numize/blocks'
import type { Chosen } from './choose-outlook.ts'
import type { MetricSeries } from './metric-series.ts'
import type { CannotForecast } from './outlook.ts'
import type { ForecastMethod } from './report.ts'
import { addSteps, daysBetween, type StepGrain } from './steps.ts'

interface Refused {
  readonly label: string
  readonly reason: CannotForecast | 'over'
  readonly series: MetricSeries | null
}

/** Why there is no forecast. */
export function sayWhyNot({ label, reason, series }: Refused): string {
  const known = series === null ? new Float64Array() : series.values.filter((value) => Number.isFinite(value))
  const steps = series === null ? '' : counted(known.length, series.grain)
  switch (reason) {
    case 'no-values':
      return `${label} has no known value yet, so there is nothing to forecast from.`
    case 'too-few':
      return `${label} is known for ${steps} only; a forecast takes at least 8.`
    case 'constant':
      return `${label} was ${shown(known[0], series)} on every one of ${steps}: there is no movement to learn a range from.`
    case 'too-far':
      return `${label} is known for ${steps} only; that is too little to look so far ahead. Ask for a nearer period.`
    case 'over':
      return `That period is over, so there is nothing to forecast: ask for ${label} itself.`
  }
}

const shown = (value: number | undefined, series: MetricSeries | null): string =>
  formatNumber(value ?? 0, series?.column.unit ?? null, { prose: true })

const counted = (count: number, grain: StepGrain): string =>
  `${count.toLocaleString('en-US')} ${grain}${count === 1 ? '' : 's'}`

/** How the forecast was made, and how past ones did. */
export function methodOf({ series, outlook: { forecast } }: Chosen): ForecastMethod {
  const { backtest, methods } = forecast
  const size = usualSize(series)
  return {
    grain: series.grain,
    weights: methods,
    checked: backtest?.n ?? 0,
    error: backtest && size > 0 ? backtest.error / size : null,
    naiveError: backtest && size > 0 ? backtest.naiveError / size : null,
  }
}

/** Mean absolute value of a step (of a day within it, where months are weighed by their days). */
function usualSize({ values, additive, grain }: MetricSeries): number {
  const known = values.filter((value) => Number.isFinite(value))
  const perDay = !additive || grain === 'day' || grain === 'week' ? 1 : DAYS[grain]
  return known.reduce((sum, value) => sum + Math.abs(value), 0) / Math.max(1, known.length) / perDay
}

const DAYS = { month: 30.4, quarter: 91.3, year: 365.25 } as const
const MUCH = 0.02
const FEW_CHECKED = 5
const STALE_STEPS = 2

/** What a reader should know of it. */
export function notesOf(chosen: Chosen, { now }: { readonly now: string }): string[] {
  const { series } = chosen
  const method = methodOf(chosen)
  const opened = addSteps(series.end, STALE_STEPS, series.grain)
  const { count, as } = series.empty
  return [
    sayBacktest(method),
    ...(opened <= now.slice(0, 10) && daysBetween(series.end, now) > STALE_STEPS
      ? [`Its data ends ${formatPeriod({ start: null, end: series.end })}: the forecast starts there.`]
      : []),
    ...(count > 0 ? [sayEmpty(count, as)] : []),
    ...(method.checked < FEW_CHECKED ? ['Few past forecasts could be checked, so the range is rough.'] : []),
    ...(series.additive ? [] : ['Values of single periods do not add up, so each is forecast for itself.']),
  ]
}

const sayEmpty = (count: number, as: 'zero' | 'gap'): string => {
  const one = count === 1
  const days = `${count.toLocaleString('en-US')} ${one ? 'step' : 'steps'} of its history ${one ? 'has' : 'have'} no rows`
  return as === 'zero'
    ? `${days} and ${one ? 'counts' : 'count'} as 0.`
    : `${days} and ${one ? 'is' : 'are'} taken for unknown.`
}

function sayBacktest({ grain, checked, error, naiveError, weights }: ForecastMethod): string {
  const names = Object.entries(weights)
    .filter(([, weight]) => weight >= MUCH)
    .toSorted((a, b) => b[1] - a[1])
    .map(([name]) => name)
  const made = `Made from ${ADJECTIVE[grain]} values by ${names.join(', ')}.`
  if (error === null || checked === 0) return `${made} No past forecast could be checked.`
  const off = `${checked === 1 ? 'One earlier forecast' : `${checked} earlier forecasts`} as long as this one ${checked === 1 ? 'was' : 'were'} off by ${percent(error)} a ${grain} on average`
  return `${made} ${off}${beside(error, naiveError)}.`
}

function beside(error: number, naive: number | null): string {
  if (naive === null || naive === 0) return ''
  const better = 1 - error / naive
  if (Math.abs(better) < MUCH) return ', no better than repeating the season before'
  return `, ${percent(Math.abs(better))} ${better > 0 ? 'less' : 'more'} than repeating the season before`
}

const ADJECTIVE = {
  day: 'daily',
  week: 'weekly',
  month: 'monthly',
  quarter: 'quarterly',
  year: 'yearly',
} as const

const percent = (fraction: number): string => formatNumber(fraction, { kind: 'percent' })

import type { Field, Filter, GroupBy, MetricsPlan, TimeRange } from '@numize/semantic'
import { datesOf } from '../index/metric-dates.ts'
import type { Column } from '../index/thing.ts'
import { yearsOf } from '../index/years.ts'
import type { PeriodMatch } from '../period/find-periods.ts'
import { verbStem } from '../text/word-form.ts'
import { wordsOf } from '../text/words-of.ts'
import { assume, doubt, type Fitting } from './context.ts'
import { columnLabel } from './labels.ts'
import { likeForLike } from './like-for-like.ts'
import { refOf } from './refs.ts'
import { weekdayFilter } from './weekdays.ts'

/** What the periods of a question ask of a plan. */
export interface Timing {
  readonly time: TimeRange | null
  /** Ranges that are filters: a second one, or a column of years. */
  readonly where: readonly Filter[]
  readonly compare: MetricsPlan['compare']
  readonly grain: string | null
}

/** Where time is counted: `metric_time` of governed metrics, or a column of the model whose rows are read. */
export type Clock =
  | { readonly kind: 'metrics'; readonly metrics: readonly string[] }
  | { readonly kind: 'rows'; readonly model: string }

export function timingOf(fitting: Fitting, clock: Clock): Timing {
  const { periods, trend } = fitting.frame
  const ranges = periods.filter(({ match }) => match.kind === 'range')
  const [first] = ranges
  for (const { match } of periods) for (const text of match.assumed) assume(fitting, 'period', text)
  for (const one of ranges)
    if (runsBackwards(one))
      doubt(fitting, `"${one.text}" ends before it begins in that year; say the year of both ends`, 0.95)
  const said = periods.find(({ match }) => match.kind === 'grain')?.match.grain ?? null
  const bounded = boundAll(fitting, clock, ranges)
  const compare = periods.find(({ match }) => match.comparison)?.match.comparison ?? null
  const { time, said: clipped } = likeForLike(bounded.time, compare, fitting.now)
  if (clipped !== null) assume(fitting, 'period', clipped)
  return {
    where: [...bounded.where, ...onDays(fitting, clock)],
    time,
    compare,
    grain:
      said ??
      stepGrain(first?.match ?? null, compare) ??
      (trend ? trendGrain(fitting, first?.match ?? null) : null),
  }
}

const STEP_DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 31, quarter: 92 }

/** "month over month in 2025": a range of many steps is told step by step. */
function stepGrain(match: PeriodMatch | null, compare: MetricsPlan['compare']): string | null {
  const days = compare?.kind === 'shift' && compare.count === 1 ? STEP_DAYS[compare.grain] : undefined
  if (days === undefined || !match?.start || !match.end || compare?.kind !== 'shift') return null
  const length = (Date.parse(match.end.slice(0, 10)) - Date.parse(match.start.slice(0, 10))) / MS_PER_DAY
  return length > days * 1.5 ? compare.grain : null
}

/** Rows of the days of the week the question names, by the date they are counted by. */
function onDays(fitting: Fitting, clock: Clock): readonly Filter[] {
  if (clock.kind === 'metrics') return weekdayFilter(fitting.frame, { dimension: 'metric_time' })
  const column = timeColumn(fitting, clock.model)
  const ref = column ? refOf(fitting, clock.model, column) : null
  return ref === null ? [] : weekdayFilter(fitting.frame, { dimension: ref })
}

type Ranges = Fitting['frame']['periods']

const HALF_A_YEAR_DAYS = 184

/**
 * "between March and January 2025": with the year said once, a range that only makes sense from the year before is more
 * likely a slip the longer it is ("from November to March 2025" is a winter).
 */
function runsBackwards({ text, match }: Ranges[number]): boolean {
  const { start, end, assumed } = match
  if (start === null || end === null || (text.match(/\b(19|20)\d\d\b/g) ?? []).length !== 1) return false
  const days = (Date.parse(end.slice(0, 10)) - Date.parse(start.slice(0, 10))) / 86_400_000
  return (
    assumed.includes(`from ${start.slice(0, 4)}`) &&
    !text.includes(start.slice(0, 4)) &&
    days > HALF_A_YEAR_DAYS
  )
}

/** All ranges a question names; what has no date to apply to is dropped, and doubted. */
function boundAll(fitting: Fitting, clock: Clock, ranges: Ranges): Pick<Timing, 'time' | 'where'> {
  const [first, ...others] = ranges
  if (!first) return { time: null, where: [] }
  const matches = ranges.map(({ match }) => match)
  const bounded = others.length > 0 ? anyOf(fitting, clock, matches) : bound(fitting, clock, first.match)
  if (bounded.time === null && bounded.where.length === 0) {
    for (const { text, match, span } of ranges)
      fitting.dropped.push({ kind: 'period', text, reading: match.reading, span })
    doubt(fitting, `there is no date to apply "${first.text}" to`, 0.95)
  }
  return bounded
}

const MS_PER_DAY = 86_400_000
/** Up to so many days a trend is shown by this grain: about ten to sixty points. */
const trendGrains = [
  { days: 45, grain: 'day' },
  { days: 200, grain: 'week' },
  { days: 3700, grain: 'month' },
] as const

function trendGrain(fitting: Fitting, match: PeriodMatch | null): string {
  const range = fitting.index.catalog.dataRange
  const start = match?.start ?? range?.start
  const end = match?.end ?? range?.end ?? fitting.now
  const days = start ? (Date.parse(end.slice(0, 10)) - Date.parse(start.slice(0, 10))) / MS_PER_DAY : 400
  const grain = trendGrains.find((one) => days <= one.days)?.grain ?? 'year'
  assume(fitting, 'grain', `By ${grain}`)
  return grain
}

/** Several periods: rows of any of them. */
function anyOf(
  fitting: Fitting,
  clock: Clock,
  matches: readonly PeriodMatch[],
): Pick<Timing, 'time' | 'where'> {
  const filters = matches.map((match): readonly Filter[] => {
    const { time, where } = bound(fitting, clock, match)
    const field = { dimension: time?.dimension ?? 'metric_time' }
    return time === null ? where : rangeFilters(field, time)
  })
  if (filters.some((some) => some.length === 0)) return { time: null, where: [] }
  const together = filters.map(
    (some): Filter => (some.length === 1 && some[0] ? some[0] : { kind: 'and', filters: some }),
  )
  return { time: null, where: [{ kind: 'or', filters: together }] }
}

const rangeFilters = (field: Field, { start, end }: TimeRange): readonly Filter[] => [
  ...(start === null ? [] : [{ kind: 'compare', field, op: '>=', value: start } as const]),
  ...(end === null ? [] : [{ kind: 'compare', field, op: '<', value: end } as const]),
]

function bound(fitting: Fitting, clock: Clock, match: PeriodMatch): Pick<Timing, 'time' | 'where'> {
  const { start, end } = match
  if (clock.kind === 'metrics') {
    for (const column of datesOf(fitting.index, clock.metrics))
      assume(fitting, 'period', `Counted by ${columnLabel(fitting.index, column)}`)
    return { time: { start, end }, where: [] }
  }
  const column = timeColumn(fitting, clock.model)
  const ref = column ? refOf(fitting, clock.model, column) : null
  if (column && ref !== null) {
    assume(fitting, 'period', `Counted by ${columnLabel(fitting.index, column)}`)
    return { time: { start, end, dimension: ref }, where: [] }
  }
  return { time: null, where: yearFilter(fitting, clock.model, match) }
}

/** The date rows are counted by: the model's own default, or the one model it leads to that has one. */
export function timeColumn(fitting: Fitting, model: string): Column | null {
  const { index } = fitting
  const own = index.schema.time(model)
  if (own) return own
  const near = [...index.schema.models.keys()]
    .map((name) => ({ name, hops: index.graph.distance(model, name) }))
    .filter(
      ({ hops, name }) =>
        hops !== null && hops > 0 && index.schema.time(name) !== null && yearColumn(fitting, model) === null,
    )
    .toSorted((a, b) => (a.hops ?? 0) - (b.hops ?? 0))[0]
  return near ? index.schema.time(near.name) : null
}

/** A column of plain years stands in where there is no date. */
function yearFilter(fitting: Fitting, model: string, match: PeriodMatch): readonly Filter[] {
  const column = yearColumn(fitting, model)
  const ref = column ? refOf(fitting, model, column) : null
  if (!column || ref === null) return []
  if (!isSpoken(fitting, column))
    doubt(fitting, `nothing says that the period is about ${columnLabel(fitting.index, column)}`, 0.9)
  assume(fitting, 'period', `Counted by ${columnLabel(fitting.index, column)}`)
  const numeric = fitting.index.schema.isNumeric(column)
  const year = (date: string): number | string => (numeric ? Number(date.slice(0, 4)) : date.slice(0, 4))
  const field = { dimension: ref }
  const { start, end } = match
  const lastDay =
    end === null ? null : new Date(Date.parse(`${end.slice(0, 10)}T00:00:00Z`) - 86_400_000).toISOString()
  if (start !== null && lastDay !== null && start.slice(0, 4) === lastDay.slice(0, 4))
    return [{ kind: 'compare', field, op: '=', value: year(start) }]
  return [
    ...(start === null ? [] : [{ kind: 'compare', field, op: '>=', value: year(start) } as const]),
    ...(lastDay === null ? [] : [{ kind: 'compare', field, op: '<=', value: year(lastDay) } as const]),
  ]
}

/** The column of years nearest to a model. One that says more than "year" must be spoken of. */
export function yearColumn(fitting: Fitting, model: string): Column | null {
  const { schema, graph } = fitting.index
  const near = [...schema.models.keys()]
    .map((name) => ({ name, hops: graph.distance(model, name) }))
    .filter(({ hops }) => hops !== null)
    .toSorted((a, b) => (a.hops ?? 0) - (b.hops ?? 0))
  return near.flatMap(({ name }) => yearsOf(fitting.index, name).slice(0, 1))[0] ?? null
}

/** "ships built in 1906" speaks of `built_year`; of "singers in 2014" nothing says that their songs' year is meant. */
function isSpoken(fitting: Fitting, column: Column): boolean {
  const own = wordsOf(column.name).filter((word) => word !== 'year')
  const said = new Set([...fitting.spoken].map(verbStem))
  return own.length === 0 || own.some((word) => said.has(verbStem(word)))
}

/** The time group-by of a plan, where a grain is asked for. */
export function timeGroup(fitting: Fitting, clock: Clock, grain: string): GroupBy | null {
  const unit = grain === 'dow' ? ({ datePart: 'dow' } as const) : { grain }
  if (clock.kind === 'metrics') return { dimension: 'metric_time', ...unit }
  const column = timeColumn(fitting, clock.model)
  const ref = column ? refOf(fitting, clock.model, column) : null
  if (ref !== null) return { dimension: ref, ...unit }
  const year = grain === 'year' ? yearColumn(fitting, clock.model) : null
  const yearRef = year ? refOf(fitting, clock.model, year) : null
  return yearRef === null ? null : { dimension: yearRef }
}

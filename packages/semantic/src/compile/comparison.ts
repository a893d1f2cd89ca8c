import { fail } from '../errors.ts'
import type { Comparison, MetricsPlan, TimeRange } from '../plan.ts'
import type { ResultColumn } from '../result.ts'
import { binary, call, column, cte, equals, nothing, number, output, select, special } from '../sql/build.ts'
import type { Expr, Select } from '../sql/nodes.ts'
import type { Answer } from './answer.ts'
import type { Asked } from './asked-metric.ts'
import type { Frame } from './frame.ts'
import { SIZE } from './group-sizes.ts'
import { type Group, metricColumn } from './groups.ts'
import { DAY_RANK, isDateGrain, type Key, METRIC_TIME, rankOf } from './keys.ts'
import { formatMoment, parseMoment, shiftMoment, wholeMonths } from './moments.ts'
import { nameQuery, type Session } from './session.ts'

interface Compared {
  readonly plan: MetricsPlan
  readonly groups: readonly Group[]
  readonly asked: readonly Asked[]
  readonly rows: (frame: Frame) => Select
  readonly frameOf: (range: TimeRange | null) => Frame
  readonly aliases: ReadonlyMap<string, string>
}

/** How far the earlier period lies back. */
interface Distance {
  readonly count: number
  readonly grain: string
}

const IN_PERIOD = 'in_this_period'
export const previousOf = (name: string): string => `${name}__previous`

/**
 * The same rows for an earlier period beside them: both are computed alike, the earlier one's time is moved on to
 * the one it is compared with. A day that the later period does not have (29 February) has nothing to stand beside.
 */
export function compareAnswers(session: Session, compared: Compared): Answer {
  const { plan, groups, asked } = compared
  const comparison = plan.compare
  if (!comparison) throw new Error('there is nothing to compare')
  const aligned = groups.filter((group) => isAligned(group, plan.time)).map((group) => group.key)
  const distance = distanceOf(session, comparison, plan.time, aligned)
  const earlierRange = rangeBefore(comparison, plan.time, distance, aligned.length > 0)
  const now = nameQuery(session, 'this_period', compared.rows(compared.frameOf(plan.time)))
  const before = nameQuery(session, 'earlier_period', compared.rows(compared.frameOf(earlierRange)))
  const sizes = session.guard.minGroup ? [SIZE] : []
  const names = [...asked.map((one) => one.column), ...sizes]
  const bounded = plan.time !== null && plan.time.end !== null
  const keyed = groups.map((group) => group.key)
  const stacked = nameQuery(session, 'both_periods', {
    kind: 'union',
    queries: [
      select({
        columns: [
          ...keyed.map((key) => output(column(now, key.column), key.column)),
          ...names.flatMap((name) => [output(column(now, name), name), output(nothing, previousOf(name))]),
          output(number(1), IN_PERIOD),
        ],
        from: cte(now),
      }),
      earlierRows(session, { before, keyed, aligned, names, distance }),
    ],
  })
  const joined = nameQuery(
    session,
    'compared',
    select({
      columns: [
        ...keyed.map((key) => output(column(stacked, key.column), key.column)),
        ...names.flatMap((name) =>
          [name, previousOf(name)].map((one) => output(call('MAX', column(stacked, one)), one)),
        ),
      ],
      from: cte(stacked),
      groupFirst: keyed.length,
      having: bounded ? [] : [equals(call('MAX', column(stacked, IN_PERIOD)), number(1))],
    }),
  )
  return {
    query: select({
      columns: [
        ...keyed.map((key) => output(column(joined, key.column), key.column)),
        ...asked.flatMap((one) => changesOf(joined, one.column)),
        ...[...sizes, ...sizes.map(previousOf)].map((name) => output(column(joined, name), name)),
      ],
      from: cte(joined),
    }),
    columns: [...groups.map((group) => group.column), ...asked.flatMap(changeColumns)],
    aliases: compared.aliases,
  }
}

/** Time keys that move with the period: `metric_time`, or the dimension the range is on. */
const isAligned = ({ key, column: shown }: Group, range: TimeRange | null): boolean =>
  shown.role === 'time' &&
  !key.datePart &&
  (key.name === METRIC_TIME || key.name === range?.dimension || range?.dimension === undefined)

function earlierRows(
  session: Session,
  parts: {
    readonly before: string
    readonly keyed: readonly Key[]
    readonly aligned: readonly Key[]
    readonly names: readonly string[]
    readonly distance: Distance
  },
): Select {
  const { before, keyed, aligned, names, distance } = parts
  const moved = (key: Key): Expr => shiftKey(session, key, column(before, key.column), distance)
  const byMonths = ['month', 'quarter', 'year'].includes(distance.grain)
  const fine = aligned.filter((key) => key.grain !== null && rankOf(session.index, key.grain) <= DAY_RANK)
  return select({
    columns: [
      ...keyed.map((key) =>
        output(aligned.includes(key) ? moved(key) : column(before, key.column), key.column),
      ),
      ...names.flatMap((name) => [output(nothing, name), output(column(before, name), previousOf(name))]),
      output(nothing, IN_PERIOD),
    ],
    from: cte(before),
    where: byMonths
      ? fine.map((key) =>
          equals(
            shiftKey(session, key, moved(key), { ...distance, count: -distance.count }),
            column(before, key.column),
          ),
        )
      : [],
  })
}

function shiftKey(session: Session, key: Key, value: Expr, by: Distance): Expr {
  const shifted = special({ name: 'shift', ...by }, value)
  return key.grain !== null && isDateGrain(session.index, key.grain)
    ? special({ name: 'toDate' }, shifted)
    : shifted
}

const WEEKS: Readonly<Record<string, number>> = { month: 4, quarter: 13, year: 52 }

/** Weeks are compared with whole weeks (a year is 52 of them), so that they stay weeks. */
function distanceOf(
  session: Session,
  comparison: Comparison,
  range: TimeRange | null,
  aligned: readonly Key[],
): Distance {
  const weekly = aligned.some((key) => key.grain === 'week')
  if (comparison.kind === 'range') return rangeDistance(comparison, range, aligned, weekly)
  const { count, grain } = comparison
  const coarse = aligned.find(
    (key) => key.grain !== null && rankOf(session.index, key.grain) > rankOf(session.index, grain),
  )
  if (coarse && !(coarse.grain === 'week' && grain === 'day' && count % 7 === 0))
    throw fail('bad-plan', {
      problem: `rows by ${coarse.grain} cannot be compared with ${count} ${grain} earlier; compare with a whole ${coarse.grain}`,
    })
  return weekly && WEEKS[grain] ? { count: count * (WEEKS[grain] ?? 1), grain: 'week' } : { count, grain }
}

function rangeDistance(
  comparison: Extract<Comparison, { kind: 'range' }>,
  range: TimeRange | null,
  aligned: readonly Key[],
  weekly: boolean,
): Distance {
  if (!range || range.start === null) {
    if (aligned.length === 0) return { count: 0, grain: 'day' }
    throw fail('compare-needs-range', { why: 'the plan has no start to line the other period up with' })
  }
  const [from, to] = [parseMoment(comparison.start), parseMoment(range.start)]
  const months = wholeMonths(from, to)
  const byDay = aligned.every(
    (key) => key.grain === null || ['day', 'hour', 'minute', 'second'].includes(key.grain),
  )
  if (months !== null && !byDay && !weekly) return { count: months, grain: 'month' }
  const days = Math.round((to - from) / 86_400_000)
  if (weekly) return { count: Math.round(days / 7), grain: 'week' }
  if (aligned.length > 0 && !byDay)
    throw fail('compare-needs-range', {
      why: 'the two periods begin on different days of the month, so their months do not line up',
    })
  return { count: days, grain: 'day' }
}

function rangeBefore(
  comparison: Comparison,
  range: TimeRange | null,
  distance: Distance,
  aligned: boolean,
): TimeRange | null {
  const dimension = range?.dimension === undefined ? {} : { dimension: range.dimension }
  if (comparison.kind === 'range') return { start: comparison.start, end: comparison.end, ...dimension }
  if (!aligned && (range === null || range.end === null))
    throw fail('compare-needs-range', { why: 'give the plan a time range with an end, or group by time' })
  if (range === null) return null
  const back = (text: string | null): string | null =>
    text === null ? null : formatMoment(shiftMoment(parseMoment(text), -distance.count, distance.grain))
  return { start: back(range.start), end: back(range.end), ...dimension }
}

function changesOf(from: string, name: string) {
  const [now, before] = [column(from, name), column(from, previousOf(name))]
  const change = binary('-', now, before)
  return [
    output(now, name),
    output(before, previousOf(name)),
    output(change, `${name}__change`),
    output(special({ name: 'ratio' }, change, before), `${name}__change_percent`),
  ]
}

function changeColumns(one: Asked): readonly ResultColumn[] {
  const metric = metricColumn(one)
  return [
    metric,
    { ...metric, name: previousOf(one.column), label: `${one.label}, earlier`, role: 'previous' },
    { ...metric, name: `${one.column}__change`, label: `${one.label}, change`, role: 'change' },
    {
      ...metric,
      name: `${one.column}__change_percent`,
      label: `${one.label}, change in percent`,
      type: 'double',
      unit: { kind: 'percent' },
      additive: false,
      role: 'changePercent',
    },
  ]
}

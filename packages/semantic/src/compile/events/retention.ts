import { fail } from '../../errors.ts'
import type { RetentionPlan } from '../../plan.ts'
import type { ResultColumn } from '../../result.ts'
import {
  binary,
  call,
  column,
  combine,
  cte,
  equals,
  join,
  number,
  output,
  select,
  special,
} from '../../sql/build.ts'
import type { Expr, Select } from '../../sql/nodes.ts'
import type { Answer } from '../answer.ts'
import { describeFilter, humanise } from '../describe.ts'
import { isDateGrain } from '../keys.ts'
import { noteFilter } from '../notes.ts'
import { nameQuery, type Session } from '../session.ts'
import { truncateTime } from '../time.ts'
import { type Breakdown, breakdownOf, joinBreakdown } from './first-touch.ts'
import { retentionCells } from './retention-cells.ts'
import { countReturns } from './retention-counts.ts'
import { countMasks, type Masks, maskedCohorts, masksFor, nthPeriod } from './retention-masks.ts'
import { COHORT, PERIOD, SINCE } from './retention-spans.ts'
import { AT, ENTITY, eventsOf, openStream, picks, rangeBounds, type Stream } from './stream.ts'

/** Columns of the queries in between. */
const [STARTS, RETURNS] = ['starts', 'returns'] as const

const LENGTHS = { hour: 3_600_000_000, day: 86_400_000_000, week: 604_800_000_000 }

/** Members of cohorts, the periods they came back in, and from those the table. */
export function retentionAnswer(session: Session, plan: RetentionPlan): Answer {
  checkPlan(plan)
  notePlan(session, plan)
  const breakdown = breakdownOf(session, plan.stream, plan)
  const stream = openStream(session, plan.stream)
  const range = rangeBounds(stream, plan.time)
  const masks = masksFor(session, plan)
  const events = nameQuery(session, 'events', eventQuery(stream, plan, range, masks))
  const names = [COHORT, ...breakdown.columns.map(({ name }) => name)]
  const cells = { session, plan, stream, breakdown, cohort: cohortColumn(session, plan, stream) }
  if (masks) {
    const query = maskedCohorts(plan, events, { masks, start: range.start, breakdown })
    const cohorts = nameQuery(session, 'cohorts', query)
    return retentionCells({ ...cells, cohorts, counts: (groups) => countMasks(plan, masks, cohorts, groups) })
  }
  const cohorts = nameQuery(session, 'cohorts', cohortQuery(plan, events, range.start, breakdown))
  const rows = { session, plan, events, cohorts, names }
  const came = plan.periods === 'elapsed' ? elapsedReturns(rows) : calendarReturns(rows)
  const returns = nameQuery(session, 'came_back', came)
  return retentionCells({
    ...cells,
    cohorts,
    counts: (groups) => countReturns({ session, plan, returns }, groups),
  })
}

function checkPlan(plan: RetentionPlan): void {
  if (plan.periods === 'elapsed' && plan.grain === 'month')
    throw fail('not-supported', {
      what: 'Retention by elapsed months, whose lengths differ,',
      instead: 'ask for elapsed days or weeks, or for calendar months',
    })
  for (const { from, to } of plan.brackets)
    if (to !== null && to < from)
      throw fail('bad-plan', { problem: `the bracket from ${from} to ${to} ends before it begins` })
}

function notePlan(session: Session, plan: RetentionPlan): void {
  const words = (filters: RetentionPlan['where']): string =>
    filters.map(describeFilter).join(' and ') || 'any event'
  noteFilter(session.notes, `members start with: ${words(plan.start)}`, 'plan')
  noteFilter(session.notes, `they come back with: ${words(plan.returning)}`, 'plan')
}

interface Range {
  readonly start: Expr | null
  readonly end: Expr | null
}

/** Events before the range are read only where the first one ever must be known. */
function eventQuery(stream: Stream, plan: RetentionPlan, range: Range, masks: Masks | null): Select {
  const early = plan.membership === 'recurring' && stream.declared.id === null
  const bounds = [
    ...(range.start && early ? [binary('>=', stream.at, range.start)] : []),
    ...(range.end ? [binary('<', stream.at, range.end)] : []),
  ]
  const period = truncateTime(stream.session, stream.at, stream.time, plan.grain)
  const columns = [
    output(stream.at, AT),
    output(period, PERIOD),
    ...(masks ? [nthPeriod(plan, masks, period)] : []),
    output(picks(stream, plan.start), STARTS),
    output(picks(stream, plan.returning), RETURNS),
  ]
  return eventsOf(stream, { where: plan.where, columns, bounds })
}

/** A row per member and cohort, with the moment the member's own time begins. */
function cohortQuery(plan: RetentionPlan, events: string, start: Expr | null, breakdown: Breakdown): Select {
  const [entity, at] = [column(events, ENTITY), column(events, AT)]
  const since = output(call('MIN', at), SINCE)
  const touch = breakdown.columns.map(({ name }) => output(column(breakdown.query, name), name))
  const shared = { from: cte(events), joins: joinBreakdown(breakdown, events) }
  if (plan.membership === 'recurring')
    return select({
      columns: [output(entity, ENTITY), output(column(events, PERIOD), COHORT), ...touch, since],
      ...shared,
      where: [column(events, STARTS), ...(start ? [binary('>=', at, start)] : [])],
      groupFirst: 2 + touch.length,
    })
  return select({
    columns: [output(entity, ENTITY), ...touch, output(call('MIN', column(events, PERIOD)), COHORT), since],
    ...shared,
    where: [column(events, STARTS)],
    groupFirst: 1 + touch.length,
    having: start ? [binary('>=', call('MIN', at), start)] : [],
  })
}

interface MemberRows {
  readonly session: Session
  readonly plan: RetentionPlan
  /** Named queries. */
  readonly events: string
  readonly cohorts: string
  /** Columns of the cohorts that are carried along: the cohort and the breakdowns. */
  readonly names: readonly string[]
}

/** A row per member, cohort and later calendar period with enough returning events. */
function calendarReturns({ session, plan, events, cohorts, names }: MemberRows): Select {
  const active = nameQuery(
    session,
    'active',
    select({
      columns: [ENTITY, PERIOD].map((name) => output(column(events, name), name)),
      from: cte(events),
      where: [column(events, RETURNS)],
      groupFirst: 2,
      having: enough(plan),
    }),
  )
  const later = binary('>', column(active, PERIOD), column(cohorts, COHORT))
  const on = combine('AND', [equals(column(active, ENTITY), column(cohorts, ENTITY)), later])
  const count = special(
    { name: 'periods', grain: plan.grain },
    column(cohorts, COHORT),
    column(active, PERIOD),
  )
  return select({
    columns: [
      ...[ENTITY, ...names].map((name) => output(column(cohorts, name), name)),
      output(count, PERIOD),
    ],
    from: cte(cohorts),
    joins: [join('INNER', cte(active), on)],
  })
}

/** The same by equal lengths of time since each member's own start. */
function elapsedReturns({ plan, events, cohorts, names }: MemberRows): Select {
  const length = LENGTHS[plan.grain as keyof typeof LENGTHS]
  const micros = (expr: Expr): Expr => special({ name: 'micros' }, expr)
  const passed = binary('-', micros(column(events, AT)), micros(column(cohorts, SINCE)))
  const on = combine('AND', [
    equals(column(events, ENTITY), column(cohorts, ENTITY)),
    column(events, RETURNS),
    binary('>=', passed, number(length)),
  ])
  const columns = [
    ...[ENTITY, ...names].map((name) => output(column(cohorts, name), name)),
    output(binary('//', passed, number(length)), PERIOD),
  ]
  return select({
    columns,
    from: cte(cohorts),
    joins: [join('INNER', cte(events), on)],
    groupFirst: columns.length,
    having: enough(plan),
  })
}

const enough = ({ minimumOccurrences }: RetentionPlan): readonly Expr[] =>
  minimumOccurrences > 1 ? [binary('>=', call('COUNT', { kind: 'star' }), number(minimumOccurrences))] : []

const cohortColumn = (session: Session, { grain }: RetentionPlan, { declared }: Stream): ResultColumn => ({
  name: COHORT,
  label: `${humanise(grain)} of the cohort`,
  type: isDateGrain(session.index, grain) ? 'date' : 'timestamp',
  unit: null,
  role: 'time',
  grain,
  source: declared.time,
})

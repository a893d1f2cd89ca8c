import type { RetentionPlan } from '../../plan.ts'
import type { ResultColumn } from '../../result.ts'
import {
  binary,
  boolean,
  call,
  cast,
  column,
  combine,
  cte,
  equals,
  join,
  moment,
  nothing,
  number,
  order,
  output,
  select,
  special,
} from '../../sql/build.ts'
import type { Expr, Select, Source } from '../../sql/nodes.ts'
import type { Answer } from '../answer.ts'
import { humanise } from '../describe.ts'
import { factBounds } from '../fact-rows.ts'
import { formatMoment, parseMoment } from '../moments.ts'
import { nameQuery, type Session } from '../session.ts'
import { truncateLocal } from '../time.ts'
import { type Breakdown, sameValues } from './first-touch.ts'
import { ENTITY, type Stream } from './stream.ts'

const COHORT = 'cohort'
const [PERIOD, END, SIZE, RETAINED, RETENTION] = [
  'period',
  'period_end',
  'cohort_size',
  'retained',
  'retention',
] as const

export interface Cells {
  readonly session: Session
  readonly plan: RetentionPlan
  readonly stream: Stream
  /** Query of members and their cohorts. */
  readonly cohorts: string
  /** Query of the periods after its cohort that a member came back in, each once. */
  readonly returns: string
  readonly breakdown: Breakdown
  readonly cohort: ResultColumn
}

/** A cell for every cohort and period, null where the period is not over yet; or one a period over all cohorts. */
export function retentionCells(cells: Cells): Answer {
  const { session, plan } = cells
  const groups = [COHORT, ...breakdownNames(cells)]
  const sizes = nameQuery(session, 'sizes', sizeQuery(cells, groups))
  const counts = nameQuery(session, 'counts', countQuery(cells, groups))
  const cohorts = nameQuery(session, 'cells', cellQuery(cells, sizes, counts))
  const keys = plan.overall ? breakdownNames(cells) : groups
  const shown = [...keys, PERIOD, ...(plan.brackets.length > 0 ? [END] : [])]
  const name = plan.overall ? nameQuery(session, 'overall', overallQuery(cohorts, shown)) : cohorts
  const cell = (one: string): Expr => column(name, one)
  const query = select({
    columns: [
      ...[...shown, SIZE, RETAINED].map((one) => output(cell(one), one)),
      output(special({ name: 'ratio' }, cell(RETAINED), cell(SIZE)), RETENTION),
    ],
    from: cte(name),
    orderBy: session.depth > 1 ? [] : [...keys, PERIOD].map((one) => order(column(null, one), 'asc')),
  })
  return { query, columns: columnsOf(cells), aliases: new Map() }
}

const breakdownNames = ({ breakdown }: Cells): readonly string[] => breakdown.columns.map(({ name }) => name)

const rows: Expr = call('COUNT', { kind: 'star' })

const sizeQuery = ({ cohorts }: Cells, groups: readonly string[]): Select =>
  select({
    columns: [...groups.map((name) => output(column(cohorts, name), name)), output(rows, SIZE)],
    from: cte(cohorts),
    groupFirst: groups.length,
  })

/** The periods shown, each with its last one (null = without end); the cohort itself is period 0. */
function spans({ plan }: Cells): Source {
  const single = Array.from({ length: plan.count }, (_, at) => ({ from: at + 1, to: at + 1 }))
  const later = plan.brackets.length > 0 ? plan.brackets : single
  const rowsOf = [{ from: 0, to: 0 }, ...later].map(({ from, to }) => [
    number(from),
    to === null ? nothing : number(to),
  ])
  return { kind: 'values', rows: rowsOf, columns: [PERIOD, END], alias: 'spans' }
}

/** Members that came back, by cohort and period shown. */
function countQuery(cells: Cells, groups: readonly string[]): Select {
  const { plan, session } = cells
  const simple = plan.match === 'on' && plan.brackets.length === 0
  const returns =
    plan.match === 'onOrAfter' ? nameQuery(session, 'last_return', lastReturns(cells, groups)) : cells.returns
  const came = column(returns, PERIOD)
  const key = groups.map((name) => output(column(returns, name), name))
  if (simple)
    return select({
      columns: [...key, output(came, PERIOD), output(rows, RETAINED)],
      from: cte(returns),
      where: [binary('<=', came, number(plan.count))],
      groupFirst: key.length + 1,
    })
  const [first, last] = [column('spans', PERIOD), column('spans', END)]
  const open = { kind: 'is', operand: last, what: 'NULL', negate: false } as const
  const upTo = plan.match === 'onOrAfter' ? [] : [binary('OR', binary('<=', came, last), open)]
  const on = combine('AND', [binary('>', first, number(0)), binary('>=', came, first), ...upTo])
  const members = { ...call('COUNT', column(returns, ENTITY)), distinct: true }
  return select({
    columns: [...key, output(first, PERIOD), output(members, RETAINED)],
    from: cte(returns),
    joins: [join('INNER', spans(cells), on)],
    groupFirst: key.length + 1,
  })
}

/** A member's last return settles every "on or after". */
const lastReturns = ({ returns }: Cells, groups: readonly string[]): Select =>
  select({
    columns: [
      ...[ENTITY, ...groups].map((name) => output(column(returns, name), name)),
      output(call('MAX', column(returns, PERIOD)), PERIOD),
    ],
    from: cte(returns),
    groupFirst: groups.length + 1,
  })

function cellQuery(cells: Cells, sizes: string, counts: string): Select {
  const groups = [COHORT, ...breakdownNames(cells)]
  const [period, end] = [column('spans', PERIOD), column('spans', END)]
  const on = combine('AND', [
    equals(column(counts, COHORT), column(sizes, COHORT)),
    sameValues(breakdownNames(cells), counts, sizes) ?? boolean(true),
    equals(column(counts, PERIOD), period),
  ])
  const known = binary('>', periodsKnown(cells, sizes), lastNeeded(cells, period, end))
  const retained: Expr = {
    kind: 'case',
    operand: null,
    whens: [
      { kind: 'when', condition: equals(period, number(0)), result: column(sizes, SIZE) },
      { kind: 'when', condition: known, result: call('COALESCE', column(counts, RETAINED), number(0)) },
    ],
    otherwise: null,
  }
  return select({
    columns: [
      ...groups.map((name) => output(column(sizes, name), name)),
      output(period, PERIOD),
      output(end, END),
      output(column(sizes, SIZE), SIZE),
      output(retained, RETAINED),
    ],
    from: cte(sizes),
    joins: [join('CROSS', spans(cells), null), join('LEFT', cte(counts), on)],
  })
}

/** Members of a cohort of elapsed time start until its end, so their periods end one later. */
function lastNeeded({ plan }: Cells, period: Expr, end: Expr): Expr {
  const last = plan.match === 'onOrAfter' ? period : call('COALESCE', end, period)
  return plan.periods === 'elapsed' ? binary('+', last, number(1)) : last
}

/** How many periods from a cohort's own on are over. */
function periodsKnown(cells: Cells, sizes: string): Expr {
  const { session, plan } = cells
  return special(
    { name: 'periods', grain: plan.grain },
    column(sizes, COHORT),
    truncateLocal(session, knownUntil(cells), plan.grain),
  )
}

/** The least of the range's end and the moment events are known to: given, or the end of the stream's last day. */
function knownUntil({ session, plan, stream }: Cells): Expr {
  const told = [plan.until, plan.time?.end ?? null].filter((one) => one !== null).map(parseMoment)
  const literal = told.length > 0 ? moment('timestamp', formatMoment(Math.min(...told))) : null
  if (plan.until !== null && literal) return literal
  const last = factBounds(session, { fact: stream.model, time: stream.time, metric: plan.stream }, null).last
  const loaded = cast(special({ name: 'shift', count: 1, grain: 'day' }, last), 'timestamp')
  return literal ? call('LEAST', literal, loaded) : loaded
}

/** Over all cohorts that reached a period. */
function overallQuery(cells: string, keys: readonly string[]): Select {
  const [size, retained] = [column(cells, SIZE), column(cells, RETAINED)]
  const eligible: Expr = {
    kind: 'case',
    operand: null,
    whens: [
      {
        kind: 'when',
        condition: { kind: 'is', operand: retained, what: 'NULL', negate: true },
        result: size,
      },
    ],
    otherwise: null,
  }
  const total = (expr: Expr, name: string) => output(cast(call('SUM', expr), 'bigint'), name)
  return select({
    columns: [
      ...keys.map((name) => output(column(cells, name), name)),
      total(eligible, SIZE),
      total(retained, RETAINED),
    ],
    from: cte(cells),
    groupFirst: keys.length,
  })
}

function columnsOf({ plan, stream, breakdown, cohort }: Cells): readonly ResultColumn[] {
  const who = stream.declared.entity.split('__').at(-1) ?? stream.declared.entity
  const grain = humanise(plan.grain)
  const base = { grain: null, source: plan.stream } as const
  const counter = (name: string, label: string): ResultColumn => ({
    ...base,
    name,
    label,
    type: 'integer',
    unit: null,
    role: 'dimension',
  })
  const count = (name: string, label: string): ResultColumn => ({
    ...counter(name, label),
    unit: { kind: 'count', of: who },
    role: 'metric',
  })
  const onOrAfter = plan.match === 'onOrAfter'
  return [
    ...(plan.overall ? [] : [cohort]),
    ...breakdown.columns,
    counter(PERIOD, onOrAfter ? `${grain} (on or after)` : grain),
    ...(plan.brackets.length > 0 ? [counter(END, `Until ${plan.grain}`)] : []),
    count(SIZE, 'Cohort size'),
    count(RETAINED, 'Came back'),
    {
      ...base,
      name: RETENTION,
      label: 'Retention',
      type: 'double',
      unit: { kind: 'percent' },
      role: 'metric',
    },
  ]
}

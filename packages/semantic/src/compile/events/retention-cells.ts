import type { RetentionPlan } from '../../plan.ts'
import type { ResultColumn } from '../../result.ts'
import {
  binary,
  call,
  cast,
  column,
  combine,
  cte,
  equals,
  join,
  moment,
  number,
  order,
  output,
  select,
  special,
} from '../../sql/build.ts'
import type { Expr, Select } from '../../sql/nodes.ts'
import type { Answer } from '../answer.ts'
import { humanise } from '../describe.ts'
import { factBounds } from '../fact-rows.ts'
import { formatMoment, parseMoment } from '../moments.ts'
import { nameQuery, type Session } from '../session.ts'
import { withoutSmallRows } from '../small-groups.ts'
import { truncateLocal } from '../time.ts'
import { type Breakdown, sameValues } from './first-touch.ts'
import { COHORT, END, PERIOD, RETAINED, spansOf } from './retention-spans.ts'
import type { Stream } from './stream.ts'

const [SIZE, RETENTION] = ['cohort_size', 'retention'] as const

export interface Cells {
  readonly session: Session
  readonly plan: RetentionPlan
  readonly stream: Stream
  /** Query of members and their cohorts. */
  readonly cohorts: string
  /** Members that came back, by the columns given (cohort and breakdowns) and `period`, as `retained`. */
  readonly counts: (groups: readonly string[]) => Select
  readonly breakdown: Breakdown
  readonly cohort: ResultColumn
}

/** A cell for every cohort and period, null where the period is not over yet; or one a period over all cohorts. */
export function retentionCells(cells: Cells): Answer {
  const { session, plan } = cells
  const groups = [COHORT, ...breakdownNames(cells)]
  const sizes = nameQuery(session, 'sizes', sizeQuery(cells, groups))
  const counts = nameQuery(session, 'counts', cells.counts(groups))
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
  const kept = withoutSmallRows(session, query, name, [SIZE, RETAINED])
  return { query: kept, columns: columnsOf(cells), aliases: new Map() }
}

const breakdownNames = ({ breakdown }: Cells): readonly string[] => breakdown.columns.map(({ name }) => name)

const rows: Expr = call('COUNT', { kind: 'star' })

const sizeQuery = ({ cohorts }: Cells, groups: readonly string[]): Select =>
  select({
    columns: [...groups.map((name) => output(column(cohorts, name), name)), output(rows, SIZE)],
    from: cte(cohorts),
    groupFirst: groups.length,
  })

function cellQuery(cells: Cells, sizes: string, counts: string): Select {
  const { plan } = cells
  const groups = [COHORT, ...breakdownNames(cells)]
  const [period, end] = [column('spans', PERIOD), column('spans', END)]
  const on = combine('AND', [
    equals(column(counts, COHORT), column(sizes, COHORT)),
    ...sameValues(breakdownNames(cells), counts, sizes),
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
    joins: [join('CROSS', spansOf(plan), null), join('LEFT', cte(counts), on)],
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

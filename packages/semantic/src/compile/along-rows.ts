import { fail } from '../errors.ts'
import { DAYS } from '../model.ts'
import type { MetricsPlan, PlanWindow, Share } from '../plan.ts'
import type { ResultColumn } from '../result.ts'
import {
  binary,
  call,
  column,
  cte,
  moment,
  nothing,
  number,
  order,
  output,
  select,
  special,
} from '../sql/build.ts'
import type { Expr } from '../sql/nodes.ts'
import { type Answer, allOf, columnCalled } from './answer.ts'
import { inSentence } from './describe.ts'
import type { Group } from './groups.ts'
import { METRIC_TIME } from './keys.ts'
import { formatMoment, isPeriodStart, parseMoment, shiftMoment } from './moments.ts'
import { nameQuery, type Session } from './session.ts'

type Rolling = Extract<PlanWindow, { kind: 'rolling' }>
type Computed = readonly [ResultColumn, Expr]

const rollingOf = (plan: MetricsPlan): readonly Rolling[] =>
  (plan.window ?? []).filter((one) => one.kind === 'rolling')

/** The plan with its range begun early enough for its rolling sums; the rows before it are cut off again later. */
export function reachingBack(session: Session, plan: MetricsPlan, groups: readonly Group[]): MetricsPlan {
  const periods = Math.max(0, ...rollingOf(plan).map((one) => one.periods - 1))
  const start = plan.time?.start
  const along = groups.find(({ column: { role, grain } }) => role === 'time' && grain !== null)
  const grain = along?.key.grain
  if (periods === 0 || !plan.time || !start || !along || !grain) return plan
  if (along.key.name !== (plan.time.dimension ?? METRIC_TIME))
    throw fail('bad-plan', {
      problem: 'a rolling sum goes along the time the range is on; group by that time',
    })
  if (plan.compare?.kind === 'range')
    throw fail('bad-plan', {
      problem: 'a rolling sum cannot be compared with a range; compare it with a shift',
    })
  checkStart(session, start, grain)
  const from = formatMoment(shiftMoment(parseMoment(start), -periods, grain))
  return { ...plan, time: { ...plan.time, start: from } }
}

/** @throws `semantic/bad-plan` where the range begins inside a period, which would then be partly counted */
function checkStart(session: Session, start: string, grain: string): void {
  stepOf(grain)
  const { weekStart, fiscalYearStartMonth } = session.options.calendar
  const calendar = { weekStart: DAYS.indexOf(weekStart), fiscalYearStartMonth }
  if (!isPeriodStart(parseMoment(start), grain, calendar))
    throw fail('bad-plan', {
      problem: `a rolling sum by ${grain} needs a range that starts with a ${grain}, and ${start} is inside one`,
    })
}

/** Shares, running totals, rolling sums and ranks beside the columns they are made of. */
export function alongRows(session: Session, answer: Answer, plan: MetricsPlan): Answer {
  const rolling = rollingOf(plan)
  const others = (plan.window ?? []).filter((one) => one.kind !== 'rolling')
  const rolled =
    rolling.length === 0 ? answer : cutToRange(session, addRolling(session, answer, rolling), plan)
  const shares = plan.share ?? []
  if (shares.length === 0 && others.length === 0) return rolled
  return added(session, rolled, 'groups', (from) => [
    ...shares.map((one) => shareOf(rolled, from, one)),
    ...others.map((one) => (one.kind === 'rank' ? rankOf(rolled, from, one) : runningOf(rolled, from, one))),
  ])
}

function added(
  session: Session,
  answer: Answer,
  wanted: string,
  make: (from: string) => readonly Computed[],
): Answer {
  const name = nameQuery(session, wanted, answer.query)
  const extra = make(name)
  return {
    ...answer,
    columns: [...answer.columns, ...extra.map(([shown]) => shown)],
    query: select({
      columns: [...allOf(answer, name), ...extra.map(([shown, expr]) => output(expr, shown.name))],
      from: cte(name),
    }),
  }
}

const addRolling = (session: Session, answer: Answer, rolling: readonly Rolling[]): Answer =>
  added(session, answer, 'groups_and_before', (from) =>
    rolling.map((one) => {
      const time = timeColumn(answer, one.kind)
      const step = stepOf(time.grain)
      const of = summable(answer, one.of, 'a rolling sum')
      const at = special(
        { name: 'periods', grain: step.grain },
        moment(step.anchor, '2000-01-01'),
        column(from, time.name),
      )
      const sum: WindowCall = {
        kind: 'window',
        call: call('SUM', column(from, of.name)),
        partitionBy: partition(answer, from, one.within),
        orderBy: [order(at, 'asc')],
        frame: { preceding: (one.periods - 1) * step.count, following: 0 },
      }
      const label = `${of.label}, last ${one.periods} ${(time.grain ?? '').replaceAll('_', ' ')}s`
      return one.average === true
        ? averaged(of, { one, sum, at, step, label })
        : [computed(of, { name: one.as ?? `${of.name}__rolling_${one.periods}`, label }), sum]
    }),
  )

type WindowCall = Extract<Expr, { kind: 'window' }>

interface RollingSum {
  readonly one: Rolling
  readonly sum: WindowCall
  /** The row's place in time, as a number of steps. */
  readonly at: Expr
  readonly step: Step
  readonly label: string
}

/** The mean of the last periods; unknown where some of them lie before the first one there is. */
function averaged(of: ResultColumn, { one, sum, at, step, label }: RollingSum): Computed {
  const first: Expr = { kind: 'window', call: call('MIN', at), partitionBy: [], orderBy: [] }
  const isFull = binary('>=', binary('-', at, first), number((one.periods - 1) * step.count))
  const mean = special({ name: 'ratio' }, sum, number(one.periods))
  return [
    {
      ...computed(of, {
        name: one.as ?? `${of.name}__average_${one.periods}`,
        label: `${label}, average`,
      }),
      type: 'double',
    },
    {
      kind: 'case',
      operand: null,
      whens: [{ kind: 'when', condition: isFull, result: mean }],
      otherwise: nothing,
    },
  ]
}

function cutToRange(session: Session, answer: Answer, plan: MetricsPlan): Answer {
  const start = plan.time?.start
  if (!start) return answer
  const time = timeColumn(answer, 'rolling')
  const name = nameQuery(session, 'rolled', answer.query)
  const first = moment(time.type === 'date' ? 'date' : 'timestamp', formatMoment(parseMoment(start)))
  return {
    ...answer,
    query: select({
      columns: allOf(answer, name),
      from: cte(name),
      where: [binary('>=', column(name, time.name), first)],
    }),
  }
}

function runningOf(answer: Answer, from: string, one: Extract<PlanWindow, { kind: 'running' }>): Computed {
  const time = timeColumn(answer, one.kind)
  const of = summable(answer, one.of, 'a running total')
  const shown = computed(of, { name: one.as ?? `${of.name}__running`, label: `${of.label}, running total` })
  return [
    shown,
    {
      kind: 'window',
      call: call('SUM', column(from, of.name)),
      partitionBy: partition(answer, from, one.within),
      orderBy: [order(column(from, time.name), 'asc')],
    },
  ]
}

function rankOf(answer: Answer, from: string, one: Extract<PlanWindow, { kind: 'rank' }>): Computed {
  const of = metricCalled(answer, one.of)
  const place: Expr = {
    kind: 'window',
    call: call('rank'),
    partitionBy: partition(answer, from, one.within),
    orderBy: [order(column(from, of.name), one.direction)],
  }
  const known: Expr = { kind: 'is', operand: column(from, of.name), what: 'NULL', negate: true }
  const label = `Rank by ${inSentence(of.label)}`
  return [
    { ...computed(of, { name: one.as ?? `${of.name}__rank`, label }), type: 'integer', unit: null },
    {
      kind: 'case',
      operand: null,
      whens: [{ kind: 'when', condition: known, result: place }],
      otherwise: nothing,
    },
  ]
}

function shareOf(answer: Answer, from: string, one: Share): Computed {
  const of = summable(answer, one.of, 'a share')
  const total: Expr = {
    kind: 'window',
    call: call('SUM', column(from, of.name)),
    partitionBy: partition(answer, from, one.within),
    orderBy: [],
  }
  const within = one.within.map((name) => inSentence(labelCalled(answer, name)))
  const label = `${of.label}, share${within.length === 0 ? '' : ` within ${within.join(' and ')}`}`
  return [
    {
      ...computed(of, { name: one.as ?? `${of.name}__share`, label }),
      type: 'double',
      unit: { kind: 'percent' },
      additive: true,
    },
    special({ name: 'ratio' }, column(from, of.name), total),
  ]
}

const computed = (of: ResultColumn, named: Pick<ResultColumn, 'name' | 'label'>): ResultColumn => ({
  ...of,
  ...named,
  additive: false,
})

const partition = (answer: Answer, from: string, within: readonly string[]): readonly Expr[] =>
  within.map((name) => column(from, columnCalled(answer, name)))

const shownAs = (answer: Answer, name: string): ResultColumn => {
  const called = columnCalled(answer, name)
  const found = answer.columns.find((one) => one.name === called)
  if (!found) throw new Error(`the answer lost ${called}`)
  return found
}

const labelCalled = (answer: Answer, name: string): string => shownAs(answer, name).label

function metricCalled(answer: Answer, name: string): ResultColumn {
  const found = shownAs(answer, name)
  if (!['time', 'dimension', 'entity'].includes(found.role)) return found
  throw fail('bad-plan', { problem: `${name} is a group-by and not a metric` })
}

/** @throws `semantic/not-additive` */
function summable(answer: Answer, name: string, what: string): ResultColumn {
  const found = metricCalled(answer, name)
  if (found.additive === true) return found
  throw fail('not-additive', { name: found.name, what })
}

function timeColumn(answer: Answer, kind: string): ResultColumn {
  const found = answer.columns.find(({ role, grain }) => role === 'time' && grain !== null)
  if (found) return found
  throw fail('bad-plan', { problem: `a ${kind} sum goes along time; group by a time with a grain` })
}

interface Step {
  /** What `count` of make one period. */
  readonly grain: 'hour' | 'day' | 'month'
  readonly count: number
  readonly anchor: 'date' | 'timestamp'
}

const STEPS: Readonly<Record<string, Step>> = {
  hour: { grain: 'hour', count: 1, anchor: 'timestamp' },
  day: { grain: 'day', count: 1, anchor: 'date' },
  week: { grain: 'day', count: 7, anchor: 'date' },
  month: { grain: 'month', count: 1, anchor: 'date' },
  quarter: { grain: 'month', count: 3, anchor: 'date' },
  fiscal_quarter: { grain: 'month', count: 3, anchor: 'date' },
  year: { grain: 'month', count: 12, anchor: 'date' },
  fiscal_year: { grain: 'month', count: 12, anchor: 'date' },
}

function stepOf(grain: string | null): Step {
  const step = STEPS[grain ?? '']
  if (step) return step
  throw fail('not-supported', {
    what: `A rolling sum by ${grain}`,
    instead: 'group by hour, day, week, month, quarter or year',
  })
}

import type { FunnelPlan } from '../../plan.ts'
import {
  binary,
  boolean,
  call,
  cast,
  column,
  combine,
  cte,
  isNull,
  nothing,
  order,
  output,
  select,
  special,
} from '../../sql/build.ts'
import type { Expr, OutputColumn, Select } from '../../sql/nodes.ts'
import { describeFilter } from '../describe.ts'
import { noteFilter } from '../notes.ts'
import { nameInline, nameQuery, type Session } from '../session.ts'
import { AT, ENTITY, eventsOf, openStream, picks, rangeBounds, type Stream } from './stream.ts'

const MICROS = {
  second: 1_000_000,
  minute: 60_000_000,
  hour: 3_600_000_000,
  day: 86_400_000_000,
  week: 604_800_000_000,
}

export const ENTERS = 'enters'
export const SEQUENCE = 'place'
/** Columns `step_1` … and `excluded_1` … say which steps and exclusions an event satisfies. */
export const stepColumn = (at: number): string => `step_${at + 1}`
export const exclusionColumn = (at: number): string => `excluded_${at + 1}`

/** A funnel's events, named, with what the ways of following them share. */
export interface FunnelEvents {
  readonly session: Session
  readonly plan: FunnelPlan
  readonly name: string
  readonly windowUs: number
  readonly graceUs: number
}

/**
 * How events are read: `once` by passes over all of them; `apart`, each step for itself; `numbered`, where one could
 * otherwise be used twice or its neighbours matter.
 */
export type EventUse = 'once' | 'apart' | 'numbered'

/**
 * A row per event that matters: the entity, the moment in microseconds, the steps it satisfies, and whether an entry may
 * begin with it.
 */
export function funnelEvents(session: Session, plan: FunnelPlan, use: EventUse): FunnelEvents {
  noteSteps(session, plan)
  const stream = openStream(session, plan.stream)
  const apart = use === 'apart' && stream.declared.id === null && stream.declared.identity === null
  const query = eventQuery(stream, plan, { numbered: use === 'numbered', apart })
  const events = apart ? nameInline(session, 'events', query) : nameQuery(session, 'events', query)
  return {
    session,
    plan,
    name: use === 'numbered' ? numberEvents(session, plan, events) : events,
    windowUs: plan.window.count * MICROS[plan.window.grain],
    graceUs: Math.round(plan.graceSeconds * 1_000_000),
  }
}

interface Reading {
  readonly numbered: boolean
  readonly apart: boolean
}

function eventQuery(stream: Stream, plan: FunnelPlan, { numbered, apart }: Reading): Select {
  const range = rangeBounds(stream, plan.time)
  const flag = numbered ? plainly : (expr: Expr): Expr => expr
  const steps = plan.steps.map((step) => picks(stream, step.where))
  const exclusions = plan.exclusions.map((one) => picks(stream, one.where))
  const begins = (plan.order === 'unordered' ? combine('OR', steps) : steps[0]) ?? boolean(true)
  const enters = combine('AND', [flag(begins), ...withinRange(stream, range)]) ?? begins
  const relevant = plan.order === 'strict' || apart ? null : combine('OR', [...steps, ...exclusions])
  const narrowed = relevant && relevant.kind !== 'boolean' ? [relevant] : []
  return eventsOf(stream, {
    where: plan.where,
    columns: [
      output(special({ name: 'micros' }, stream.at), AT),
      ...steps.map((expr, at) => output(flag(expr), stepColumn(at))),
      ...exclusions.map((expr, at) => output(expr, exclusionColumn(at))),
      output(enters, ENTERS),
    ],
    bounds: [...scanBounds(stream, plan, range), ...narrowed],
  })
}

interface Range {
  readonly start: Expr | null
  readonly end: Expr | null
}

const withinRange = (stream: Stream, { start, end }: Range): readonly Expr[] => [
  ...(start ? [binary('>=', stream.at, start)] : []),
  ...(end ? [binary('<', stream.at, end)] : []),
]

function noteSteps(session: Session, plan: FunnelPlan): void {
  for (const [at, step] of plan.steps.entries())
    noteFilter(
      session.notes,
      `step ${at + 1}: ${step.where.map(describeFilter).join(' and ') || 'any event'}`,
      'plan',
    )
  for (const { where } of plan.exclusions)
    noteFilter(session.notes, `ended by: ${where.map(describeFilter).join(' and ') || 'any event'}`, 'plan')
}

/** Unknown is not satisfied: the order of events hangs on it. */
const plainly = (expr: Expr): Expr =>
  expr.kind === 'boolean' ? expr : call('COALESCE', expr, boolean(false))

/** Nothing before the range matters, nor what lies past the window of its last entry. Repeats are told by all rows. */
function scanBounds(stream: Stream, plan: FunnelPlan, range: Range): readonly Expr[] {
  const grace = Math.ceil(plan.graceSeconds)
  const moved = (expr: Expr, count: number, grain: string): Expr =>
    count === 0 ? expr : special({ name: 'shift', count, grain }, expr)
  const { count, grain } = plan.window
  return [
    ...(range.start && stream.declared.id === null
      ? [binary('>=', stream.at, moved(range.start, -grace, 'second'))]
      : []),
    ...(range.end ? [binary('<=', stream.at, moved(range.end, count, grain))] : []),
  ]
}

/** Events of an entity in order; those of one instant in the order of the steps they satisfy, others last. */
function numberEvents(session: Session, plan: FunnelPlan, events: string): string {
  const flags = plan.steps.map((_, at) => stepColumn(at))
  const lowest: Expr = {
    kind: 'case',
    operand: null,
    whens: flags.map((name, at) => ({
      kind: 'when',
      condition: column(events, name),
      result: { kind: 'number', text: String(at + 1) },
    })),
    otherwise: { kind: 'number', text: String(flags.length + 1) },
  }
  const place: Expr = {
    kind: 'window',
    call: call('row_number'),
    partitionBy: [column(events, ENTITY)],
    orderBy: [
      order(column(events, AT), 'asc'),
      order(lowest, 'asc'),
      ...flags.map((name) => order(column(events, name), 'asc')),
    ],
  }
  const names = [ENTITY, AT, ...flags, ...plan.exclusions.map((_, at) => exclusionColumn(at)), ENTERS]
  return nameQuery(
    session,
    'ordered_events',
    select({
      columns: [...names.map((name) => output(column(events, name), name)), output(place, SEQUENCE)],
      from: cte(events),
    }),
  )
}

/** What every way of following events ends in: an entity, a step it reached, and the microseconds it took (or null). */
export const REACHED_COLUMNS = [ENTITY, 'step', 'took'] as const

export function reachedColumns(entity: Expr, step: number, took: Expr | null): readonly OutputColumn[] {
  const [who, which, time] = REACHED_COLUMNS
  return [
    output(entity, who),
    output({ kind: 'number', text: String(step) }, which),
    output(took ?? cast(nothing, 'bigint'), time),
  ]
}

export const known = (expr: Expr): Expr => isNull(expr, true)

import { fail } from '../errors.ts'
import { findTarget } from '../graph/resolve-dimension.ts'
import type { Measure } from '../model.ts'
import {
  binary,
  call,
  column,
  combine,
  cte,
  equals,
  join,
  nothing,
  number,
  order,
  output,
  select,
  special,
} from '../sql/build.ts'
import type { Expr, OrderTerm, Select } from '../sql/nodes.ts'
import { aggregateOf } from './aggregate.ts'
import { authoredConditions, conditionsOn } from './conditions.ts'
import { hasTimeKey, keyColumns, measureValue, openFact, openPaths, rowConditions } from './fact-rows.ts'
import type { Frame } from './frame.ts'
import { rankOf } from './keys.ts'
import { timeOf } from './metric-tree.ts'
import { fillPeriods } from './rows-unit.ts'
import { sampledRows } from './sampling.ts'
import { expressionOf, lookUp, rawTarget, type Scope, sourcesOf } from './scope.ts'
import { nameQuery, type Session } from './session.ts'
import { truncateTime } from './time.ts'
import type { ConversionUnit } from './units.ts'

const ENTITY = 'who'
const AT = 'happened_at'
const VALUE = 'counted'
const EVENT = 'event'
const property = (at: number): string => `property_${at + 1}`

/**
 * Conversions by the base event they followed: each conversion goes to the latest base event of its entity within
 * the window, once. Gives the keys, the base measure and the
 * converted one.
 */
export function renderConversion(session: Session, unit: ConversionUnit, frame: Frame): Select {
  const base = nameQuery(session, `${unit.base.name}_events`, baseEvents(session, unit, frame))
  const events = nameQuery(session, `${unit.conversion.name}_events`, conversionEvents(session, unit))
  const matched = nameQuery(
    session,
    `matched_${unit.conversion.name}`,
    matchedEvents(unit, frame, { base, events, ties: tieOrders(session, unit, frame, base) }),
  )
  const counted = sideOf(session, unit, frame, { measure: unit.base, from: base, to: unit.baseColumn })
  const converted = sideOf(session, unit, frame, {
    measure: unit.conversion,
    from: matched,
    to: unit.conversionColumn,
  })
  const both = nameQuery(session, `${unit.metric.name}_parts`, {
    kind: 'union',
    queries: [counted, converted],
  })
  return select({
    columns: [
      ...keysFrom(both, frame),
      output(call('MAX', column(both, unit.baseColumn)), unit.baseColumn),
      output(call('MAX', column(both, unit.conversionColumn)), unit.conversionColumn),
    ],
    from: cte(both),
    groupFirst: frame.keys.length,
  })
}

/** Of base events at one moment the first by their own keys counts, and of what they are joined to the last. */
function tieOrders(session: Session, unit: ConversionUnit, frame: Frame, base: string): readonly OrderTerm[] {
  const scope = openFact(session, { fact: unit.fact, time: timeOf(unit.fact, unit.base) })
  return frame.keys.map((key) => {
    const target = lookUp(scope, key)
    const own = target === 'axis' || target.hops === 0
    return order(column(base, key.column), own ? 'asc' : 'desc')
  })
}

const keysFrom = (from: string, frame: Frame) =>
  frame.keys.map((key) => output(column(from, key.column), key.column))

interface Side {
  readonly measure: Measure
  readonly from: string
  readonly to: string
}

/** Base events or conversions added up by the keys, filled up to every period where their input says so. */
function sideOf(session: Session, unit: ConversionUnit, frame: Frame, side: Side): Select {
  const isBase = side.to === unit.baseColumn
  const padded = (value: Expr) => [
    output(isBase ? value : nothing, unit.baseColumn),
    output(isBase ? nothing : value, unit.conversionColumn),
  ]
  const value = aggregateOf(side.measure, column(side.from, VALUE))
  const facts = { fact: unit.fact, time: timeOf(unit.fact, unit.base) }
  const input = isBase ? unit.metric.base : unit.metric.conversion
  const filled = input.joinToTimeSpine && hasTimeKey(session, facts, frame)
  const rows = select({
    columns: [...keysFrom(side.from, frame), ...(filled ? [output(value, side.to)] : padded(value))],
    from: cte(side.from),
    groupFirst: frame.keys.length,
  })
  if (!filled) return rows
  const metric = unit.metric.name
  const filledRows = fillPeriods(
    session,
    { ...facts, metric, conditions: unit.conditions, rows, values: [side.to] },
    frame,
  )
  const name = nameQuery(session, `${side.to}_filled`, filledRows)
  return select({ columns: [...keysFrom(name, frame), ...padded(column(name, side.to))], from: cte(name) })
}

function baseEvents(session: Session, unit: ConversionUnit, frame: Frame): Select {
  const scope = openFact(session, { fact: unit.fact, time: timeOf(unit.fact, unit.base) })
  openPaths(scope, frame.keys, [...unit.conditions, ...frame.conditions])
  return select({
    columns: [
      ...keyColumns(scope, frame.keys),
      ...eventColumns(scope, unit, 'base'),
      output(measureValue(scope, unit.base), VALUE),
    ],
    ...withConditions(scope, () => [
      ...rowConditions(scope, { conditions: unit.conditions, metric: unit.metric.name }, frame),
      ...sampledRows(scope),
    ]),
  })
}

function conversionEvents(session: Session, unit: ConversionUnit): Select {
  const scope = openFact(session, {
    fact: unit.conversionModel,
    time: timeOf(unit.conversionModel, unit.conversion),
  })
  const filters = authoredConditions(session.index, unit.metric.conversion.filters, unit.metric.name)
  return select({
    columns: [
      output(rowNumber, EVENT),
      ...eventColumns(scope, unit, 'conversion'),
      output(measureValue(scope, unit.conversion), VALUE),
    ],
    ...withConditions(scope, () => [...conditionsOn(scope, filters), ...sampledRows(scope)]),
  })
}

/** Tells the rows of a relation apart; which of them gets which number does not matter. */
const rowNumber: Expr = { kind: 'window', call: call('row_number'), partitionBy: [], orderBy: [] }

/** Conditions may add joins, so sources are written after them. */
const withConditions = (scope: Scope, conditions: () => Expr[]) => {
  const where = conditions()
  return { ...sourcesOf(scope), where }
}

function eventColumns(scope: Scope, unit: ConversionUnit, side: 'base' | 'conversion') {
  const target = findTarget(scope.session.index, scope.fact, unit.metric.entity)
  if (!target)
    throw fail('unknown-entity', {
      name: unit.metric.entity,
      near: scope.fact.entities.map(({ name }) => name),
    })
  if (!scope.axis) throw fail('no-time', { metric: unit.metric.name, model: scope.fact.name })
  return [
    output(rawTarget(scope, target), ENTITY),
    output(eventTime(scope, unit), AT),
    ...unit.metric.constantProperties.map((pair, at) =>
      output(expressionOf(scope, { name: pair[side], grain: null, datePart: null }), property(at)),
    ),
  ]
}

/** Events recorded by different grains are compared by the coarser of the two. */
function eventTime(scope: Scope, unit: ConversionUnit): Expr {
  const { index } = scope.session
  const [base, conversion] = [timeOf(unit.fact, unit.base), timeOf(unit.conversionModel, unit.conversion)]
  if (!scope.axis) throw fail('no-time', { metric: unit.metric.name, model: scope.fact.name })
  if (!base?.grain || !conversion?.grain || base.grain === conversion.grain) return scope.axis.expr
  const coarser = rankOf(index, base.grain) > rankOf(index, conversion.grain) ? base.grain : conversion.grain
  return truncateTime(scope.session, scope.axis.expr, scope.axis.dimension, coarser)
}

interface Events {
  readonly base: string
  readonly events: string
  readonly ties: readonly OrderTerm[]
}

function matchedEvents(unit: ConversionUnit, frame: Frame, { base, events, ties }: Events): Select {
  const [from, to] = [column(base, AT), column(events, AT)]
  const window = unit.metric.window
  const on = [
    equals(column(events, ENTITY), column(base, ENTITY)),
    binary('<=', from, to),
    ...(window
      ? [binary('>', from, special({ name: 'shift', count: -window.count, grain: window.grain }, to))]
      : []),
    ...unit.metric.constantProperties.map((_, at) =>
      equals(column(events, property(at)), column(base, property(at))),
    ),
  ]
  const latest: Expr = {
    kind: 'window',
    call: call('row_number'),
    partitionBy: [column(events, EVENT)],
    orderBy: [order(from, 'desc'), ...ties],
  }
  return select({
    columns: [
      ...frame.keys.map((key) => output(column(base, key.column), key.column)),
      output(column(events, VALUE), VALUE),
    ],
    from: cte(events),
    joins: [join('INNER', cte(base), combine('AND', on))],
    qualify: equals(latest, number(1)),
  })
}

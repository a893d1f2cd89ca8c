import { fail } from '../errors.ts'
import { findTarget } from '../graph/resolve-dimension.ts'
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
import type { Expr, Select } from '../sql/nodes.ts'
import { aggregateOf } from './aggregate.ts'
import { authoredConditions, conditionsOn } from './conditions.ts'
import { hasTimeKey, keyColumns, measureValue, openFact, rowConditions } from './fact-rows.ts'
import type { Frame } from './frame.ts'
import { rankOf } from './keys.ts'
import type { ConversionUnit } from './metric-tree.ts'
import { timeOf } from './metric-tree.ts'
import { fillPeriods } from './rows-unit.ts'
import { expressionOf, rawTarget, type Scope, sourcesOf } from './scope.ts'
import { nameQuery, type Session } from './session.ts'
import { truncateTime } from './time.ts'

const ENTITY = 'who'
const AT = 'happened_at'
const VALUE = 'counted'
const EVENT = 'event'
const property = (at: number): string => `property_${at + 1}`

/**
 * Conversions by the base event they followed: each conversion goes to the latest base event of its entity within
 * the window, once. Gives the keys, the base measure and the converted one.
 */
export function renderConversion(session: Session, unit: ConversionUnit, frame: Frame): Select {
  const base = nameQuery(session, `${unit.base.name}_events`, baseEvents(session, unit, frame))
  const events = nameQuery(session, `${unit.conversion.name}_events`, conversionEvents(session, unit))
  const matched = nameQuery(
    session,
    `matched_${unit.conversion.name}`,
    matchedEvents(unit, frame, base, events),
  )
  const keys = (from: string) => frame.keys.map((key) => output(column(from, key.column), key.column))
  const aggregated = (from: string, values: readonly [Expr, Expr]): Select =>
    select({
      columns: [...keys(from), output(values[0], unit.baseColumn), output(values[1], unit.conversionColumn)],
      from: cte(from),
      groupFirst: frame.keys.length,
    })
  const both = nameQuery(session, `${unit.metric.name}_parts`, {
    kind: 'union',
    queries: [
      aggregated(base, [aggregateOf(unit.base, column(base, VALUE)), nothing]),
      aggregated(matched, [nothing, aggregateOf(unit.conversion, column(matched, VALUE))]),
    ],
  })
  const rows = select({
    columns: [
      ...keys(both),
      output(call('MAX', column(both, unit.baseColumn)), unit.baseColumn),
      output(call('MAX', column(both, unit.conversionColumn)), unit.conversionColumn),
    ],
    from: cte(both),
    groupFirst: frame.keys.length,
  })
  const facts = { fact: unit.fact, time: timeOf(unit.fact, unit.base) }
  const filled = unit.metric.base.joinToTimeSpine || unit.metric.conversion.joinToTimeSpine
  if (!filled || !hasTimeKey(session, facts, frame)) return rows
  const values = [unit.baseColumn, unit.conversionColumn]
  return fillPeriods(
    session,
    { ...facts, metric: unit.metric.name, conditions: unit.conditions, rows, values },
    frame,
  )
}

function baseEvents(session: Session, unit: ConversionUnit, frame: Frame): Select {
  const scope = openFact(session, { fact: unit.fact, time: timeOf(unit.fact, unit.base) })
  return select({
    columns: [
      ...keyColumns(scope, frame.keys),
      output(rowNumber, EVENT),
      ...eventColumns(scope, unit, 'base'),
      output(measureValue(scope, unit.base), VALUE),
    ],
    ...withConditions(scope, () =>
      rowConditions(scope, { conditions: unit.conditions, metric: unit.metric.name }, frame),
    ),
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
    ...withConditions(scope, () => conditionsOn(scope, filters)),
  })
}

/** The place of an event in its relation; among base events of one moment the first counts. */
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

function matchedEvents(unit: ConversionUnit, frame: Frame, base: string, events: string): Select {
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
    orderBy: [order(from, 'desc'), order(column(base, EVENT), 'asc')],
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

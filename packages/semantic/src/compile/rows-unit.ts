import { fail } from '../errors.ts'
import type { Measure, Window } from '../model.ts'
import { call, column, combine, cte, equals, isNull, join, output, select, special } from '../sql/build.ts'
import type { Expr, OutputColumn, Select } from '../sql/nodes.ts'
import { aggregateOf } from './aggregate.ts'
import { conditionsOn, mentionsAxis, mentionsOnlyAxis, shownConditions } from './conditions.ts'
import { customMoves } from './custom-offset.ts'
import { readExpression } from './expressions.ts'
import type { Condition, Frame } from './frame.ts'
import { maskOf } from './guard.ts'
import { isCustom, type Key, rankOf } from './keys.ts'
import type { Offset, RowsUnit, UnitOutput } from './metric-tree.ts'
import { rollingUnit } from './rolling-unit.ts'
import {
  boundExpression,
  expressionOf,
  factTable,
  lookUp,
  openScope,
  type Scope,
  sourcesOf,
} from './scope.ts'
import { freeName, nameQuery, type Session } from './session.ts'
import { type Bounds, openSpine, type Spine, spineAxis } from './spine.ts'
import { truncateLocal, truncateTime, withinRange } from './time.ts'

/** A unit's rows aggregated to the frame's keys: the keys first, then a column for each measure. */
export function renderRows(session: Session, unit: RowsUnit, frame: Frame): Select {
  const overTime = hasTimeKey(session, unit, frame)
  const { cumulative, spine } = unit.shape
  if (!overTime && (cumulative?.window || cumulative?.grainToDate))
    throw fail('needs-metric-time', { metric: unit.metric, why: 'adds up a window that moves with time' })
  const rows =
    cumulative && overTime ? rollingUnit(session, unit, frame) : aggregateRows(session, unit, frame)
  return spine && overTime
    ? fillPeriods(session, { ...unit, rows, values: unit.outputs.map((one) => one.column) }, frame)
    : rows
}

/** Opens a fact with its own time as the axis. */
export function openFact(session: Session, unit: Pick<RowsUnit, 'fact' | 'time'>): Scope {
  const scope = openScope(session, unit.fact)
  if (unit.time) {
    const expr = boundExpression(scope, factTable(scope), unit.time.expr)
    scope.axis = { dimension: unit.time, expr }
    scope.rowTime = expr
  }
  return scope
}

export const isAxisKey = (scope: Scope, key: Key): boolean => lookUp(scope, key) === 'axis'

export function hasTimeKey(session: Session, unit: Pick<RowsUnit, 'fact' | 'time'>, frame: Frame): boolean {
  const scope = openFact(session, unit)
  return scope.axis !== null && frame.keys.some((key) => isAxisKey(scope, key))
}

export const keyColumns = (scope: Scope, keys: readonly Key[]): readonly OutputColumn[] =>
  keys.map((key) => output(expressionOf(scope, key), key.column))

function aggregateRows(session: Session, unit: RowsUnit, frame: Frame): Select {
  const scope = openFact(session, unit)
  if (unit.shape.offset) shiftAlong(scope, unit, unit.shape.offset, frame)
  const where = rowConditions(scope, unit, frame)
  const single = unit.outputs[0]
  if (single?.measure.nonAdditive) return semiAdditive(scope, unit, frame, where)
  const columns = [
    ...keyColumns(scope, frame.keys),
    ...unit.outputs.map((one) => output(aggregateOf(one.measure, outputValue(scope, one)), one.column)),
  ]
  return select({ columns, ...sourcesOf(scope), where, groupFirst: frame.keys.length })
}

/** Everything that narrows a unit's rows: the plan's and the metric's conditions, and the range of the axis. */
export function rowConditions(
  scope: Scope,
  unit: Pick<RowsUnit, 'conditions' | 'metric'>,
  frame: Frame,
): Expr[] {
  const conditions = [...conditionsOn(scope, unit.conditions), ...conditionsOn(scope, frame.conditions)]
  return [...conditions, ...axisRange(scope, frame, unit.metric)]
}

export function axisRange(scope: Scope, frame: Frame, metric: string): readonly Expr[] {
  if (!frame.time) return []
  if (!scope.axis) throw fail('no-time', { metric, model: scope.fact.name })
  return withinRange(scope.session, scope.axis.expr, scope.axis.dimension, frame.time)
}

/** @throws `semantic/masked-measure` */
export function measureValue(scope: Scope, measure: Pick<Measure, 'name' | 'expr'>): Expr {
  const mask = maskOf(
    scope.session.guard,
    scope.fact.relation,
    readExpression(scope.session.index, measure.expr),
  )
  if (mask) throw fail('masked-measure', { name: measure.name, column: mask.dimension })
  return boundExpression(scope, factTable(scope), measure.expr)
}

function outputValue(scope: Scope, { measure, period }: UnitOutput): Expr {
  const value = measureValue(scope, measure)
  if (!period) return value
  const { dimension } = period
  const grain = period.grain ?? dimension.grain
  return grain === null ? value : truncateTime(scope.session, value, dimension, grain)
}

/** Rows are shown at the spine's time, whose earlier moment is theirs: the axis becomes the spine. */
function shiftAlong(scope: Scope, unit: RowsUnit, offset: Offset, frame: Frame): void {
  const { session } = scope
  const time = unit.time
  if (!time || !scope.axis || !frame.keys.some((key) => isAxisKey(scope, key)))
    throw fail('needs-metric-time', { metric: unit.metric, why: 'looks at an earlier time' })
  if (offset.window && movesWhole(session, scope, frame, offset.window)) {
    const moved = special({ name: 'shift', ...offset.window }, scope.axis.expr)
    scope.axis = {
      dimension: { ...time, dataType: time.dataType === 'date' ? null : time.dataType },
      expr: moved,
    }
    return
  }
  const custom = session.index.customGrains.get(offset.window?.grain ?? '')
  if (offset.window && custom) {
    const asked = frame.keys.filter((key) => isAxisKey(scope, key))
    const moves = customMoves(
      session,
      custom,
      offset.window,
      asked.every((key) => key.grain === offset.window?.grain),
    )
    const counted = truncateTime(session, scope.axis.expr, time, custom.spine.grain)
    scope.extraJoins.push(join('INNER', moves.source, equals(counted, moves.counted)))
    scope.axis = { dimension: { ...time, dataType: null }, expr: moves.shown }
    return
  }
  const alias = freeName(scope.taken, 'spine')
  const grain = finestGrain(session, scope, frame, offset.window?.grain ?? offset.toGrain ?? 'day')
  const spine = openSpine(session, grain, alias, factBounds(session, unit, offset))
  const own = truncateTime(session, scope.axis.expr, time, spine.grain)
  const start = offset.toGrain === null ? [] : periodStarts(scope, spine, frame)
  const on = combine('AND', [equals(own, earlier(session, spine, offset)), ...start])
  scope.extraJoins.push(join('INNER', spine.source, on))
  scope.axis = spineAxis(spine, time)
}

const MONTHLY: ReadonlySet<string> = new Set(['month', 'quarter', 'year'])

/** Whether every period moves onto one whole period: then rows move themselves, without a spine. */
function movesWhole(session: Session, scope: Scope, frame: Frame, window: Window): boolean {
  if (window.grain === 'day' || window.grain === 'week') return true
  const keys = frame.keys.filter((key) => isAxisKey(scope, key))
  const whole = (grain: string | null): boolean =>
    grain !== null &&
    MONTHLY.has(grain) &&
    rankOf(session.index, grain) <= rankOf(session.index, window.grain)
  return MONTHLY.has(window.grain) && keys.every((key) => whole(key.grain))
}

/** Coarser periods than the spine's stand for their first moment only, so that no row is counted once a day. */
function periodStarts(scope: Scope, spine: Spine, frame: Frame): readonly Expr[] {
  const keys = frame.keys.filter((key) => isAxisKey(scope, key) && !key.datePart && key.grain !== null)
  if (keys.length === 0 || keys.some((key) => key.grain === spine.grain)) return []
  const starts = keys.map((key) =>
    equals(spine.time, truncateLocal(scope.session, spine.time, key.grain ?? 'day')),
  )
  return [combine('OR', starts)].filter((one) => one !== null)
}

/** The moment an offset looks back to from a period of the spine. */
export function earlier(session: Session, spine: Pick<Spine, 'time'>, offset: Offset): Expr {
  const grain = offset.window?.grain ?? offset.toGrain ?? 'day'
  if (isCustom(session.index, grain))
    throw fail('not-supported', {
      what: `An offset by ${grain} of a metric made of others`,
      instead: 'offset the metrics it is made of',
    })
  if (offset.window)
    return special({ name: 'shift', count: -offset.window.count, grain: offset.window.grain }, spine.time)
  return truncateLocal(session, spine.time, offset.toGrain ?? 'day')
}

/** The finest grain the query's time keys and the offset tell apart. */
export function finestGrain(session: Session, scope: Scope, frame: Frame, other: string): string {
  const grains = frame.keys
    .filter((key) => isAxisKey(scope, key))
    .map((key) => key.grain ?? (key.datePart ? 'day' : (scope.axis?.dimension.grain ?? 'day')))
  return [...grains, other].reduce((a, b) => (rankOf(session.index, b) < rankOf(session.index, a) ? b : a))
}

/** First and last day of a fact (moved by an offset), for a generated spine. */
export function factBounds(
  session: Session,
  unit: Pick<RowsUnit, 'fact' | 'time' | 'metric'>,
  offset: Offset | null,
): Bounds {
  const edge = (name: 'MIN' | 'MAX'): Expr => {
    const scope = openFact(session, unit)
    if (!scope.axis) throw fail('no-time', { metric: unit.metric, model: unit.fact.name })
    const value = truncateTime(session, call(name, scope.axis.expr), scope.axis.dimension, 'day')
    return {
      kind: 'query',
      query: select({ columns: [output(value, name.toLowerCase())], ...sourcesOf(scope) }),
    }
  }
  const last = edge('MAX')
  return {
    first: edge('MIN'),
    last: offset?.window ? special({ name: 'shift', ...offset.window }, last) : last,
  }
}

/** Rows of the first (or last) moment of each grouping, of those asked for, and only they are added up. */
function semiAdditive(scope: Scope, unit: RowsUnit, frame: Frame, where: readonly Expr[]): Select {
  const { session } = scope
  const [only] = unit.outputs
  const rule = only?.measure.nonAdditive
  if (!only || !rule) throw new Error('a semi-additive unit has one measure')
  const moment = momentOf(scope, rule.dimension)
  const groupings = rule.groupings.map((name) => expressionOf(scope, { name, grain: null, datePart: null }))
  const timeKeys = frame.keys.filter((key) => isAxisKey(scope, key) && !key.datePart)
  const chosen: Expr = {
    kind: 'window',
    call: call(rule.choose.toUpperCase(), moment),
    partitionBy: [...groupings, ...timeKeys.map((key) => expressionOf(scope, key))],
    orderBy: [],
  }
  const rows = select({
    columns: [
      ...keyColumns(scope, frame.keys),
      output(measureValue(scope, only.measure), only.column),
      output(moment, 'moment'),
      output(chosen, 'chosen_moment'),
    ],
    ...sourcesOf(scope),
    where: [...where, ...groupings.map((grouping) => isNull(grouping, true))],
  })
  const name = nameQuery(session, `${scope.fact.name}_moments`, rows)
  return select({
    columns: [
      ...frame.keys.map((key) => output(column(name, key.column), key.column)),
      output(aggregateOf(only.measure, column(name, only.column)), only.column),
    ],
    from: cte(name),
    where: [equals(column(name, 'moment'), column(name, 'chosen_moment'))],
    groupFirst: frame.keys.length,
  })
}

/** The own time a semi-additive measure is taken at, by its own grain. */
function momentOf(scope: Scope, name: string): Expr {
  const own = scope.fact.dimensions.find((dimension) => dimension.name === name)
  if (!own) throw fail('unknown-dimension', { name, from: scope.fact.name, near: [] })
  if (own.name === scope.axis?.dimension.name)
    return truncateTime(scope.session, scope.axis.expr, scope.axis.dimension, own.grain ?? 'day')
  return truncateTime(
    scope.session,
    boundExpression(scope, factTable(scope), own.expr),
    own,
    own.grain ?? 'day',
  )
}

/** Rows of a unit with the names of its values, to be filled up to every period. */
interface Filled extends Pick<RowsUnit, 'fact' | 'time' | 'metric' | 'conditions'> {
  readonly rows: Select
  readonly values: readonly string[]
}

/**
 * Every period of the spine in the range, with the unit's values beside it where there are some. Conditions on
 * columns that are shown hold for the filled rows too.
 */
export function fillPeriods(session: Session, unit: Filled, frame: Frame): Select {
  const rows = nameQuery(session, `${unit.fact.name}_counted`, unit.rows)
  const scope = openFact(session, unit)
  const periods = nameQuery(session, 'periods', periodsOf(scope, unit, frame))
  const axisKeys = frame.keys.filter((key) => isAxisKey(scope, key))
  const on = combine(
    'AND',
    axisKeys.map((key) => equals(column(periods, key.column), column(rows, key.column))),
  )
  const shown = (key: Key): Expr => column(axisKeys.includes(key) ? periods : rows, key.column)
  return select({
    columns: [
      ...frame.keys.map((key) => output(shown(key), key.column)),
      ...unit.values.map((name) => output(column(rows, name), name)),
    ],
    from: cte(periods),
    joins: [join('LEFT', cte(rows), on)],
    where: shownConditions(scope, frame.conditions, { keys: frame.keys, shown }),
  })
}

function periodsOf(
  facts: Scope,
  unit: Pick<RowsUnit, 'fact' | 'time' | 'metric' | 'conditions'>,
  frame: Frame,
): Select {
  const { session } = facts
  if (!unit.time) throw fail('no-time', { metric: unit.metric, model: unit.fact.name })
  const grain = finestGrain(session, facts, frame, 'year')
  const spine = openSpine(session, grain, 'spine', factBounds(session, unit, null))
  const scope: Scope = { ...openScope(session, unit.fact), axis: spineAxis(spine, unit.time) }
  return select({
    distinct: true,
    columns: keyColumns(
      scope,
      frame.keys.filter((key) => isAxisKey(facts, key)),
    ),
    from: spine.source,
    where: [
      ...conditionsOn(scope, axisConditions(facts, [...unit.conditions, ...frame.conditions])),
      ...axisRange(scope, frame, unit.metric),
    ],
    joins: scope.extraJoins,
  })
}

/**
 * Conditions on the unit's time alone, to be applied where only time is left.
 * @throws `semantic/not-supported` for one that mixes time with other columns by OR
 */
export function axisConditions(scope: Scope, conditions: readonly Condition[]): readonly Condition[] {
  const onTime = conditions.filter((condition) => mentionsAxis(scope, condition))
  for (const condition of onTime)
    if (!mentionsOnlyAxis(scope, condition))
      throw fail('not-supported', {
        what: 'A condition that mixes time and other columns by OR, on a metric that looks along time,',
        instead: 'ask the two conditions apart',
      })
  return onTime
}

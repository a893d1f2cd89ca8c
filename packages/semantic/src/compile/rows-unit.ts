import { fail } from '../errors.ts'
import type { Window } from '../model.ts'
import {
  call,
  column,
  combine,
  cte,
  equals,
  isNull,
  join,
  number,
  output,
  select,
  special,
} from '../sql/build.ts'
import type { Expr, Select } from '../sql/nodes.ts'
import { aggregateOf } from './aggregate.ts'
import { conditionsOn, mentionsAxis, shownConditions } from './conditions.ts'
import { customMoves } from './custom-offset.ts'
import {
  axisConditions,
  axisRange,
  earlier,
  factBounds,
  finestGrain,
  hasTimeKey,
  isAxisKey,
  keyColumns,
  measureValue,
  openFact,
  openPaths,
  rowConditions,
} from './fact-rows.ts'
import type { Frame } from './frame.ts'
import { headCount } from './group-sizes.ts'
import { type Key, rankOf } from './keys.ts'
import { reachedValue } from './reached-value.ts'
import { rollingUnit } from './rolling-unit.ts'
import { sampleBucket, sampledRows, withinSample } from './sampling.ts'
import {
  type Axis,
  boundExpression,
  expressionOf,
  factTable,
  openScope,
  rawTarget,
  type Scope,
  sourcesOf,
} from './scope.ts'
import { freeName, nameQuery, type Session } from './session.ts'
import { openSpine, type Spine, spineAxis } from './spine.ts'
import { truncateLocal, truncateTime } from './time.ts'
import type { Offset, RowsUnit, UnitOutput } from './units.ts'

const SAMPLE_BUCKET = 'sample_bucket'

/** @throws `semantic/needs-metric-time` for rows that move along time where no time is grouped by */
export function checkTime(session: Session, { shape, ...unit }: RowsUnit, frame: Frame): void {
  const rolls = shape.cumulative?.window || shape.cumulative?.grainToDate
  if ((!rolls && !shape.offset) || hasTimeKey(session, unit, frame)) return
  const why = rolls ? 'adds up a window that moves with time' : 'looks at an earlier time'
  throw fail('needs-metric-time', { metric: unit.metric, why })
}

/** A unit's rows aggregated to the frame's keys: the keys first, then a column for each measure. */
export function renderRows(session: Session, unit: RowsUnit, frame: Frame): Select {
  const overTime = hasTimeKey(session, unit, frame)
  const { cumulative, spine } = unit.shape
  const rows =
    cumulative && overTime ? rollingUnit(session, unit, frame) : aggregateRows(session, unit, frame)
  return spine && overTime
    ? fillPeriods(session, { ...unit, rows, values: unit.outputs.map((one) => one.column) }, frame)
    : rows
}

function aggregateRows(session: Session, unit: RowsUnit, frame: Frame): Select {
  const scope = openFact(session, unit)
  scope.bounds = frame.time
  openPaths(scope, frame.keys, [...unit.conditions, ...frame.conditions])
  const where = unit.shape.offset
    ? shiftedConditions(scope, unit, unit.shape.offset, frame)
    : rowConditions(scope, unit, frame)
  const single = unit.outputs[0]
  if (single?.measure.nonAdditive) return semiAdditive(scope, unit, frame, where)
  const columns = [
    ...keyColumns(scope, frame.keys),
    ...unit.outputs.map((one) => output(aggregated(one, outputValue(scope, one)), one.column)),
  ]
  const read = [...where, ...sampledRows(scope)]
  return select({ columns, ...sourcesOf(scope), where: read, groupFirst: frame.keys.length })
}

/** An authored condition that speaks of time together with something else is about the rows as they happened. */
function shiftedConditions(scope: Scope, unit: RowsUnit, offset: Offset, frame: Frame): Expr[] {
  const authored = frame.conditions.filter((one) => one.kind === 'template')
  const mixed = frame.conditions.filter(
    (one) =>
      one.kind === 'template' &&
      authored.some((other) => other.text === one.text && mentionsAxis(scope, other)) &&
      authored.some((other) => other.text === one.text && !mentionsAxis(scope, other)),
  )
  const happened = conditionsOn(scope, mixed)
  shiftAlong(scope, unit, offset, frame)
  const rest = frame.conditions.filter((one) => !mixed.includes(one))
  return [...happened, ...rowConditions(scope, unit, { ...frame, conditions: rest })]
}

const aggregated = ({ measure, who }: UnitOutput, value: Expr): Expr =>
  who === undefined ? aggregateOf(measure, value) : headCount(who, value)

function outputValue(scope: Scope, { measure, period, reach, who }: UnitOutput): Expr {
  if (who !== undefined) return who === 'rows' ? number(1) : rawTarget(scope, who)
  if (reach) return reachedValue(scope, measure.name, reach)
  const value = measureValue(scope, measure)
  if (!period) return value
  const { dimension } = period
  const grain = period.grain ?? dimension.grain
  return grain === null ? value : truncateTime(scope.session, value, dimension, grain)
}

/** Rows are shown at the later time they are looked back to from: the axis moves there. */
function shiftAlong(scope: Scope, unit: RowsUnit, offset: Offset, frame: Frame): void {
  const keys = frame.keys.filter((key) => isAxisKey(scope, key))
  const { axis } = scope
  if (!axis) throw fail('no-time', { metric: unit.metric, model: unit.fact.name })
  const { window } = offset
  const custom = window && scope.session.index.customGrains.get(window.grain)
  if (custom) shiftByCustom(scope, axis, custom, { window, keys })
  else if (offset.toGrain !== null && keepsPeriod(keys, offset.toGrain, scope.session)) return
  else if (window && movesWhole(scope.session, keys, window)) {
    const { dataType } = axis.dimension
    const dimension = { ...axis.dimension, dataType: dataType === 'date' ? null : dataType }
    scope.axis = { dimension, expr: special({ name: 'shift', ...window }, axis.expr) }
  } else shiftBySpine(scope, axis, unit, { offset, frame })
}

type Custom = Parameters<typeof customMoves>[1]
interface CustomShift {
  readonly window: Window
  readonly keys: readonly Key[]
}

function shiftByCustom(scope: Scope, axis: Axis, custom: Custom, { window, keys }: CustomShift): void {
  const whole = keys.every((key) => key.grain === window.grain)
  const moves = customMoves(scope.session, custom, window, whole)
  const counted = truncateTime(scope.session, axis.expr, axis.dimension, custom.spine.grain)
  scope.extraJoins.push(join('INNER', moves.source, equals(counted, moves.counted)))
  scope.axis = { dimension: { ...axis.dimension, dataType: null }, expr: moves.shown }
}

/** Every period of the spine meets the rows of its own earlier moment. */
function shiftBySpine(
  scope: Scope,
  axis: Axis,
  unit: RowsUnit,
  { offset, frame }: { readonly offset: Offset; readonly frame: Frame },
): void {
  const { session } = scope
  const grain = finestGrain(session, scope, frame, offset.window?.grain ?? offset.toGrain ?? 'day')
  const spine = openSpine(session, grain, freeName(scope.taken, 'spine'), factBounds(session, unit, offset))
  const own = truncateTime(session, axis.expr, axis.dimension, spine.grain)
  const start = offset.toGrain === null ? [] : periodStarts(scope, spine, frame)
  const on = combine('AND', [equals(own, earlier(session, spine, offset)), ...start])
  scope.extraJoins.push(join('INNER', spine.source, on))
  scope.axis = spineAxis(spine, axis.dimension)
}

/** Asked by the very period it goes back to the start of, a metric has that period's own rows. */
const keepsPeriod = (keys: readonly Key[], toGrain: string, { index }: Session): boolean =>
  keys.some((key) => key.grain === toGrain) &&
  keys.every((key) => key.grain !== null && rankOf(index, key.grain) >= rankOf(index, toGrain))

const MONTHLY: ReadonlySet<string> = new Set(['month', 'quarter', 'year'])

/** Whether every period moves onto one whole period: then rows move themselves, without a spine. */
function movesWhole(session: Session, keys: readonly Key[], window: Window): boolean {
  if (window.grain === 'day' || window.grain === 'week') return true
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

/**
 * Rows of the first (or last) moment of each grouping, of those asked for, and only they are added up. The moment is that
 * of all rows, also where only a part of them is then read.
 */
function semiAdditive(scope: Scope, unit: RowsUnit, frame: Frame, where: readonly Expr[]): Select {
  const { session } = scope
  const [only] = unit.outputs
  const rule = only?.measure.nonAdditive
  if (!rule) throw new Error('a semi-additive unit has its measure first')
  const moment = momentOf(scope, rule.dimension)
  const groupings = rule.groupings.map((name) => expressionOf(scope, { name, grain: null, datePart: null }))
  const timeKeys = frame.keys.filter((key) => isAxisKey(scope, key) && !key.datePart)
  const chosen: Expr = {
    kind: 'window',
    call: call(rule.choose.toUpperCase(), moment),
    partitionBy: [...groupings, ...timeKeys.map((key) => expressionOf(scope, key))],
    orderBy: [],
  }
  const bucket = sampleBucket(scope)
  const rows = select({
    columns: [
      ...keyColumns(scope, frame.keys),
      ...unit.outputs.map((one) => output(outputValue(scope, one), one.column)),
      output(moment, 'moment'),
      output(chosen, 'chosen_moment'),
      ...(bucket ? [output(bucket, SAMPLE_BUCKET)] : []),
    ],
    ...sourcesOf(scope),
    where: [...where, ...groupings.map((grouping) => isNull(grouping, true))],
  })
  const name = nameQuery(session, `${scope.fact.name}_moments`, rows)
  return select({
    columns: [
      ...frame.keys.map((key) => output(column(name, key.column), key.column)),
      ...unit.outputs.map((one) => output(aggregated(one, column(name, one.column)), one.column)),
    ],
    from: cte(name),
    where: [
      equals(column(name, 'moment'), column(name, 'chosen_moment')),
      ...(session.sampling && bucket ? [withinSample(session.sampling, column(name, SAMPLE_BUCKET))] : []),
    ],
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

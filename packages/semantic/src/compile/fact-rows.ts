import { fail } from '../errors.ts'
import { type ModelIndex, remember } from '../graph/model-index.ts'
import type { Dimension, Measure } from '../model.ts'
import { call, output, select, special } from '../sql/build.ts'
import type { Expr, OutputColumn } from '../sql/nodes.ts'
import { conditionsOn, mentionsAxis, mentionsOnlyAxis, refsOf } from './conditions.ts'
import { readExpression } from './expressions.ts'
import type { Condition, Frame } from './frame.ts'
import { applyMask, becomesText, maskOf } from './guard.ts'
import { isCustom, type Key, METRIC_TIME, type Ref, rankOf } from './keys.ts'
import { noteMask } from './notes.ts'
import {
  type Axis,
  boundExpression,
  expressionOf,
  factTable,
  lookUp,
  openScope,
  type Scope,
  sourcesOf,
  tableOf,
} from './scope.ts'
import type { Session } from './session.ts'
import { type Bounds, type Spine } from './spine.ts'
import { truncateLocal, truncateTime, withinRange } from './time.ts'
import type { Offset, RowsUnit } from './units.ts'

/** Opens a fact with its own time as the axis. */
export function openFact(session: Session, unit: Pick<RowsUnit, 'fact' | 'time'>): Scope {
  const scope = openScope(session, unit.fact)
  if (unit.time) {
    scope.rowTime = boundExpression(scope, factTable(scope), unit.time.expr)
    scope.axis = axisOf(scope, unit.time, scope.rowTime)
  }
  return scope
}

/** The axis as it may be seen: a mask holds for it as for the column, and one that leaves no time leaves no axis. */
function axisOf(scope: Scope, time: Dimension, expr: Expr): Axis | null {
  const { guard, index, notes } = scope.session
  const mask = maskOf(guard, scope.fact.relation, readExpression(index, time.expr))
  if (!mask) return { dimension: time, expr }
  if (mask.mask === 'hide' || becomesText(mask, time)) return null
  noteMask(notes, mask)
  return { dimension: time, expr: applyMask(mask, expr, time, time.name) }
}

/**
 * Opens the joins that keys and conditions need before anything is written: where a relation further along is met by
 * the fact's partition or moment, the columns on the way to it are there only together with it.
 */
export function openPaths(scope: Scope, keys: readonly Ref[], conditions: readonly Condition[]): void {
  const { index } = scope.session
  if (!hasMoments(index)) return
  for (const ref of [...keys, ...conditions.flatMap((condition) => refsOf(index, condition))]) {
    const target = ref.name === METRIC_TIME ? 'axis' : lookUp(scope, ref)
    if (target !== 'axis') tableOf(scope, target.joins)
  }
}

const hasMoments = (index: ModelIndex): boolean =>
  remember(index, 'partitions and validity', () =>
    index.model.semanticModels.some(({ dimensions }) =>
      dimensions.some((one) => one.isPartition || one.validity !== null),
    ),
  )

export const isAxisKey = (scope: Scope, key: Key): boolean => lookUp(scope, key) === 'axis'

export function hasTimeKey(session: Session, unit: Pick<RowsUnit, 'fact' | 'time'>, frame: Frame): boolean {
  const scope = openFact(session, unit)
  return scope.axis !== null && frame.keys.some((key) => isAxisKey(scope, key))
}

export const keyColumns = (scope: Scope, keys: readonly Key[]): readonly OutputColumn[] =>
  keys.map((key) => output(expressionOf(scope, key), key.column))

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

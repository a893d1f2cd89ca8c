import { fail } from '../errors.ts'
import { resolveFrom } from '../graph/resolve-dimension.ts'
import type { Dimension, SemanticModel } from '../model.ts'
import type { Filter, GroupBy, MetricsPlan, TimeRange } from '../plan.ts'
import type { ResultColumn } from '../result.ts'
import { type Asked, coarsest } from './asked-metric.ts'
import { keyColumn } from './columns.ts'
import { authoredConditions, planConditions } from './conditions.ts'
import type { Condition, Frame } from './frame.ts'
import { columnName, type Key, METRIC_TIME, readRef } from './keys.ts'
import type { Session } from './session.ts'

export const metricColumn = (one: Asked): ResultColumn => ({
  name: one.column,
  label: one.label,
  type: one.type,
  unit: one.unit,
  role: 'metric',
  additive: one.additive,
  ...(one.estimate ? { estimate: one.estimate } : {}),
  grain: null,
  source: one.source,
})

export function frameOf(
  session: Session,
  plan: MetricsPlan,
  keys: readonly Key[],
  range: TimeRange | null,
): Frame {
  const authored = session.depth === 1 ? (session.options.authoredWhere ?? []) : []
  const onMetricTime = range && (range.dimension === undefined || range.dimension === METRIC_TIME)
  const conditions: Condition[] = [
    ...planConditions(plan.where),
    ...authoredConditions(session.index, authored, null),
  ]
  if (range && !onMetricTime)
    conditions.push(...rangeFilters(range).map((filter) => ({ kind: 'filter', filter }) as const))
  return { keys, conditions, time: onMetricTime ? range : null }
}

export function rangeFilters(range: TimeRange): readonly Filter[] {
  const field = { dimension: range.dimension ?? METRIC_TIME }
  return [
    ...(range.start === null ? [] : [{ kind: 'compare', field, op: '>=', value: range.start } as const]),
    ...(range.end === null ? [] : [{ kind: 'compare', field, op: '<', value: range.end } as const]),
  ]
}

/** A group-by settled on the first fact that is asked. */
export interface Group {
  readonly asked: GroupBy
  readonly key: Key
  readonly column: ResultColumn
}

export function groupsOf(session: Session, plan: MetricsPlan, asked: readonly Asked[]): readonly Group[] {
  const grain =
    coarsest(
      session.index,
      asked.map((one) => one.grain),
    ) ?? 'day'
  const fact = asked[0]?.facts[0]
  if (!fact) throw fail('empty-plan', {})
  return plan.groupBy.map((group) => groupOn(session, group, fact, grain))
}

/** @param timeGrain of `metric_time` where none is asked */
export function groupOn(session: Session, group: GroupBy, fact: SemanticModel, timeGrain: string): Group {
  const { index } = session
  const ref = readRef(index, group.dimension, group.grain, group.datePart)
  const { path, dimension } =
    ref.name === METRIC_TIME ? { path: METRIC_TIME, dimension: null } : place(session, fact, ref.name)
  const isTime = ref.name === METRIC_TIME || dimension?.kind === 'time'
  const own = ref.name === METRIC_TIME ? timeGrain : (dimension?.grain ?? null)
  const grain = ref.datePart ? null : (ref.grain ?? (isTime ? own : null))
  const key = { ...ref, grain, column: group.as ?? columnName(path, grain, ref.datePart) }
  return { asked: group, key, column: { ...keyColumn(index, key, dimension), source: path } }
}

function place(
  session: Session,
  fact: SemanticModel,
  name: string,
): { path: string; dimension: Dimension | null } {
  const target = resolveFrom(session.index, fact, name, session.options.names)
  const owner = session.index.semanticModels.get(target.model)
  return {
    path: target.ref,
    dimension: owner?.dimensions.find((one) => one.name === target.dimension) ?? null,
  }
}

/** The ways a plan may name its own columns: as grouped, with grain, or by the metric's name under an `as`. */
export function aliasesOf(groups: readonly Group[], asked: readonly Asked[]): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>()
  const add = (name: string, column: string): void => {
    if (!aliases.has(name)) aliases.set(name, column)
  }
  for (const { asked: group, key } of groups) {
    add(group.dimension, key.column)
    add(key.name, key.column)
    add(columnName(key.name, key.grain, key.datePart), key.column)
    if (group.grain) add(columnName(group.dimension, group.grain, null), key.column)
  }
  for (const one of asked) add(one.source, one.column)
  return aliases
}

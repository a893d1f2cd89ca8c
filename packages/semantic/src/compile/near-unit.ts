import type { Filter } from '../plan.ts'
import { binary, combine, nothing, number, output, select } from '../sql/build.ts'
import type { Expr, Select } from '../sql/nodes.ts'
import { conditionsOn } from './conditions.ts'
import { axisRange, keyColumns, openFact, openPaths } from './fact-rows.ts'
import type { Condition, Frame } from './frame.ts'
import { choose, headCount, leastCount } from './group-sizes.ts'
import { rawTarget, sourcesOf } from './scope.ts'
import type { Session } from './session.ts'
import type { NearUnit } from './units.ts'

/**
 * By the keys, the fewest that a single condition of the question leaves out of a group that has rows: what the same
 * question without that condition would tell by its difference.
 */
export function renderNear(
  session: Session,
  { rows, counted, column: name }: NearUnit,
  frame: Frame,
): Select {
  const scope = openFact(session, rows)
  const conditions = [...rows.conditions, ...frame.conditions]
  openPaths(scope, frame.keys, conditions)
  const keys = keyColumns(scope, frame.keys)
  const where = conditionsOn(
    scope,
    conditions.filter(({ kind }) => kind === 'template'),
  )
  const tests = [...conditionsOn(scope, conditions.flatMap(partsOf)), ...axisRange(scope, frame, rows.metric)]
  const who = counted === 'rows' ? nothing : rawTarget(scope, counted)
  const leftOut = tests.map((test, at) => headCount(counted, who, onlyFails(test, tests.toSpliced(at, 1))))
  const kept = headCount('rows', nothing, combine('AND', tests))
  return select({
    columns: [...keys, output(leastCount(leftOut), name)],
    ...sourcesOf(scope),
    where,
    groupFirst: keys.length,
    having: [binary('>', kept, number(0))],
  })
}

/** True where the others hold and this one is false or unknown. */
function onlyFails(test: Expr, others: readonly Expr[]): Expr {
  const fails = binary('=', choose(test, number(0), number(1)), number(1))
  return combine('AND', [...others, fails]) ?? fails
}

/** The conditions of a question that must all hold, however they were put. */
function partsOf(condition: Condition): readonly Condition[] {
  if (condition.kind === 'template') return []
  return conjuncts(condition.filter, false).map((filter) => ({ ...condition, filter }))
}

function conjuncts(filter: Filter, negate: boolean): readonly Filter[] {
  if (filter.kind === 'not') return conjuncts(filter.filter, !negate)
  if (filter.kind === (negate ? 'or' : 'and'))
    return filter.filters.flatMap((part) => conjuncts(part, negate))
  return [negate ? { kind: 'not', filter } : filter]
}

import { fail } from '../../errors.ts'
import { findModel } from '../../graph/model-index.ts'
import type { Target } from '../../graph/reachable.ts'
import { resolveFrom } from '../../graph/resolve-dimension.ts'
import type { Dimension } from '../../model.ts'
import type { CheckPlan, Filter, ProfilePlan } from '../../plan.ts'
import type { Expr } from '../../sql/nodes.ts'
import { conditionsOn, planConditions } from '../conditions.ts'
import { axisRange, openFact } from '../fact-rows.ts'
import { rangeFilters } from '../groups.ts'
import { maskOf } from '../guard.ts'
import { METRIC_TIME } from '../keys.ts'
import { timeOf } from '../metric-tree.ts'
import { dimensionOf, rawTarget, type Scope } from '../scope.ts'
import type { Session } from '../session.ts'
import { checkRange, localTime } from '../time.ts'

/** A scan of a plan's model, before anything is read of it. */
export function openRows(session: Session, plan: CheckPlan | ProfilePlan): Scope {
  const fact = findModel(session.index, plan.model)
  return openFact(session, { fact, time: timeOf(fact, null) })
}

/** What narrows the rows a plan looks at; called before the sources are written, for it may add joins. */
export function rowsAsked(scope: Scope, plan: CheckPlan | ProfilePlan): readonly Expr[] {
  const { time } = plan
  if (time) checkRange(time)
  const onAxis = time && (time.dimension === undefined || time.dimension === METRIC_TIME)
  const filters: readonly Filter[] = time && !onAxis ? [...plan.where, ...rangeFilters(time)] : plan.where
  const bounds = onAxis ? axisRange(scope, { keys: [], conditions: [], time }, plan.model) : []
  return [...conditionsOn(scope, planConditions(filters)), ...bounds]
}

/** A column looked at. */
export interface Looked {
  readonly target: Target
  readonly dimension: Dimension | null
  /** A time in the calendar's zone. */
  readonly expr: Expr
  /** As it is stored, for lengths of time: no clock change stands between two moments. */
  readonly stored: Expr
}

/**
 * A dimension or entity as it is stored, a time in the calendar's zone.
 * @throws `semantic/masked-measure` for a masked one: what is counted of it would tell what it holds
 */
export function lookAt(scope: Scope, name: string): Looked {
  const target = resolveFrom(scope.session.index, scope.fact, name)
  const dimension = dimensionOf(scope, target)
  const raw = rawTarget(scope, target)
  const owner = findModel(scope.session.index, target.model)
  if (maskOf(scope.session.guard, owner.relation, raw))
    throw fail('masked-measure', { name: `What ${target.ref} holds`, column: target.ref })
  const expr = dimension ? localTime(scope.session, raw, dimension) : raw
  return { target, dimension, expr, stored: raw }
}

/** Two times as they can be compared: as stored where both are stored alike, else in the calendar's zone. */
export const comparable = (a: Looked, b: Looked): readonly [Expr, Expr] =>
  a.dimension?.dataType === b.dimension?.dataType ? [a.stored, b.stored] : [a.expr, b.expr]

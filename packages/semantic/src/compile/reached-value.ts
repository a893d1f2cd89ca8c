import { fail } from '../errors.ts'
import type { ElapsedUnit } from '../inline-measure.ts'
import { binary, number, special } from '../sql/build.ts'
import type { Expr } from '../sql/nodes.ts'
import { readExpression } from './expressions.ts'
import { maskOf } from './guard.ts'
import type { Ref } from './keys.ts'
import { authoredExpression, lookUp, rawTarget, type Scope } from './scope.ts'

/** What an inline measure is taken over, where that is not a column of the rows it is taken of. */
export interface Reach {
  readonly over: Ref
  readonly since: { readonly ref: Ref; readonly unit: ElapsedUnit } | null
}

const MICROS: Readonly<Record<ElapsedUnit, number>> = {
  second: 1e6,
  minute: 60e6,
  hour: 3600e6,
  day: 86_400e6,
  week: 604_800e6,
}

/** A joined dimension, or the time between two, unmasked. @throws `semantic/masked-measure` */
export function reachedValue(scope: Scope, measure: string, { over, since }: Reach): Expr {
  if (!since) return unmasked(scope, measure, over)
  return elapsedBetween(scope, measure, { from: since.ref, to: over, unit: since.unit })
}

interface Elapsed {
  readonly from: Ref
  readonly to: Ref
  readonly unit: ElapsedUnit
}

/** The time between two dimensions of a row in a unit, a double. @throws `semantic/masked-measure` */
export function elapsedBetween(scope: Scope, what: string, { from, to, unit }: Elapsed): Expr {
  const micros = binary(
    '-',
    special({ name: 'micros' }, unmasked(scope, what, to)),
    special({ name: 'micros' }, unmasked(scope, what, from)),
  )
  return binary('/', special({ name: 'toDouble' }, micros), number(MICROS[unit]))
}

function unmasked(scope: Scope, measure: string, ref: Ref): Expr {
  const target = lookUp(scope, ref)
  const { guard, index } = scope.session
  const model = target === 'axis' ? scope.fact : index.semanticModels.get(target.model)
  if (!model) throw new Error(`${ref.name} belongs to a model`)
  const text = target === 'axis' ? scope.axis?.dimension.expr : authoredExpression(model, target)
  const mask = maskOf(guard, model.relation, readExpression(index, text ?? ''))
  if (mask) throw fail('masked-measure', { name: measure, column: mask.dimension })
  if (target !== 'axis') return rawTarget(scope, target)
  if (!scope.axis) throw new Error('an axis was looked up, so it is there')
  return scope.axis.expr
}

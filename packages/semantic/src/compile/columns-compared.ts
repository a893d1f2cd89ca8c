import { fail } from '../errors.ts'
import type { Dimension } from '../model.ts'
import type { ColumnsFilter, DimensionField } from '../plan.ts'
import { binary, number } from '../sql/build.ts'
import type { Expr } from '../sql/nodes.ts'
import { describeFilter } from './describe.ts'
import { type Ref, readRef } from './keys.ts'
import { elapsedBetween } from './reached-value.ts'
import { dimensionOf, expressionOf, lookUp, maskedTarget, type Scope } from './scope.ts'
import { localTime } from './time.ts'

/** Two dimensions of a row compared. @throws `semantic/type-mismatch`, `semantic/not-a-time`, `semantic/masked-measure` */
export function columnsOn(scope: Scope, filter: ColumnsFilter): Expr {
  const { op, apart } = filter
  const left = sideOf(scope, filter.field)
  const right = sideOf(scope, filter.to)
  if (apart) {
    for (const side of [left, right])
      if (!isTime(side)) throw fail('not-a-time', { dimension: side.ref.name })
    const elapsed = { from: right.ref, to: left.ref, unit: apart.unit }
    return binary(op, elapsedBetween(scope, describeFilter(filter), elapsed), number(apart.count))
  }
  if (natureOf(left) !== natureOf(right))
    throw fail('type-mismatch', {
      name: left.ref.name,
      expected: `${words[natureOf(right)]}, as ${right.ref.name} is`,
      given: words[natureOf(left)],
    })
  const byDay = isTime(left) && isMoment(left) !== isMoment(right)
  return binary(op, valueOf(scope, left, byDay), valueOf(scope, right, byDay))
}

interface Side {
  readonly ref: Ref
  readonly dimension: Dimension | null
}

function sideOf(scope: Scope, field: DimensionField): Side {
  const ref = readRef(scope.session.index, field.dimension, field.grain, field.datePart)
  return { ref, dimension: dimensionOf(scope, lookUp(scope, ref)) }
}

const isTime = ({ dimension, ref }: Side): boolean => dimension?.kind === 'time' && ref.datePart === null

const isMoment = ({ dimension, ref }: Side): boolean =>
  ref.grain === null && dimension?.dataType === 'timestamp'

const words = { time: 'a time', number: 'a number', other: 'a text' } as const

function natureOf(side: Side): keyof typeof words {
  if (isTime(side)) return 'time'
  const type = side.ref.datePart ? 'integer' : side.dimension?.dataType
  return type === 'integer' || type === 'decimal' || type === 'double' ? 'number' : 'other'
}

/** A time without a grain is the moment it is, or its day. */
function valueOf(scope: Scope, { ref, dimension }: Side, byDay: boolean): Expr {
  if (dimension?.kind !== 'time' || ref.datePart || ref.grain) return expressionOf(scope, ref)
  if (byDay) return expressionOf(scope, { ...ref, grain: 'day' })
  const target = lookUp(scope, ref)
  if (target === 'axis') {
    if (!scope.axis) throw new Error('an axis was looked up, so it is there')
    return localTime(scope.session, scope.axis.expr, dimension)
  }
  return localTime(scope.session, maskedTarget(scope, target), dimension)
}

import { binary, call, number, special } from '../../sql/build.ts'
import type { Expr } from '../../sql/nodes.ts'

/** What ClickHouse cannot say, in what it can. */
export function rewrite(expr: Expr): Expr {
  if (expr.kind === 'binary') return rewriteDifference(expr)
  return expr.kind === 'window' ? rewriteWideFrame(expr) : expr
}

/**
 * What lies between two moments is a number here, of microseconds, and between two dates nothing at all: said as a
 * count of periods, where it can be seen that they are moments or dates.
 */
function rewriteDifference(expr: Extract<Expr, { kind: 'binary' }>): Expr {
  const { op, left, right } = expr
  if (op === '-' && isDate(left) && isDate(right))
    return special({ name: 'periods', grain: 'day' }, right, left)
  if (op !== '+' || right.kind !== 'binary' || right.op !== '-' || !isMoment(right.left)) return expr
  const between = special({ name: 'periods', grain: 'microsecond' }, right.right, right.left)
  return call('addMicroseconds', left, between)
}

const WIDEST_FRAME = 2 ** 31 - 1

/**
 * A frame reaches no further than 32 bits. A wider one is counted in tens, hundreds … of the order's unit: of
 * microseconds, a week in milliseconds, a month in hundredths of a second. Rows nearer to an edge than that are taken
 * for being on it.
 */
function rewriteWideFrame(expr: Extract<Expr, { kind: 'window' }>): Expr {
  const { frame, orderBy } = expr
  const reach = Math.max(Math.abs(frame?.preceding ?? 0), Math.abs(frame?.following ?? 0))
  if (!frame || reach <= WIDEST_FRAME) return expr
  const unit = 10 ** Math.ceil(Math.log10(reach / WIDEST_FRAME))
  const scaled = (one: number | null): number | null => (one === null ? null : Math.trunc(one / unit))
  return {
    ...expr,
    orderBy: orderBy.map((term) => ({ ...term, expr: binary('//', term.expr, number(unit)) })),
    frame: { preceding: scaled(frame.preceding), following: scaled(frame.following) },
  }
}

const isMoment = (expr: Expr): boolean =>
  (expr.kind === 'moment' && expr.type === 'timestamp') ||
  (expr.kind === 'cast' && /^(timestamp|datetime)/i.test(expr.type))

const isDate = (expr: Expr): boolean =>
  (expr.kind === 'moment' && expr.type === 'date') ||
  (expr.kind === 'cast' && /^date$/i.test(expr.type)) ||
  (expr.kind === 'special' && expr.special.name === 'toDate')

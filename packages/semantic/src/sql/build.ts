import type {
  BinaryOp,
  CallExpr,
  Expr,
  JoinClause,
  OrderTerm,
  OutputColumn,
  Select,
  Source,
  Special,
} from './nodes.ts'

/** Short constructors of SQL nodes. */
export const column = (table: string | null, name: string): Expr => ({ kind: 'column', table, name })
export const string = (value: string): Expr => ({ kind: 'string', value })
export const number = (value: number): Expr => ({ kind: 'number', text: String(value) })
export const boolean = (value: boolean): Expr => ({ kind: 'boolean', value })
export const nothing: Expr = { kind: 'null' }
export const moment = (type: 'date' | 'timestamp', value: string): Expr => ({ kind: 'moment', type, value })
export const binary = (op: BinaryOp, left: Expr, right: Expr): Expr => ({ kind: 'binary', op, left, right })
export const equals = (left: Expr, right: Expr): Expr => binary('=', left, right)
export const not = (operand: Expr): Expr => ({ kind: 'unary', op: 'NOT', operand })
export const isNull = (operand: Expr, negate = false): Expr => ({ kind: 'is', operand, what: 'NULL', negate })
export const cast = (operand: Expr, type: string): Expr => ({ kind: 'cast', operand, type, lenient: false })
export const call = (name: string, ...args: Expr[]): CallExpr => ({
  kind: 'call',
  name,
  args,
  distinct: false,
  filter: null,
})
export const special = (what: Special, ...args: Expr[]): Expr => ({ kind: 'special', special: what, args })
export const output = (expr: Expr, name: string): OutputColumn => ({ kind: 'output', expr, name })
export const order = (expr: Expr, direction: 'asc' | 'desc'): OrderTerm => ({
  kind: 'order',
  expr,
  direction,
  nulls: 'last',
})
export const join = (type: JoinClause['type'], source: Source, on: Expr | null): JoinClause => ({
  kind: 'join',
  type,
  source,
  on,
})
export const cte = (name: string, alias = name): Source => ({ kind: 'cte', name, alias })

/** All of them joined by AND or OR; null when there is none. */
export function combine(op: 'AND' | 'OR', parts: readonly Expr[]): Expr | null {
  const [first, ...rest] = parts
  return first ? rest.reduce((left, right) => binary(op, left, right), first) : null
}

/** A select with everything else absent. */
export const select = (parts: Partial<Select> & Pick<Select, 'columns'>): Select => ({
  kind: 'select',
  distinct: false,
  from: null,
  joins: [],
  where: [],
  groupFirst: 0,
  having: [],
  qualify: null,
  orderBy: [],
  limit: null,
  ...parts,
})

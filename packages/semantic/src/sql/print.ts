import type { Dialect } from '../dialects/dialect.ts'
import type { Expr, JoinClause, OrderTerm, Query, Select, Source, Statement } from './nodes.ts'

/** How tightly each kind binds; an operand that binds less than its parent asks is put in parentheses. */
const levels: Readonly<Record<string, number>> = {
  OR: 1,
  AND: 2,
  NOT: 3,
  IS: 4,
  '=': 5,
  '!=': 5,
  '<': 5,
  '<=': 5,
  '>': 5,
  '>=': 5,
  'IS DISTINCT FROM': 4,
  'IS NOT DISTINCT FROM': 4,
  LIKE: 6,
  '||': 7,
  '+': 8,
  '-': 8,
  '*': 9,
  '/': 9,
  '//': 9,
  '%': 9,
  'AT TIME ZONE': 10,
}
const ATOM = 12

/** One statement, laid out for a reader: a clause a line, CTEs first. */
export function printStatement(statement: Statement, dialect: Dialect): string {
  const body = printQuery(statement.body, dialect, '')
  if (statement.ctes.length === 0) return body
  const ctes = statement.ctes.map(
    ({ name, query }) => `${dialect.quoteIdentifier(name)} AS (\n${printQuery(query, dialect, '  ')}\n)`,
  )
  return `WITH ${ctes.join(',\n')}\n${body}`
}

function printQuery(query: Query, dialect: Dialect, indent: string): string {
  if (query.kind === 'select') return printSelect(query, dialect, indent)
  return query.queries.map((one) => printSelect(one, dialect, indent)).join(`\n${indent}UNION ALL\n`)
}

function printSelect(query: Select, dialect: Dialect, indent: string): string {
  const expr = (node: Expr): string => printExpr(node, dialect, 0, indent)
  const columns = query.columns.map((column) => {
    const text = expr(column.expr)
    if (column.expr.kind === 'star') return text
    const name = dialect.quoteIdentifier(column.name)
    return text === name ? text : `${text} AS ${name}`
  })
  const parts = [
    `SELECT${query.distinct ? ' DISTINCT' : ''}${columns.length === 1 ? ' ' : `\n${indent}  `}${columns.join(`,\n${indent}  `)}`,
    query.from && `FROM ${printSource(query.from, dialect, indent)}`,
    ...query.joins.map((clause) => printJoin(clause, dialect, indent)),
    printConditions('WHERE', query.where, dialect, indent),
    query.groupFirst > 0 &&
      `GROUP BY ${Array.from({ length: query.groupFirst }, (_, at) => at + 1).join(', ')}`,
    printConditions('HAVING', query.having, dialect, indent),
    query.qualify && `QUALIFY ${expr(query.qualify)}`,
    query.orderBy.length > 0 && `ORDER BY ${printOrder(query.orderBy, dialect, indent)}`,
    query.limit !== null && `LIMIT ${query.limit}`,
  ]
  return parts
    .filter((part) => typeof part === 'string')
    .map((part) => indent + part)
    .join('\n')
}

const printConditions = (
  word: string,
  conditions: readonly Expr[],
  dialect: Dialect,
  indent: string,
): string | false =>
  conditions.length > 0 &&
  `${word} ${conditions.map((one) => printExpr(one, dialect, conditions.length > 1 ? 3 : 0, indent)).join(`\n${indent}  AND `)}`

const printOrder = (terms: readonly OrderTerm[], dialect: Dialect, indent: string): string =>
  terms
    .map(
      (term) =>
        `${printExpr(term.expr, dialect, 0, indent)}${term.direction === 'desc' ? ' DESC' : ''} NULLS ${term.nulls.toUpperCase()}`,
    )
    .join(', ')

function printJoin(clause: JoinClause, dialect: Dialect, indent: string): string {
  const source = printSource(clause.source, dialect, indent)
  if (clause.on === null) return `${clause.type} JOIN ${source}`
  return `${clause.type} JOIN ${source}\n${indent}  ON ${printExpr(clause.on, dialect, 0, indent)}`
}

function printSource(source: Source, dialect: Dialect, indent: string): string {
  const name = dialect.quoteIdentifier
  const withAlias = (text: string, plain: string): string =>
    plain === source.alias ? text : `${text} AS ${name(source.alias)}`
  switch (source.kind) {
    case 'relation': {
      const path = [source.database, source.schema, source.name].filter((part) => part !== null)
      return withAlias(path.map(name).join('.'), source.name)
    }
    case 'cte':
      return withAlias(name(source.name), source.name)
    case 'derived':
      return `(\n${printQuery(source.query, dialect, `${indent}  `)}\n${indent}) AS ${name(source.alias)}`
    case 'series': {
      const first = printExpr(source.first, dialect, 0, indent)
      const last = printExpr(source.last, dialect, 0, indent)
      return `${dialect.series(first, last, source.grain, name(source.column))} AS ${name(source.alias)}`
    }
  }
}

/** An expression alone, for goldens and messages. */
export const printExpression = (expr: Expr, dialect: Dialect): string => printExpr(expr, dialect, 0, '')

/** `level` = how tightly the place binds. */
function printExpr(expr: Expr, dialect: Dialect, level: number, indent: string): string {
  const [text, own] = printNode(expr, dialect, indent)
  return own < level ? `(${text})` : text
}

/** Text and how tightly it binds. */
function printNode(expr: Expr, dialect: Dialect, indent: string): readonly [string, number] {
  const at = (node: Expr, level = 0): string => printExpr(node, dialect, level, indent)
  const list = (nodes: readonly Expr[]): string => nodes.map((node) => at(node)).join(', ')
  const negation = (negate: boolean): string => (negate ? 'NOT ' : '')
  switch (expr.kind) {
    case 'binary':
      return printBinary(expr, at)
    case 'unary':
      return expr.op === 'NOT' ? [`NOT ${at(expr.operand, 3)}`, 3] : [`-${at(expr.operand, 11)}`, 11]
    case 'call':
      return [printCall(expr, at), ATOM]
    case 'window': {
      const partition = expr.partitionBy.length > 0 ? `PARTITION BY ${list(expr.partitionBy)}` : ''
      const ordering = expr.orderBy.length > 0 ? `ORDER BY ${printOrder(expr.orderBy, dialect, indent)}` : ''
      return [`${at(expr.call)} OVER (${[partition, ordering].filter(Boolean).join(' ')})`, ATOM]
    }
    case 'cast':
      return [
        `${expr.lenient ? 'TRY_CAST' : 'CAST'}(${at(expr.operand)} AS ${dialect.typeName(expr.type)})`,
        ATOM,
      ]
    case 'case':
      return [printCase(expr, at), ATOM]
    case 'in':
      return [`${at(expr.operand, 7)} ${negation(expr.negate)}IN (${list(expr.items)})`, 4]
    case 'inQuery':
      return [
        `${at(expr.operand, 7)} ${negation(expr.negate)}IN (\n${printQuery(expr.query, dialect, `${indent}    `)}\n${indent}  )`,
        4,
      ]
    case 'between':
      return [
        `${at(expr.operand, 7)} ${negation(expr.negate)}BETWEEN ${at(expr.low, 7)} AND ${at(expr.high, 7)}`,
        4,
      ]
    case 'like': {
      const escape = expr.escape ? ` ESCAPE ${at(expr.escape)}` : ''
      const word = expr.caseless ? 'ILIKE' : 'LIKE'
      return [`${at(expr.operand, 7)} ${negation(expr.negate)}${word} ${at(expr.pattern, 7)}${escape}`, 4]
    }
    case 'is':
      return [`${at(expr.operand, 7)} IS ${negation(expr.negate)}${expr.what}`, 4]
    case 'extract':
      return [`EXTRACT(${expr.part} FROM ${at(expr.operand)})`, ATOM]
    case 'query':
      return [`(\n${printQuery(expr.query, dialect, `${indent}    `)}\n${indent}  )`, ATOM]
    case 'special':
      return printSpecial(
        expr.special.name,
        dialect.special(
          expr.special,
          expr.args.map((arg) => at(arg, specialLevel(expr.special.name))),
        ),
      )
    case 'opaque':
      return [`(${expr.text})`, ATOM]
    default:
      return [printLeaf(expr, dialect), ATOM]
  }
}

/** Specials that print as an operator bind like one, and their arguments must bind more tightly. */
const operators: Readonly<Record<string, number>> = { shift: 8, ratio: 9, truncate: 8 }
const specialLevel = (name: string): number => (name === 'shift' || name === 'truncate' ? 8 : 0)
const printSpecial = (name: string, text: string): readonly [string, number] => [
  text,
  operators[name] ?? ATOM,
]

function printLeaf(expr: Expr, dialect: Dialect): string {
  switch (expr.kind) {
    case 'column':
      return expr.table === null
        ? dialect.quoteIdentifier(expr.name)
        : `${dialect.quoteIdentifier(expr.table)}.${dialect.quoteIdentifier(expr.name)}`
    case 'string':
      return dialect.quoteString(expr.value)
    case 'number':
      return expr.text
    case 'boolean':
      return expr.value ? 'TRUE' : 'FALSE'
    case 'null':
      return 'NULL'
    case 'moment':
      return dialect.moment(expr.type, expr.value)
    case 'interval':
      return dialect.interval(expr.count, expr.grain)
    case 'star':
      return '*'
    default:
      throw new Error(`cannot print a ${expr.kind} that was not bound`)
  }
}

type At = (node: Expr, level?: number) => string

function printBinary(expr: Extract<Expr, { kind: 'binary' }>, at: At): readonly [string, number] {
  const level = levels[expr.op] ?? ATOM
  const associative = expr.op === 'AND' || expr.op === 'OR'
  return [`${at(expr.left, level)} ${expr.op} ${at(expr.right, associative ? level : level + 1)}`, level]
}

function printCall(expr: Extract<Expr, { kind: 'call' }>, at: At): string {
  const args = expr.args.map((arg) => at(arg)).join(', ')
  const filter = expr.filter ? ` FILTER (WHERE ${at(expr.filter)})` : ''
  return `${expr.name}(${expr.distinct ? 'DISTINCT ' : ''}${args})${filter}`
}

function printCase(expr: Extract<Expr, { kind: 'case' }>, at: At): string {
  const operand = expr.operand ? ` ${at(expr.operand)}` : ''
  const whens = expr.whens.map((when) => `WHEN ${at(when.condition)} THEN ${at(when.result)}`)
  const otherwise = expr.otherwise ? ` ELSE ${at(expr.otherwise)}` : ''
  return `CASE${operand} ${whens.join(' ')}${otherwise} END`
}

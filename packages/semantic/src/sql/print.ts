import type { Dialect } from '../dialects/dialect.ts'
import { nothing, output, select } from './build.ts'
import { lowered } from './lower.ts'
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
  '<<': 7,
  '>>': 7,
  '&': 7,
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
  const ending = dialect.ending === undefined ? '' : `\n${dialect.ending}`
  const body = `${printQuery(statement.body, dialect, '')}${ending}`
  if (statement.ctes.length === 0) return body
  const ctes = statement.ctes.map(
    ({ name, query, inline }) =>
      `${dialect.quoteIdentifier(name)} AS${inline ? dialect.inlineHint : ''} (\n${printQuery(query, dialect, '  ')}\n)`,
  )
  return `WITH ${ctes.join(',\n')}\n${body}`
}

function printQuery(asked: Query, dialect: Dialect, indent: string): string {
  const query = lowered(asked, dialect)
  if (query.kind === 'select') return printSelect(query, dialect, indent)
  return query.queries.map((one) => printSelect(one, dialect, indent)).join(`\n${indent}UNION ALL\n`)
}

function printSelect(query: Select, dialect: Dialect, indent: string): string {
  const expr = (node: Expr): string => printExpr(node, dialect, 0, indent)
  const columns = query.columns.map((column) => {
    const printed = expr(column.expr)
    if (column.expr.kind === 'star') return printed
    const text = dialect.truth && isTest(column.expr) ? dialect.truth(printed) : printed
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
    query.orderBy.length > 0 && `ORDER BY ${printOrder(ordered(query, dialect), dialect, indent)}`,
    query.limit !== null && `LIMIT ${query.limit}`,
  ]
  return parts
    .filter((part) => typeof part === 'string')
    .map((part) => indent + part)
    .join('\n')
}

/** The terms, those that name a column of the result by its place where the dialect asks for that. */
function ordered({ columns, orderBy }: Select, dialect: Dialect): readonly OrderTerm[] {
  if (!dialect.orderByPlace) return orderBy
  return orderBy.map((term) => {
    const { expr } = term
    const place =
      expr.kind === 'column' && expr.table === null ? columns.findIndex(({ name }) => name === expr.name) : -1
    return place < 0 ? term : { ...term, expr: { kind: 'number', text: String(place + 1) } }
  })
}

const TESTS = new Set<Expr['kind']>(['in', 'inQuery', 'between', 'like', 'is'])

/** Whether an expression can only be true, false or null. */
const isTest = (expr: Expr): boolean =>
  TESTS.has(expr.kind) ||
  (expr.kind === 'unary' && expr.op === 'NOT') ||
  (expr.kind === 'binary' && (levels[expr.op] ?? ATOM) < OPERAND)

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
      const quoted = dialect.quotePath?.(path) ?? path.map(name).join('.')
      return withAlias(quoted, dialect.quotePath && path.length > 1 ? '' : source.name)
    }
    case 'cte':
      return withAlias(name(source.name), source.name)
    case 'derived':
      return `(\n${printQuery(source.query, dialect, `${indent}  `)}\n${indent}) AS ${name(source.alias)}`
    case 'values': {
      if (!dialect.constantRows)
        return printSource(
          { kind: 'derived', query: selectsOf(source), alias: source.alias },
          dialect,
          indent,
        )
      const rows = source.rows.map(
        (row) => `(${row.map((cell) => printExpr(cell, dialect, 0, indent)).join(', ')})`,
      )
      return `(VALUES ${rows.join(', ')}) AS ${name(source.alias)}(${source.columns.map(name).join(', ')})`
    }
    case 'series': {
      const first = printExpr(source.first, dialect, 0, indent)
      const last = printExpr(source.last, dialect, 0, indent)
      return `${dialect.series(first, last, source.grain, name(source.column))} AS ${name(source.alias)}`
    }
  }
}

const selectsOf = ({ rows, columns }: Extract<Source, { kind: 'values' }>): Query => ({
  kind: 'union',
  queries: rows.map((row) =>
    select({ columns: columns.map((name, at) => output(row[at] ?? nothing, name)) }),
  ),
})

/** An expression alone, for goldens and messages. */
export const printExpression = (expr: Expr, dialect: Dialect): string => printExpr(expr, dialect, 0, '')

/** `level` = how tightly the place binds. */
function printExpr(asked: Expr, dialect: Dialect, level: number, indent: string): string {
  const expr = dialect.rewrite?.(asked) ?? asked
  const at = (node: Expr, inner = 0): string => printExpr(node, dialect, inner, indent)
  const print = printers[expr.kind] as (node: Expr, place: Place) => Printed
  const [text, own] = print(expr, {
    at,
    dialect,
    indent,
    list: (nodes) => nodes.map((node) => at(node)).join(', '),
  })
  return own < level ? `(${text})` : text
}

interface Place {
  /** Prints a part; `level` = how tightly the place binds. */
  readonly at: (node: Expr, level?: number) => string
  readonly list: (nodes: readonly Expr[]) => string
  readonly dialect: Dialect
  readonly indent: string
}

/** Text and how tightly it binds. */
type Printed = readonly [text: string, level: number]
type Printers = { readonly [K in Expr['kind']]: (node: Extract<Expr, { kind: K }>, place: Place) => Printed }

const TEST = 4
const OPERAND = 7
const negation = (negate: boolean): string => (negate ? 'NOT ' : '')
const atom = (text: string): Printed => [text, ATOM]

const printers: Printers = {
  column: ({ table, name, bare }, { dialect }) => {
    const folded = bare ? dialect.foldName(name) : name
    return atom([...(table === null ? [] : [table]), folded].map(dialect.quoteIdentifier).join('.'))
  },
  string: ({ value }, { dialect }) => atom(dialect.quoteString(value)),
  number: ({ text }) => atom(text),
  boolean: ({ value }) => atom(value ? 'TRUE' : 'FALSE'),
  null: () => atom('NULL'),
  moment: ({ type, value }, { dialect }) => atom(dialect.moment(type, value)),
  interval: ({ count, grain }, { dialect }) => atom(dialect.interval(count, grain)),
  star: () => atom('*'),
  binary: printBinary,
  unary: ({ op, operand }, { at }) =>
    op === 'NOT' ? [`NOT ${at(operand, 3)}`, 3] : [`-${at(operand, ATOM)}`, 11],
  call: printCall,
  window: printWindow,
  cast: ({ operand, type, lenient }, { at, dialect }) =>
    atom(
      lenient ? dialect.lenientCast(at(operand), type) : `CAST(${at(operand)} AS ${dialect.typeName(type)})`,
    ),
  case: printCase,
  in: ({ operand, items, negate }, { at, list }) => [
    `${at(operand, OPERAND)} ${negation(negate)}IN (${list(items)})`,
    TEST,
  ],
  inQuery: ({ operand, query, negate }, { at, dialect, indent }) => [
    `${at(operand, OPERAND)} ${negation(negate)}IN (\n${printQuery(query, dialect, `${indent}    `)}\n${indent}  )`,
    TEST,
  ],
  between: ({ operand, low, high, negate }, { at }) => [
    `${at(operand, OPERAND)} ${negation(negate)}BETWEEN ${at(low, OPERAND)} AND ${at(high, OPERAND)}`,
    TEST,
  ],
  like: printLike,
  is: ({ operand, what, negate }, { at }) => [`${at(operand, OPERAND)} IS ${negation(negate)}${what}`, TEST],
  extract: ({ part, operand }, { at }) => atom(`EXTRACT(${part} FROM ${at(operand)})`),
  query: ({ query }, { dialect, indent }) =>
    atom(`(\n${printQuery(query, dialect, `${indent}    `)}\n${indent}  )`),
  special: printSpecial,
  opaque: ({ text }) => atom(`(${text})`),
  template: ({ template }) => {
    throw new Error(`the reference to ${template.name} was never bound`)
  },
}

/** Specials that print as an operator bind like one, and so must their arguments. */
const operators: Readonly<Record<string, number>> = { shift: 8, truncate: 8, ratio: 9, periods: 9 }

function printSpecial(
  { special, args }: Extract<Expr, { kind: 'special' }>,
  { at, dialect }: Place,
): Printed {
  const inner = special.name === 'ratio' ? 0 : (operators[special.name] ?? 0)
  const printed = args.map((arg) => at(arg, inner))
  return [dialect.special(special, printed), operators[special.name] ?? ATOM]
}

function printBinary(expr: Extract<Expr, { kind: 'binary' }>, { at, dialect }: Place): Printed {
  const level = levels[expr.op] ?? ATOM
  const spelled = dialect.operators[expr.op]
  if (spelled) return [spelled(at(expr.left), at(expr.right)), level]
  const isLogic = expr.op === 'AND' || expr.op === 'OR'
  const compares = level === TEST || level === levels['=']
  return [
    `${at(expr.left, compares ? level + 1 : level)} ${expr.op} ${at(expr.right, isLogic ? level : level + 1)}`,
    level,
  ]
}

function printCall(expr: Extract<Expr, { kind: 'call' }>, place: Place): Printed {
  const plain = plainCall(expr, place)
  const spelled = place.dialect.functions[expr.name.toUpperCase()]
  return atom(
    spelled
      ? spelled(
          expr.args.map((arg) => place.at(arg)),
          plain,
        )
      : plain,
  )
}

function plainCall(expr: Extract<Expr, { kind: 'call' }>, { at, list }: Place): string {
  const filter = expr.filter ? ` FILTER (WHERE ${at(expr.filter)})` : ''
  return `${expr.name}(${expr.distinct ? 'DISTINCT ' : ''}${list(expr.args)})${filter}`
}

function printWindow(expr: Extract<Expr, { kind: 'window' }>, place: Place): Printed {
  const { at, list, dialect, indent } = place
  const parts = [
    expr.partitionBy.length > 0 && `PARTITION BY ${list(expr.partitionBy)}`,
    expr.orderBy.length > 0 && `ORDER BY ${printOrder(expr.orderBy, dialect, indent)}`,
    expr.frame &&
      `RANGE BETWEEN ${bound(expr.frame.preceding, true)} AND ${bound(expr.frame.following, false)}`,
  ]
  const over = ` OVER (${parts.filter(Boolean).join(' ')})`
  if (expr.call.kind !== 'call') return atom(`${at(expr.call)}${over}`)
  const call = plainCall(expr.call, place)
  const spelled = dialect.windows?.[expr.call.name.toUpperCase()]
  return atom(
    spelled
      ? spelled(
          call,
          over,
          expr.call.args.map((arg) => at(arg)),
        )
      : `${call}${over}`,
  )
}

/** A frame's edge; a negative reach lies on the other side of the row. */
function bound(reach: number | null, before: boolean): string {
  if (reach === null) return before ? 'UNBOUNDED PRECEDING' : 'UNBOUNDED FOLLOWING'
  if (reach === 0) return 'CURRENT ROW'
  return `${Math.abs(reach)} ${before === reach > 0 ? 'PRECEDING' : 'FOLLOWING'}`
}

function printCase(expr: Extract<Expr, { kind: 'case' }>, { at }: Place): Printed {
  const operand = expr.operand ? ` ${at(expr.operand)}` : ''
  const whens = expr.whens.map((when) => `WHEN ${at(when.condition)} THEN ${at(when.result)}`)
  const otherwise = expr.otherwise ? ` ELSE ${at(expr.otherwise)}` : ''
  return atom(`CASE${operand} ${whens.join(' ')}${otherwise} END`)
}

function printLike(expr: Extract<Expr, { kind: 'like' }>, { at, dialect }: Place): Printed {
  const isPlain = expr.pattern.kind === 'string' && !expr.pattern.value.includes('\\')
  const escape = expr.escape ? ` ESCAPE ${at(expr.escape)}` : isPlain ? '' : dialect.noEscape
  const word = expr.caseless ? 'ILIKE' : 'LIKE'
  const operand = expr.caseless ? dialect.caselessText(at(expr.operand)) : null
  return [
    `${operand ?? at(expr.operand, OPERAND)} ${negation(expr.negate)}${word} ${at(expr.pattern, OPERAND)}${escape}`,
    TEST,
  ]
}

import { binary, call, number, special, string } from '../../sql/build.ts'
import type { CallExpr, Expr, OrderTerm } from '../../sql/nodes.ts'

/** Words that stand in a call as they are: `DATE_TRUNC(day, MONTH)`. */
const keyword = (text: string): Expr => ({ kind: 'number', text })

/**
 * What BigQuery cannot say, in what it can: a filter on an aggregate, LIKE with ESCAPE or without regard to case,
 * places of NULL in a window, literals of time beside a column of DATE, DATETIME or TIMESTAMP (which do not compare
 * with each other, while a text takes the type of its neighbour).
 */
export function rewriteExpr(expr: Expr): Expr {
  const rewrite = rewrites[expr.kind] as ((node: Expr) => Expr) | undefined
  return rewrite ? rewrite(expr) : expr
}

type Rewrites = { readonly [K in Expr['kind']]?: (node: Extract<Expr, { kind: K }>) => Expr }

const rewrites: Rewrites = {
  call: (expr) => (expr.filter ? withoutFilter(expr, expr.filter) : expr),
  window: (expr) => ({ ...expr, orderBy: windowOrder(expr), call: rewriteExpr(expr.call) }),
  like: rewriteLike,
  extract: rewriteExtract,
  special: rewriteSpecial,
  binary: rewriteComparison,
  between: (expr) => ({
    ...expr,
    low: beside(expr.operand, expr.low),
    high: beside(expr.operand, expr.high),
  }),
  in: (expr) => ({ ...expr, items: expr.items.map((item) => beside(expr.operand, item)) }),
  case: rewriteCase,
}

/** Aggregates pass over NULL, so what the filter leaves out becomes one. */
function withoutFilter(expr: CallExpr, filter: Expr): Expr {
  const [first, ...rest] = expr.args
  if (!first || first.kind === 'star') return call('COUNTIF', filter)
  const kept: Expr = {
    kind: 'call',
    name: 'IF',
    args: [filter, first, { kind: 'null' }],
    distinct: false,
    filter: null,
  }
  return { ...expr, args: [kept, ...rest], filter: null }
}

/** These number or look up rows, and take any place of NULL; in the window of an aggregate only BigQuery's own parses. */
const NUMBERING = new Set([
  'rank',
  'dense_rank',
  'row_number',
  'lead',
  'lag',
  'first_value',
  'last_value',
  'ntile',
])

/**
 * `ASC NULLS LAST` is refused in the window of an aggregate. Without a numeric reach the NULLs are moved by a term
 * before it; with one, which must be the only term, a NULL has only NULLs for neighbours and its place is the same.
 */
function windowOrder({ call: of, orderBy, frame }: Extract<Expr, { kind: 'window' }>): readonly OrderTerm[] {
  if (of.kind === 'call' && NUMBERING.has(of.name.toLowerCase())) return orderBy
  const hasReach = [frame?.preceding, frame?.following].some(
    (reach) => typeof reach === 'number' && reach !== 0,
  )
  return orderBy.flatMap((term): OrderTerm[] => {
    const own = term.direction === 'asc' ? 'first' : 'last'
    if (term.nulls === own) return [term]
    const plain: OrderTerm = { ...term, nulls: own }
    if (hasReach) return [plain]
    const absent: Expr = { kind: 'is', operand: term.expr, what: 'NULL', negate: false }
    return [
      {
        kind: 'order',
        expr: absent,
        direction: own === 'first' ? 'asc' : 'desc',
        nulls: own === 'first' ? 'first' : 'last',
      },
      plain,
    ]
  })
}

/** A backslash always escapes in BigQuery's LIKE, and there is no ESCAPE and no ILIKE. */
function rewriteLike(expr: Extract<Expr, { kind: 'like' }>): Expr {
  const pattern = plainPattern(expr)
  const texts = { operand: asText(expr.operand), pattern }
  if (!expr.caseless) return { ...expr, ...texts, operand: expr.operand, escape: null }
  const lowerPattern =
    pattern.kind === 'string' ? string(pattern.value.toLowerCase()) : call('LOWER', pattern)
  return {
    ...expr,
    operand: call('LOWER', texts.operand),
    pattern: lowerPattern,
    caseless: false,
    escape: null,
  }
}

const asText = (operand: Expr): Expr => ({ kind: 'cast', operand, type: 'STRING', lenient: false })

function plainPattern({ pattern, escape }: Extract<Expr, { kind: 'like' }>): Expr {
  const sign = escape?.kind === 'string' ? escape.value : ''
  if (sign === '\\') return pattern
  if (pattern.kind !== 'string') return call('REPLACE', pattern, string('\\'), string('\\\\'))
  const doubled = pattern.value.replaceAll('\\', '\\\\')
  return string(sign === '' ? doubled : doubled.replaceAll(sign, '\\'))
}

const PARTS: Readonly<Record<string, string>> = { doy: 'DAYOFYEAR', week: 'ISOWEEK', isoweek: 'ISOWEEK' }

function rewriteExtract(expr: Extract<Expr, { kind: 'extract' }>): Expr {
  if (expr.part === 'isodow') return special({ name: 'datePart', part: 'dow' }, expr.operand)
  if (expr.part === 'epoch') return binary('//', special({ name: 'micros' }, expr.operand), number(1_000_000))
  if (expr.part === 'dow') return binary('-', { ...expr, part: 'DAYOFWEEK' }, number(1))
  return { ...expr, part: PARTS[expr.part] ?? expr.part }
}

const DATE_PARTS: Readonly<Record<string, string>> = {
  fiscal_quarter: 'QUARTER',
  fiscal_year: 'YEAR',
  quarter: 'QUARTER',
  month: 'MONTH',
  year: 'YEAR',
}

/** The date of a truncated time is the truncated date: one function less to read. */
function rewriteSpecial(expr: Extract<Expr, { kind: 'special' }>): Expr {
  const [cut] = expr.args
  if (expr.special.name !== 'toDate' || cut?.kind !== 'special' || cut.special.name !== 'truncate')
    return expr
  const { grain, weekStart } = cut.special
  const part = grain === 'week' ? weekPart(weekStart) : DATE_PARTS[grain]
  const [time] = cut.args
  if (part === undefined || !time) return expr
  return {
    kind: 'special',
    special: { name: 'toDate' },
    args: [call('DATE_TRUNC', special({ name: 'toDate' }, time), keyword(part))],
  }
}

const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']

/** `weekStart` counts from Monday. */
export const weekPart = (weekStart: number): string => `WEEK(${WEEKDAYS[weekStart] ?? 'MONDAY'})`

const COMPARISONS = new Set(['=', '!=', '<', '<=', '>', '>=', 'IS DISTINCT FROM', 'IS NOT DISTINCT FROM'])

function rewriteComparison(expr: Extract<Expr, { kind: 'binary' }>): Expr {
  if (!COMPARISONS.has(expr.op)) return expr
  const [left, right] = [beside(expr.right, expr.left), beside(expr.left, expr.right)]
  if (!ORDERINGS.has(expr.op)) return { ...expr, left, right }
  return { ...expr, left: besideDate(expr.right, left), right: besideDate(expr.left, right) }
}

const ORDERINGS = new Set(['<', '<=', '>', '>='])

/** A stored time may lie before or after a date; that it is one is asked of columns of dates only. */
const besideDate = (other: Expr, expr: Expr): Expr =>
  expr.kind === 'column' && isDate(other) ? dateTime(expr) : expr

/** A literal as text beside a column, a column as DATETIME beside a computed one; anything else as it is. */
function beside(other: Expr, expr: Expr): Expr {
  if (expr.kind === 'moment' && !isComputedTime(other))
    return other.kind === 'column' ? string(shortest(expr.value)) : expr
  return expr.kind === 'column' && isDateTime(other) ? dateTime(expr) : expr
}

/** `YYYY-MM-DD` is read as DATE, DATETIME and TIMESTAMP; a time of day by the last two only. */
const shortest = (value: string): string => value.replace(/[T ]00:00(:00(\.0+)?)?$/, '')

const dateTime = (operand: Expr): Expr => ({ kind: 'cast', operand, type: 'DATETIME', lenient: false })

const isDate = (expr: Expr): boolean =>
  expr.kind === 'special' && ['toDate', 'addDays'].includes(expr.special.name)
const isComputedTime = (expr: Expr): boolean => isDateTime(expr) || isDate(expr)

/** What the compiler computes to a DATETIME. */
const isDateTime = (expr: Expr): boolean =>
  (expr.kind === 'special' && ['truncate', 'shift', 'toZone'].includes(expr.special.name)) ||
  (expr.kind === 'case' && resultsOf(expr).some(isDateTime))

const resultsOf = ({ whens, otherwise }: Extract<Expr, { kind: 'case' }>): readonly Expr[] => [
  ...whens.map(({ result }) => result),
  ...(otherwise ? [otherwise] : []),
]

/** Branches of one type: a stored time beside a moved one. */
function rewriteCase(expr: Extract<Expr, { kind: 'case' }>): Expr {
  if (!resultsOf(expr).some(isDateTime)) return expr
  const typed = (result: Expr): Expr => (result.kind === 'column' ? dateTime(result) : result)
  return {
    ...expr,
    whens: expr.whens.map((when) => ({ ...when, result: typed(when.result) })),
    otherwise: expr.otherwise && typed(expr.otherwise),
  }
}

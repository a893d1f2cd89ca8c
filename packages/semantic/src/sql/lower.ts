import type { Dialect } from '../dialects/dialect.ts'
import { binary, column, output, select } from './build.ts'
import type { Expr, OutputColumn, Query, Select, Union } from './nodes.ts'

/** A query with what the dialect lacks said in what it has: a filter on a window, a NULL that needs a type. */
export function lowered(query: Query, dialect: Dialect): Query {
  if (query.kind === 'union') return dialect.untypedNulls ? query : withTypedNulls(query)
  return query.qualify && !dialect.qualify ? withoutQualify(query, query.qualify) : query
}

const RANKED = 'ranked'
const PLACE = 'place'

/** `QUALIFY window op value` as a query around the one that shows the window; anything else as a true or false. */
function withoutQualify(query: Select, qualify: Expr): Select {
  const isTest = qualify.kind === 'binary' && qualify.left.kind === 'window'
  const shown = isTest ? qualify.left : qualify
  const place = column(RANKED, freePlace(query.columns))
  const inner: Select = {
    ...query,
    columns: [...query.columns, output(shown, freePlace(query.columns))],
    qualify: null,
    orderBy: [],
    limit: null,
  }
  return select({
    columns: query.columns.map(({ name }) => output(column(RANKED, name), name)),
    from: { kind: 'derived', query: inner, alias: RANKED },
    where: [isTest ? binary(qualify.op, place, qualify.right) : place],
    orderBy: query.orderBy,
    limit: query.limit,
  })
}

function freePlace(columns: readonly OutputColumn[]): string {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()))
  let name = PLACE
  while (taken.has(name)) name += '_'
  return name
}

/**
 * Branches of a union are matched two by two, and two bare NULLs make a text: from the third branch on, a NULL is
 * taken from no row of the branch that has the values.
 */
function withTypedNulls(union: Union): Union {
  if (union.queries.length < 3) return union
  return {
    ...union,
    queries: union.queries.map((query) => ({
      ...query,
      columns: query.columns.map((one, at) => (one.expr.kind === 'null' ? typedNull(union, one, at) : one)),
    })),
  }
}

function typedNull(union: Union, one: OutputColumn, at: number): OutputColumn {
  const source = union.queries.find((query) => query.columns[at] && query.columns[at].expr.kind !== 'null')
  const value = source?.columns[at]
  if (!source || !value) return one
  const query = select({ columns: [value], from: source.from, joins: source.joins, limit: 0 })
  return { ...one, expr: { kind: 'query', query } }
}

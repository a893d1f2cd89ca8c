import type { Filter, GroupBy } from '../../plan.ts'
import type { ResultColumn } from '../../result.ts'
import { call, column, cte, equals, join, number, order, output, select } from '../../sql/build.ts'
import type { Expr, JoinClause } from '../../sql/nodes.ts'
import { groupOn } from '../groups.ts'
import { expressionOf } from '../scope.ts'
import { nameQuery, type Session } from '../session.ts'
import { AT, ENTITY, eventsOf, openStream } from './stream.ts'

/** How an answer is broken down: by what an entity's first event says. */
export interface Breakdown {
  readonly columns: readonly ResultColumn[]
  /** Named queries with the entity and the columns; null where nothing is broken down. */
  readonly query: string | null
}

/** The breakdown's values at each entity's first event; of several at one instant, the least value. */
export function breakdownOf(
  session: Session,
  stream: string,
  plan: { readonly breakdown: readonly GroupBy[]; readonly where: readonly Filter[] },
): Breakdown {
  if (plan.breakdown.length === 0) return { columns: [], query: null }
  const opened = openStream(session, stream)
  const groups = plan.breakdown.map((asked) => groupOn(session, asked, opened.model, 'day'))
  const names = groups.map(({ column: { name } }) => name)
  const values = groups.map(({ key }, at) => output(expressionOf(opened.scope, key), names[at] ?? ''))
  const touched = nameQuery(
    session,
    'touches',
    eventsOf(opened, {
      where: plan.where,
      columns: [output(opened.at, AT), ...values],
      bounds: [],
    }),
  )
  const first: Expr = {
    kind: 'window',
    call: call('row_number'),
    partitionBy: [column(touched, ENTITY)],
    orderBy: [AT, ...names].map((name) => order(column(touched, name), 'asc')),
  }
  const query = select({
    columns: [ENTITY, ...names].map((name) => output(column(touched, name), name)),
    from: cte(touched),
    qualify: equals(first, number(1)),
  })
  return { columns: groups.map((group) => group.column), query: nameQuery(session, 'first_touch', query) }
}

/** The join that brings a breakdown beside rows of entities; none where nothing is broken down. */
export const joinBreakdown = ({ query }: Breakdown, from: string): readonly JoinClause[] =>
  query === null ? [] : [join('INNER', cte(query), equals(column(from, ENTITY), column(query, ENTITY)))]

/** Whether two queries stand at the same values of the breakdown, the unknown one included. */
export const sameValues = (names: readonly string[], left: string, right: string): readonly Expr[] =>
  names.map((name) => ({
    kind: 'binary',
    op: 'IS NOT DISTINCT FROM',
    left: column(left, name),
    right: column(right, name),
  }))

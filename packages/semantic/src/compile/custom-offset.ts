import type { TimeSpine, Window } from '../model.ts'
import { binary, call, cast, column, cte, equals, join, number, order, output, select } from '../sql/build.ts'
import type { Expr, Source } from '../sql/nodes.ts'
import { nameQuery, type Session } from './session.ts'

/** Days of the spine with the day of the later custom period they are shown at. */
export interface Moves {
  readonly source: Source
  readonly counted: Expr
  readonly shown: Expr
}

/**
 * An offset by custom periods: the n-th day of a period is shown at the n-th day of the later one, and is left out
 * where that is shorter. Asked by the custom grain alone (`whole`), all days move to the later period's first.
 */
export function customMoves(
  session: Session,
  custom: { readonly spine: TimeSpine; readonly column: string },
  window: Window,
  whole: boolean,
): Moves {
  const { spine } = custom
  const relation: Source = { kind: 'relation', ...spine.relation, alias: 'spine' }
  const day = cast(column('spine', spine.column), 'timestamp')
  const period = column('spine', custom.column)
  const periods = nameQuery(
    session,
    `${window.grain}_periods`,
    select({
      columns: [
        output(period, 'period'),
        output(call('MIN', day), 'first_day'),
        output(call('MAX', day), 'last_day'),
      ],
      from: relation,
      groupFirst: 1,
    }),
  )
  const later = nameQuery(session, `later_${window.grain}_periods`, laterPeriods(periods, window.count))
  const [first, laterFirst] = [column(later, 'first_day'), column(later, 'later_first_day')]
  const sameDay = binary('+', laterFirst, binary('-', day, first))
  const moves = nameQuery(
    session,
    `${window.grain}_moves`,
    select({
      columns: [output(day, 'counted'), output(whole ? laterFirst : sameDay, 'shown')],
      from: relation,
      joins: [join('INNER', cte(later), equals(period, column(later, 'period')))],
      where: whole ? [] : [binary('<=', sameDay, column(later, 'later_last_day'))],
    }),
  )
  return { source: cte(moves), counted: column(moves, 'counted'), shown: column(moves, 'shown') }
}

function laterPeriods(periods: string, count: number) {
  const lead = (name: string): Expr => ({
    kind: 'window',
    call: call('LEAD', column(periods, name), number(count)),
    partitionBy: [],
    orderBy: [order(column(periods, 'first_day'), 'asc')],
  })
  return select({
    columns: [
      output(column(periods, 'period'), 'period'),
      output(column(periods, 'first_day'), 'first_day'),
      output(lead('first_day'), 'later_first_day'),
      output(lead('last_day'), 'later_last_day'),
    ],
    from: cte(periods),
  })
}

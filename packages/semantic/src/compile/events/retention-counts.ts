import type { RetentionPlan } from '../../plan.ts'
import { binary, call, column, combine, cte, join, number, output, select } from '../../sql/build.ts'
import type { Expr, Select } from '../../sql/nodes.ts'
import { nameQuery, type Session } from '../session.ts'
import { END, PERIOD, RETAINED, spansOf } from './retention-spans.ts'
import { ENTITY } from './stream.ts'

export interface Returns {
  readonly session: Session
  readonly plan: RetentionPlan
  /** Named query of the periods after its cohort that a member came back in, each once. */
  readonly returns: string
}

const rows: Expr = call('COUNT', { kind: 'star' })

/** Members that came back, by cohort and period shown. */
export function countReturns({ session, plan, returns: all }: Returns, groups: readonly string[]): Select {
  const simple = plan.match === 'on' && plan.brackets.length === 0
  const returns =
    plan.match === 'onOrAfter' ? nameQuery(session, 'last_return', lastReturns(all, groups)) : all
  const came = column(returns, PERIOD)
  const key = groups.map((name) => output(column(returns, name), name))
  if (simple)
    return select({
      columns: [...key, output(came, PERIOD), output(rows, RETAINED)],
      from: cte(returns),
      where: [binary('<=', came, number(plan.count))],
      groupFirst: key.length + 1,
    })
  const [first, last] = [column('spans', PERIOD), column('spans', END)]
  const open = { kind: 'is', operand: last, what: 'NULL', negate: false } as const
  const upTo = plan.match === 'onOrAfter' ? [] : [binary('OR', binary('<=', came, last), open)]
  const on = combine('AND', [binary('>', first, number(0)), binary('>=', came, first), ...upTo])
  const members = { ...call('COUNT', column(returns, ENTITY)), distinct: true }
  return select({
    columns: [...key, output(first, PERIOD), output(members, RETAINED)],
    from: cte(returns),
    joins: [join('INNER', spansOf(plan), on)],
    groupFirst: key.length + 1,
  })
}

/** A member's last return settles every "on or after". */
const lastReturns = (returns: string, groups: readonly string[]): Select =>
  select({
    columns: [
      ...[ENTITY, ...groups].map((name) => output(column(returns, name), name)),
      output(call('MAX', column(returns, PERIOD)), PERIOD),
    ],
    from: cte(returns),
    groupFirst: groups.length + 1,
  })

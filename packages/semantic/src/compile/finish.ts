import { fail } from '../errors.ts'
import type { Having, OrderBy, TopN } from '../plan.ts'
import type { ResultColumn } from '../result.ts'
import { binary, column, cte, number, order, output, select, string } from '../sql/build.ts'
import type { Expr, OrderTerm } from '../sql/nodes.ts'
import { type Answer, allOf, columnCalled, groupNames } from './answer.ts'
import { nameQuery, type Session } from './session.ts'
import { topGroups } from './top-groups.ts'

interface Finish {
  readonly having: readonly Having[]
  readonly top: TopN | null
  readonly orderBy: readonly OrderBy[]
  readonly limit: number | null
  /** What rows may be ordered by beside the columns of the answer. */
  readonly hidden?: ReadonlyMap<string, Expr>
}

/** Filters groups, ranks, orders and cuts; rows come in one order, always. */
export function finish(session: Session, answer: Answer, plan: Finish): Answer {
  checkColumns(answer.columns)
  if (plan.limit !== null && (!Number.isInteger(plan.limit) || plan.limit < 0))
    throw fail('bad-limit', { limit: plan.limit })
  const filtered = plan.having.length > 0 ? havingOf(session, answer, plan.having) : answer
  const isInner = session.depth > 1 || session.options.order === 'any'
  const unordered = isInner && plan.limit === null
  const { answer: ranked, othersLast } = topGroups(session, filtered, plan.top)
  const orderBy = unordered ? [] : orderOf(ranked, plan, othersLast)
  return { ...ranked, query: { ...ranked.query, orderBy, limit: plan.limit } }
}

function checkColumns(columns: readonly ResultColumn[]): void {
  const seen = new Set<string>()
  for (const { name } of columns) {
    if (seen.has(name.toLowerCase())) throw fail('duplicate-column', { name })
    seen.add(name.toLowerCase())
  }
}

function havingOf(session: Session, answer: Answer, having: readonly Having[]): Answer {
  const name = nameQuery(session, 'groups', answer.query)
  const where = having.map((one): Expr => {
    const left = column(name, columnCalled(answer, one.column))
    return binary(one.op, left, havingOperand(session, one.value))
  })
  return { ...answer, query: select({ columns: allOf(answer, name), from: cte(name), where }) }
}

function havingOperand(session: Session, value: Having['value']): Expr {
  if (typeof value === 'string') return string(value)
  if (typeof value === 'number') return number(value)
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  const sub = session.nested.plan(session, value.plan)
  const [first] = sub.columns
  if (first === undefined || sub.columns.length !== 1)
    throw fail('bad-plan', { problem: 'a plan used as a value must give one column' })
  return {
    kind: 'query',
    query: select({ columns: [output(column(sub.name, first), first)], from: cte(sub.name) }),
  }
}

interface Ordered extends Pick<OrderBy, 'direction'> {
  readonly name: string
  readonly expr: Expr
}

/** As asked, then by the groups, so that equal values still come in one order; unasked, time first. */
function orderOf(answer: Answer, plan: Finish, othersLast: Expr | null): readonly OrderTerm[] {
  const asked: Ordered[] = plan.orderBy.map(({ by, direction }) => {
    const expr = plan.hidden?.get(by)
    if (expr) return { name: by, expr, direction }
    const name = columnCalled(answer, by)
    return { name, expr: column(null, name), direction }
  })
  const top = plan.top
  if (asked.length === 0 && top)
    asked.push(
      ...[...top.per.map((by) => ({ by, direction: 'asc' as const })), top].map(({ by, direction }) => {
        const name = columnCalled(answer, by)
        return { name, expr: column(null, name), direction }
      }),
    )
  const times = answer.columns.filter(({ role }) => role === 'time').map(({ name }) => name)
  const rest = [...new Set([...times, ...groupNames(answer)])].filter(
    (name) => !asked.some((one) => one.name === name),
  )
  const per = new Set(top?.per.map((one) => columnCalled(answer, one)))
  const before = asked.findIndex(({ name }) => !per.has(name))
  const terms = asked.map(({ expr, direction }) => order(expr, direction))
  if (othersLast) terms.splice(before < 0 ? terms.length : before, 0, order(othersLast, 'asc'))
  return [...terms, ...rest.map((name) => order(column(null, name), 'asc'))]
}

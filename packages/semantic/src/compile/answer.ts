import { nearestNames } from '@numize/base'
import { fail } from '../errors.ts'
import type { Having, OrderBy, TopN } from '../plan.ts'
import type { ResultColumn } from '../result.ts'
import { binary, call, column, cte, number, order, output, select, string } from '../sql/build.ts'
import type { Expr, OrderTerm, OutputColumn, Select } from '../sql/nodes.ts'
import { nameQuery, type Session } from './session.ts'

/** A query with what its columns mean. */
export interface Answer {
  readonly query: Select
  readonly columns: readonly ResultColumn[]
  /** Other names an output column may be called by: a group-by as it was written in the plan. */
  readonly aliases: ReadonlyMap<string, string>
}

interface Finish {
  readonly having: readonly Having[]
  readonly top: TopN | null
  readonly orderBy: readonly OrderBy[]
  readonly limit: number | null
}

/** Filters groups, ranks, orders and cuts; rows come in one order, always. */
export function finish(session: Session, answer: Answer, plan: Finish): Answer {
  checkColumns(answer.columns)
  if (plan.limit !== null && (!Number.isInteger(plan.limit) || plan.limit < 0))
    throw fail('bad-limit', { limit: plan.limit })
  const filtered = plan.having.length > 0 ? havingOf(session, answer, plan.having) : answer
  const unordered = session.depth > 1 && plan.limit === null
  const ranked = plan.top ? topOf(session, filtered, plan.top) : filtered
  return {
    ...ranked,
    query: { ...ranked.query, orderBy: unordered ? [] : orderOf(answer, plan), limit: plan.limit },
  }
}

function checkColumns(columns: readonly ResultColumn[]): void {
  const seen = new Set<string>()
  for (const { name } of columns) {
    if (seen.has(name.toLowerCase())) throw fail('duplicate-column', { name })
    seen.add(name.toLowerCase())
  }
}

/** @throws `semantic/unknown-column` */
export function columnCalled(answer: Answer, name: string): string {
  const names = answer.columns.map((one) => one.name)
  const found = names.includes(name) ? name : answer.aliases.get(name)
  if (found === undefined) throw fail('unknown-column', { name, near: nearestNames(name, names) })
  return found
}

const allOf = (answer: Answer, from: string): OutputColumn[] =>
  answer.columns.map(({ name }) => output(column(from, name), name))

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

/** `all` keeps everything that ties with the last one kept; `first` cuts by the group's own names. */
function topOf(session: Session, answer: Answer, top: TopN): Answer {
  if (!Number.isInteger(top.count) || top.count < 0) throw fail('bad-limit', { limit: top.count })
  const name = nameQuery(session, 'groups', answer.query)
  const by = order(column(name, columnCalled(answer, top.by)), top.direction)
  const ties = top.ties === 'all' ? [] : groupNames(answer).map((one) => order(column(name, one), 'asc'))
  const rank: Expr = {
    kind: 'window',
    call: call(top.ties === 'all' ? 'rank' : 'row_number'),
    partitionBy: top.per.map((one) => column(name, columnCalled(answer, one))),
    orderBy: [by, ...ties],
  }
  const qualify = binary('<=', rank, number(top.count))
  return { ...answer, query: select({ columns: allOf(answer, name), from: cte(name), qualify }) }
}

const groupNames = (answer: Answer): readonly string[] =>
  answer.columns
    .filter(({ role }) => role === 'time' || role === 'dimension' || role === 'entity')
    .map(({ name }) => name)

/** As asked, then by the groups, so that equal values still come in one order; unasked, time first. */
function orderOf(answer: Answer, plan: Finish): readonly OrderTerm[] {
  const asked = plan.orderBy.map(({ by, direction }) => ({ name: columnCalled(answer, by), direction }))
  const top = plan.top
  if (asked.length === 0 && top)
    asked.push(...top.per.map((one) => ({ name: columnCalled(answer, one), direction: 'asc' as const })), {
      name: columnCalled(answer, top.by),
      direction: top.direction,
    })
  const times = answer.columns.filter(({ role }) => role === 'time').map(({ name }) => name)
  const rest = [...new Set([...times, ...groupNames(answer)])].filter(
    (name) => !asked.some((one) => one.name === name),
  )
  return [
    ...asked.map(({ name, direction }) => order(column(null, name), direction)),
    ...rest.map((name) => order(column(null, name), 'asc')),
  ]
}

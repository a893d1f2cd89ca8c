import { fail } from '../errors.ts'
import type { TopN } from '../plan.ts'
import type { ResultColumn } from '../result.ts'
import { binary, call, cast, column, cte, number, order, output, select, string } from '../sql/build.ts'
import type { Expr, OutputColumn } from '../sql/nodes.ts'
import { type Answer, allOf, columnCalled, groupNames, isGroup } from './answer.ts'
import { freeName, nameQuery, type Session } from './session.ts'

/** What is left of the groups; `othersLast` orders the rows that stand for the rest behind the others. */
interface Top {
  readonly answer: Answer
  readonly othersLast: Expr | null
}

/** `all` keeps everything that ties with the last one kept; `first` cuts by the group's own names. */
export function topGroups(session: Session, answer: Answer, top: TopN | null): Top {
  if (!top) return { answer, othersLast: null }
  if (!Number.isInteger(top.count) || top.count < 0) throw fail('bad-limit', { limit: top.count })
  const name = nameQuery(session, 'groups', answer.query)
  const within = binary('<=', placeOf(answer, name, top), number(top.count))
  if (top.other) return withOther(session, answer, { top, name, within })
  const query = select({ columns: allOf(answer, name), from: cte(name), qualify: within })
  return { answer: { ...answer, query }, othersLast: null }
}

function placeOf(answer: Answer, name: string, top: TopN): Expr {
  const by = order(column(name, columnCalled(answer, top.by)), top.direction)
  const ties = top.ties === 'all' ? [] : groupNames(answer).map((one) => order(column(name, one), 'asc'))
  return {
    kind: 'window',
    call: call(top.ties === 'all' ? 'rank' : 'row_number'),
    partitionBy: top.per.map((one) => column(name, columnCalled(answer, one))),
    orderBy: [by, ...ties],
  }
}

interface Ranked {
  readonly top: TopN
  /** The query that holds the groups. */
  readonly name: string
  readonly within: Expr
}

const OTHER = 'Other'

/** The groups that are kept, and one more for all the rest of each `per`. */
function withOther(session: Session, answer: Answer, { top, name, within }: Ranked): Top {
  const per = new Set(top.per.map((one) => columnCalled(answer, one)))
  const columns = answer.columns.map((one) => (isGroup(one) && !per.has(one.name) ? named(one) : one))
  const taken = new Set(columns.map((one) => one.name.toLowerCase()))
  const mark = freeName(taken, 'is_other')
  const marked = nameQuery(
    session,
    'ranked',
    select({
      columns: [...allOf(answer, name), output(choose(within, number(0), number(1)), mark)],
      from: cte(name),
    }),
  )
  const isOther = binary('=', column(marked, mark), number(1))
  const keys = columns.filter(isGroup).map((one): OutputColumn => {
    const value = column(marked, one.name)
    if (per.has(one.name)) return output(value, one.name)
    const known = typeOf(answer, one.name) === 'string' ? value : cast(value, 'varchar')
    return output(choose(isOther, string(OTHER), known), one.name)
  })
  const values = columns.filter((one) => !isGroup(one)).map((one) => output(addedUp(one, marked), one.name))
  const summed = nameQuery(
    session,
    'with_other',
    select({
      columns: [...keys, output(column(marked, mark), mark), ...values],
      from: cte(marked),
      groupFirst: keys.length + 1,
    }),
  )
  const whole = { ...answer, columns }
  return {
    answer: { ...whole, query: select({ columns: allOf(whole, summed), from: cte(summed) }) },
    othersLast: column(summed, mark),
  }
}

/** A group whose values include "Other" is a text. @throws `semantic/bad-plan` for a time */
function named(one: ResultColumn): ResultColumn {
  if (one.role === 'time')
    throw fail('bad-plan', { problem: `"other" cannot stand for a time; name ${one.name} in "per"` })
  return { ...one, type: 'string' }
}

const typeOf = (answer: Answer, name: string) => answer.columns.find((one) => one.name === name)?.type

/** @throws `semantic/not-additive` */
function addedUp(one: ResultColumn, from: string): Expr {
  if (one.additive !== true) throw fail('not-additive', { name: one.name, what: 'an "other" group' })
  return call('SUM', column(from, one.name))
}

const choose = (condition: Expr, result: Expr, otherwise: Expr): Expr => ({
  kind: 'case',
  operand: null,
  whens: [{ kind: 'when', condition, result }],
  otherwise,
})

import { binary, call, column, cte, number, order, output, select } from '../sql/build.ts'
import type { Expr, OutputColumn, Select } from '../sql/nodes.ts'
import { type Answer, allOf, groupNames } from './answer.ts'
import { choose, leastCount, SIZE } from './group-sizes.ts'
import { nameQuery, type Session } from './session.ts'

/** 1 for a group that is left out. */
export const HIDDEN = '_hidden'
/** The last column of an answer that leaves out small groups: how many it left out. */
export const HIDDEN_GROUPS = '_hidden_groups'

/**
 * The answer without the groups that too few stand behind, and without as many of the next smallest as would give
 * those away beside a total: in all groups, and among those that agree in all keys but one, either none is left out
 * or at least two that are together large enough. Groups of nobody are kept: there is nobody to tell of.
 * @param sizes columns of the query that are not shown
 * @param figures whether groups have figures that add up to a total
 */
export function withoutSmallGroups(
  session: Session,
  answer: Answer,
  { sizes = [SIZE], figures = true }: { readonly sizes?: readonly string[]; readonly figures?: boolean } = {},
): Answer {
  const { minGroup } = session.guard
  if (!minGroup) return answer
  const sized = nameQuery(session, 'sized_groups', answer.query)
  const size = leastCount(sizes.map((name) => column(sized, name)))
  let marked = nameQuery(
    session,
    'small_groups',
    select({
      columns: [...allOf(answer, sized), output(size, SIZE), output(isSmall(size, minGroup.size), HIDDEN)],
      from: cte(sized),
    }),
  )
  const margins = figures ? marginsOf(groupNames(answer)) : []
  if (margins.length > 0)
    marked = remark(session, answer, marked, (from) =>
      margins.map((one) => tells(answer, from, one, minGroup.size)),
    )
  if (margins.length > 1)
    marked = remark(session, answer, marked, (from) => margins.map((one) => isSecond(answer, from, one)))
  return { ...answer, query: kept(session, marked, allOf(answer, marked)) }
}

/** Rows of an answer that names its counts itself. @param from the named query the answer selects from */
export function withoutSmallRows(
  session: Session,
  query: Select,
  from: string,
  counts: readonly string[],
): Select {
  const { minGroup } = session.guard
  if (!minGroup) return query
  const size = leastCount(counts.map((name) => column(from, name)))
  const small = isSmall(size, minGroup.size)
  if (session.depth === 1)
    session.notes.hidden.push(
      nameQuery(session, 'small_rows', select({ columns: [output(small, HIDDEN)], from: cte(from) })),
    )
  return { ...query, where: [...query.where, binary('=', small, number(0))] }
}

function kept(session: Session, marked: string, columns: readonly OutputColumn[]): Select {
  if (session.depth === 1) session.notes.hidden.push(marked)
  return select({ columns, from: cte(marked), where: [binary('=', column(marked, HIDDEN), number(0))] })
}

const isSmall = (size: Expr, least: number): Expr =>
  choose(binary('AND', binary('>', size, number(0)), binary('<', size, number(least))), number(1), number(0))

/** What totals are taken over: everything, and the groups that agree in all keys but one. */
const marginsOf = (keys: readonly string[]): readonly (readonly string[])[] =>
  keys.length === 0
    ? []
    : keys.length === 1
      ? [[]]
      : [[], ...keys.map((key) => keys.filter((one) => one !== key))]

/** Whether the groups left out of a margin so far are too few together, this one being the next smallest. */
function tells(answer: Answer, from: string, margin: readonly string[], least: number): Expr {
  const size = sizeIn(from)
  const before = binary('-', along(answer, from, margin, call('SUM', size)), size)
  return binary('AND', isGivenAway(from, margin), binary('<', before, number(least)))
}

/** Whether one single group is left out of a margin so far, this one being the next smallest. */
const isSecond = (answer: Answer, from: string, margin: readonly string[]): Expr =>
  binary(
    'AND',
    isGivenAway(from, margin),
    binary('<=', along(answer, from, margin, call('row_number')), number(2)),
  )

/** A group of somebody in a margin of which some group is left out. */
const isGivenAway = (from: string, margin: readonly string[]): Expr => {
  const worst: Expr = {
    kind: 'window',
    call: call('MAX', column(from, HIDDEN)),
    partitionBy: margin.map((name) => column(from, name)),
    orderBy: [],
  }
  return binary('AND', binary('>', sizeIn(from), number(0)), binary('=', worst, number(1)))
}

/** Those left out first, then by size; groups of nobody last. */
function along(answer: Answer, from: string, margin: readonly string[], what: Expr): Expr {
  const isEmpty = choose(binary('>', sizeIn(from), number(0)), number(0), number(1))
  return {
    kind: 'window',
    call: what,
    partitionBy: margin.map((name) => column(from, name)),
    orderBy: [
      order(isEmpty, 'asc'),
      order(column(from, HIDDEN), 'desc'),
      order(sizeIn(from), 'asc'),
      ...groupNames(answer).map((name) => order(column(from, name), 'asc')),
    ],
  }
}

const sizeIn = (from: string): Expr => call('COALESCE', column(from, SIZE), number(0))

/** The same groups, more of them marked. */
function remark(
  session: Session,
  answer: Answer,
  from: string,
  marks: (from: string) => readonly Expr[],
): string {
  const hidden: Expr = {
    kind: 'case',
    operand: null,
    whens: marks(from).map((condition) => ({ kind: 'when', condition, result: number(1) })),
    otherwise: column(from, HIDDEN),
  }
  const columns = [...allOf(answer, from), output(column(from, SIZE), SIZE), output(hidden, HIDDEN)]
  return nameQuery(session, 'told_apart', select({ columns, from: cte(from) }))
}

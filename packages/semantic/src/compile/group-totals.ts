import { fail } from '../errors.ts'
import type { MetricsPlan } from '../plan.ts'
import type { ResultColumn } from '../result.ts'
import { binary, call, column, cte, number, order, output, select, special } from '../sql/build.ts'
import type { Expr, OutputColumn } from '../sql/nodes.ts'
import { type Answer, columnCalled } from './answer.ts'
import { SIZE } from './group-sizes.ts'
import { nameQuery, type Session } from './session.ts'
import { withoutSmallGroups } from './small-groups.ts'

/** The groups of an answer counted and added up: their figures, and the products of each two of those. */
export function groupTotals(session: Session, base: Answer, plan: MetricsPlan): Answer {
  const wanted = plan.groupTotals
  if (!wanted) throw new Error('there are no totals to make')
  refuseOthers(plan)
  const groups = nameQuery(session, 'groups_to_total', base.query)
  const by = wanted.by.map((name) => columnOf(base, columnCalled(base, name)))
  const figures = wanted.of.map((name) => columnOf(base, columnCalled(base, name)))
  const value = ({ name }: ResultColumn): Expr =>
    special({ name: 'toDouble' }, call('COALESCE', column(groups, name), number(0)))
  const totals: Total[] = [
    { name: 'group_count', label: 'Groups', expr: call('COUNT', { kind: 'star' }), type: 'integer' },
    ...figures.map(
      (one): Total => ({
        name: `${one.name}__sum`,
        label: `${one.label}, sum`,
        expr: call('SUM', value(one)),
        type: 'double',
      }),
    ),
    ...pairs(figures).map(
      ([a, b]): Total => ({
        name: `${a.name}__times__${b.name}`,
        label: `${a.label} times ${b.label}`,
        expr: call('SUM', binary('*', value(a), value(b))),
        type: 'double',
      }),
    ),
  ]
  const counted = wanted.where === undefined ? null : columnCalled(base, wanted.where)
  const columns: OutputColumn[] = [
    ...by.map(({ name }) => output(column(groups, name), name)),
    ...totals.map(({ name, expr }) => output(expr, name)),
  ]
  const answer = { columns: [...by, ...totals.map(figure)], aliases: new Map<string, string>() }
  const query = select({
    columns,
    from: cte(groups),
    where: counted === null ? [] : [binary('>', column(groups, counted), number(0))],
    groupFirst: by.length,
  })
  const inOrder = (from: string | null) => by.map(({ name }) => order(column(from, name), 'asc'))
  if (!session.guard.minGroup) return { ...answer, query: { ...query, orderBy: inOrder(groups) } }
  const size = output(call('SUM', column(groups, SIZE)), SIZE)
  const kept = withoutSmallGroups(session, { ...answer, query: { ...query, columns: [...columns, size] } })
  return { ...kept, query: { ...kept.query, orderBy: inOrder(null) } }
}

interface Total {
  readonly name: string
  readonly label: string
  readonly expr: Expr
  readonly type: 'integer' | 'double'
}

const figure = ({ name, label, type }: Total): ResultColumn => ({
  name,
  label,
  type,
  unit: null,
  role: 'metric',
  additive: true,
  grain: null,
  source: name,
})

const pairs = <T>(items: readonly T[]): (readonly [T, T])[] =>
  items.flatMap((a, at) => items.slice(at).map((b) => [a, b] as const))

function columnOf({ columns }: Answer, name: string): ResultColumn {
  const found = columns.find((one) => one.name === name)
  if (!found) throw new Error(`no column ${name}`)
  return found
}

function refuseOthers({ having, top, limit, share, window }: MetricsPlan): void {
  if (having.length > 0 || top !== null || limit !== null || share !== undefined || window !== undefined)
    throw fail('bad-plan', {
      problem: 'groupTotals stands alone: leave having, top, limit, share and window out',
    })
}

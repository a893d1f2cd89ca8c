import {
  emptyMetricsPlan,
  type Filter,
  type ListPlan,
  type MetricRef,
  type MetricsPlan,
} from '@numize/semantic'
import { type Category, memberFilter, type Quantity, type State } from './facets.ts'
import type { Part } from './notable.ts'
import type { ScanTable } from './table.ts'

const MOST_ROWS = 10_000

export const countOf = ({ root, count }: ScanTable): MetricRef => ({
  ...(count ?? { countOf: root }),
  as: 'rows',
})

/** Figures of a part of the table by some dimensions. */
export const groupsPlan = (
  metrics: readonly MetricRef[],
  groupBy: MetricsPlan['groupBy'],
  part: Part,
  extra: readonly Filter[] = [],
): MetricsPlan => ({ ...emptyMetricsPlan, metrics, groupBy, where: [...part.where, ...extra] })

export const byMember = ({ ref }: Category): MetricsPlan['groupBy'] => [{ dimension: ref }]

export const byMonth = (ref: string): MetricsPlan['groupBy'] => [
  { dimension: ref, grain: 'month', as: 'month' },
]

/** The rows themselves, where a figure over them is no plan's. */
export const rowsPlan = (table: ScanTable, refs: readonly string[], part: Part): ListPlan => ({
  version: 1,
  kind: 'list',
  root: table.root,
  columns: [...new Set([...refs, ...part.members.map(({ ref }) => ref)])]
    .filter((ref) => !isJoined(table, ref))
    .map((dimension) => ({ dimension })),
  distinct: false,
  where: part.where,
  time: null,
  orderBy: [],
  limit: MOST_ROWS,
})

export const isJoined = (table: ScanTable, ref: string): boolean =>
  table.columns.some((column) => column.ref === ref && column.joined === true)

/** The mean of a quantity by members, or the rows where no plan says it. */
export const meansPlan = (table: ScanTable, quantity: Quantity, category: Category, part: Part) =>
  quantity.mean === null || category.joined
    ? rowsPlan(table, [...quantity.refs, category.ref], part)
    : groupsPlan([quantity.mean, countOf(table)], byMember(category), part)

/** The share of a state by members, or the rows where no plan says it. */
export const sharesPlan = (table: ScanTable, state: State, category: Category, part: Part) =>
  state.where === null || category.joined
    ? rowsPlan(table, [...state.refs, category.ref], part)
    : groupsPlan(
        [
          {
            ratio: { numerator: { ...countOf(table), where: state.where }, denominator: countOf(table) },
            as: 'share',
          },
          countOf(table),
        ],
        byMember(category),
        part,
      )

/** The part of a part that one member makes. */
export function within(part: Part, category: Category, member: string): Part {
  const code = category.members.indexOf(member)
  const said = `${category.label.toLowerCase()} ${member}`
  return {
    rows: part.rows.filter((row) => category.codes[row] === code),
    members: [...part.members, { ref: category.ref, member }],
    where: category.joined ? part.where : [...part.where, memberFilter(category.ref, member)],
    said: part.said === '' ? ` (${said})` : part.said.replace(')', `, ${said})`),
  }
}

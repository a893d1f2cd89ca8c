import type { CatalogIndex } from '../index/catalog-index.ts'
import { rowColumns } from '../index/row-columns.ts'
import type { Column } from '../index/thing.ts'
import { listed, rowsLabel } from '../readings/labels.ts'
import type { Condition, Frame, Group, Words } from '../structure/frame.ts'
import { keyOf, wordsOf } from '../text/words-of.ts'
import { oneOf } from './choice.ts'
import type { Completion } from './completion.ts'

/**
 * "the museums and the hotels in Kent": tables that nothing joins are listed one under the other. What is said beside one
 * of them may be said of that one only, or of all that have such a column; both are offered.
 */
export const severalLists: Completion = (frame, index) => {
  const heads = headsOf(frame, index)
  if (!heads) return [frame]
  const shown = shownOf(frame, index, heads)
  const [said, ...more] = frame.conditions
  if (!shown || more.length > 0) return [frame]
  const parts = heads.map((head, at): Part => ({ head, shown: shown[at] ?? [], conditions: [] }))
  if (!said) return [stacked(frame, parts)]
  const own = heads.map((head) => saidOf(index, head.model, said))
  const near = nearest(heads, said)
  const where = own.flatMap((condition, at) => (condition ? [at] : []))
  const only = where.includes(near) ? near : where[0]
  if (only === undefined || clausesDeny(frame)) return [frame]
  const narrowed = (narrow: readonly number[]): Frame =>
    stacked(
      frame,
      parts.map((part, at) => ({ ...part, conditions: narrow.includes(at) ? (own[at] ?? []) : [] })),
    )
  const name = (at: number): string => rowsLabel(index, heads[at]?.model ?? '').toLowerCase()
  const others = heads.flatMap((_, at) => (at === only ? [] : [name(at)]))
  const meanings = [
    ...(where.length === heads.length
      ? [
          {
            label: `${listed([name(only), ...others])} alike, each with "${said.text}"`,
            frame: narrowed(where),
          },
        ]
      : []),
    { label: `all ${listed(others)}, and the ${name(only)} with "${said.text}"`, frame: narrowed([only]) },
  ]
  return oneOf(frame, { text: said.text, span: said.span }, meanings)
}

interface Head extends Words {
  readonly model: string
}

interface Part {
  readonly head: Head
  readonly shown: readonly Column[]
  readonly conditions: readonly Condition[]
}

/**
 * Tables named side by side that no join brings into one row; null where there are none, or more is asked of them. Where
 * a third table joins them, they are still two lists if the same can be said of each.
 */
function headsOf(frame: Frame, index: CatalogIndex): readonly Head[] | null {
  const { entities, groups } = frame
  if (asksMore(frame)) return null
  const [said] = frame.conditions
  const about = said && columnSaid(said)?.model
  const named = entities.filter(({ model }) => model !== about || entities.length === 2)
  const shown = groups.flatMap(({ target, text, span }) =>
    target.kind === 'column' ? [{ model: target.column.model, text, span }] : [],
  )
  const heads: readonly Head[] = named.length > 1 ? named : named.length === 0 ? shown : []
  const models = [...new Set(heads.map(({ model }) => model))]
  if (models.length < 2 || models.length !== heads.length || !areJoinedByAnd(frame, heads)) return null
  const [root] = index.graph.roots(models)
  if (root === undefined) return heads
  const alike = said !== undefined && models.every((model) => saidOf(index, model, said) !== null)
  return alike && !models.includes(root) && about !== root ? heads : null
}

function asksMore(frame: Frame): boolean {
  const { wants, rank, order, share, trend, periods, clauses, unknown, also } = frame
  if (wants.length + periods.length + unknown.length > 0 || clauses.some(({ members }) => members))
    return true
  return [rank, order, share, trend, also].some((one) => one !== null && one !== undefined)
}

const columnSaid = (said: Condition): Column | null =>
  'column' in said
    ? said.column
    : said.kind === 'compare' && said.quantity.kind === 'column'
      ? said.quantity.column
      : null

/** Nothing but "and", "or", commas, values and the tables themselves between the first and the last. */
function areJoinedByAnd({ items }: Frame, heads: readonly Head[]): boolean {
  const [first, last] = [heads[0]?.span[1] ?? 0, heads.at(-1)?.span[0] ?? 0]
  const between = items.filter(({ span }) => span[0] >= first && span[1] <= last)
  const joins = between.filter(
    (item) =>
      item.kind === 'comma' || (item.kind === 'operator' && (item.op.op === 'and' || item.op.op === 'or')),
  )
  const others = between.filter(
    (item) =>
      !joins.includes(item) && item.kind !== 'filler' && item.kind !== 'thing' && item.kind !== 'quoted',
  )
  return joins.length > 0 && others.length === 0
}

/** What is shown of each table: the columns asked for by one name, or what its rows are known by. */
function shownOf(
  frame: Frame,
  index: CatalogIndex,
  heads: readonly Head[],
): readonly (readonly Column[])[] | null {
  const asked = frame.groups.flatMap(({ target }) => (target.kind === 'column' ? [target.column] : []))
  if (frame.groups.some((group) => !group.shown)) return null
  if (asked.length === 0) {
    return heads.map(({ model }) => {
      const told = frame.conditions.flatMap((one) => {
        const column = columnSaid(one)
        const own = column && counterpart(index, model, column)
        return own?.model === model ? [own.name] : []
      })
      return nameOf(index, model, told)
    })
  }
  const byHead = heads.map(({ model }) => asked.filter((column) => column.model === model))
  if (byHead.every(({ length }) => length === byHead[0]?.length)) return byHead
  const shared = heads.map(({ model }) => asked.flatMap((column) => counterpart(index, model, column) ?? []))
  return shared.every(({ length }) => length === asked.length) ? shared : null
}

/** What rows are known by; where they hold nothing of their own, what the one table they point to is called by. */
function nameOf(index: CatalogIndex, model: string, told: readonly string[]): readonly Column[] {
  const own = rowColumns(index, model, told).slice(0, 1)
  if (own.some(({ kind }) => kind === 'dimension')) return own
  const beyond = [...index.schema.models.keys()].filter((name) => index.graph.distance(model, name) === 1)
  const named = beyond
    .map((name) => rowColumns(index, name).slice(0, 1))
    .filter(([column]) => column?.kind === 'dimension')
  return named.length === 1 && named[0] ? named[0] : own
}

/** The same column seen from another table: its own of that name, or what both lead to. */
function counterpart(index: CatalogIndex, model: string, column: Column): Column | null {
  if (column.model === model) return column
  if (index.graph.distance(model, column.model) !== null)
    return { kind: column.kind, model: column.model, name: column.name }
  const key = keyOf(wordsOf(column.name))
  const own = index.schema.models.get(model)?.dimensions.find(({ name }) => keyOf(wordsOf(name)) === key)
  return own ? { kind: 'dimension', model, name: own.name } : null
}

/** A condition as it would be said of another table; null where that has no such column. */
function saidOf(index: CatalogIndex, model: string, said: Condition): readonly Condition[] | null {
  if (said.kind === 'values' || said.kind === 'text' || said.kind === 'missing') {
    const column = counterpart(index, model, said.column)
    return column && [{ ...said, column, clause: 0, or: false }]
  }
  if (said.kind !== 'compare' || said.quantity.kind !== 'column') return null
  const column = counterpart(index, model, said.quantity.column)
  return column && [{ ...said, quantity: { kind: 'column', column }, clause: 0, or: false }]
}

/** The table beside which a condition stands. */
function nearest(heads: readonly Head[], { span }: Words): number {
  const away = heads.map((head) => Math.max(head.span[0] - span[1], span[0] - head.span[1], 0))
  return away.indexOf(Math.min(...away))
}

const clausesDeny = ({ clauses, conditions }: Frame): boolean =>
  conditions.some(({ clause }) => clauses[clause]?.negate === true)

function stacked(frame: Frame, parts: readonly Part[]): Frame {
  const [first, ...rest] = parts.map(({ head, shown, conditions }): Frame => {
    const { text, span, model } = head
    const groups = shown.map(
      (column): Group => ({ text, span, target: { kind: 'column', column }, shown: true }),
    )
    return {
      ...frame,
      entities: [{ text, span, model, clause: 0 }],
      groups,
      conditions,
      clauses: frame.clauses.slice(0, 1),
    }
  })
  return first ? { ...first, also: rest } : frame
}

import type { Mention } from '@numize/planner'
import { type Model, modelsOfMetric } from '@numize/semantic'
import { columnId, type KnowledgeItem, metricId, tableId } from './item.ts'
import { type Join, joinsOf, pathBetween } from './joins.ts'
import { createLexical, type Scorer } from './lexical.ts'
import { createVectors } from './vectors.ts'

/** An item with how well it fits a question; only the order means something. */
export interface Found {
  readonly item: KnowledgeItem
  readonly score: number
}

export interface SearchOptions {
  readonly count: number
  /** Only these kinds; absent = all. */
  readonly kinds?: readonly KnowledgeItem['kind'][]
  /** Only what is about one of these models, or about none. */
  readonly models?: readonly string[]
}

/** What is known for one slice, found by questions. */
export interface Knowledge {
  readonly items: readonly KnowledgeItem[]
  /** Models that read a relation, by its name in SQL. */
  readonly modelsOn: (relation: string) => readonly string[]
  readonly search: (question: string, options: SearchOptions) => readonly Found[]
}

/** `mentions` is the planner's reading of words; its index knows synonyms, values and slips. */
export function createKnowledge(
  items: readonly KnowledgeItem[],
  model: Model,
  mentions: (question: string) => readonly Mention[],
): Knowledge {
  const lexical = createLexical(items)
  const vectors = createVectors(items)
  const joins = joinsOf(model)
  const positions = new Map(items.map(({ id }, at) => [id, at]))
  return {
    items,
    modelsOn: (relation) =>
      model.semanticModels.filter((one) => isRelation(one.relation.name, relation)).map(({ name }) => name),
    search: (question, { count, kinds, models }) => {
      const isWanted = (item: KnowledgeItem): boolean =>
        (!kinds || kinds.includes(item.kind)) &&
        (!models || item.models.length === 0 || item.models.some((one) => models.includes(one)))
      if (!items.some(isWanted)) return []
      const scores = fused(items.length, [lexical(question), vectors(question)])
      const given: Given = { items, positions, joins, model }
      rerank(scores, mentions(question), given)
      return items
        .map((item, at) => ({ item, score: scores[at] ?? 0 }))
        .filter(({ item }) => isWanted(item))
        .toSorted((a, b) => b.score - a.score)
        .slice(0, count)
    },
  }
}

/** `shop.orders` and `"orders"` are the relation `orders`. */
const isRelation = (name: string, said: string): boolean =>
  said.replaceAll('"', '').split('.').at(-1)?.toLowerCase() === name.toLowerCase()

interface Given {
  readonly items: readonly KnowledgeItem[]
  readonly positions: ReadonlyMap<string, number>
  readonly joins: readonly Join[]
  readonly model: Model
}

/** The two rankings on one scale, the words above the letters. */
const WEIGHTS = [0.6, 0.3]

function fused(size: number, rankings: readonly ReturnType<Scorer>[]): Float64Array {
  const scores = new Float64Array(size)
  rankings.forEach((ranking, which) => {
    const best = Math.max(1e-9, ...ranking.values())
    for (const [at, score] of ranking)
      scores[at] = (scores[at] ?? 0) + ((WEIGHTS[which] ?? 0) * Math.max(0, score)) / best
  })
  return scores
}

/** Raises what the question names, the tables that stand for it, and what joins those tables. */
function rerank(scores: Float64Array, mentions: readonly Mention[], given: Given): void {
  const { positions } = given
  const tables = tablesFor(mentions, given, nearTables(scores, given))
  const raise = (id: string, by: number): void => {
    const at = positions.get(id)
    if (at !== undefined) scores[at] = (scores[at] ?? 0) + by
  }
  const chosen = new Set(tables.keys())
  const used = connect(chosen, given.joins)
  for (const [table, weight] of tables) raise(tableId(table), TABLE * weight)
  for (const table of chosen) if (!tables.has(table)) raise(tableId(table), BRIDGE)
  for (const [id, weight] of namedItems(mentions, chosen)) raise(id, weight)
  for (const { from, to, entity, target } of used) {
    raise(columnId(from, entity), KEY)
    raise(columnId(to, target), KEY)
    raise(`join ${from}.${entity} ${to}`, KEY)
  }
}

const TABLE = 1.2
const BRIDGE = 0.9
const KEY = 1

/** The best readings of each piece of the question. */
function namedItems(mentions: readonly Mention[], chosen: ReadonlySet<string>): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const [, all] of byText(mentions)) {
    const fitting = all.filter((one) => one.kind === 'metric' || chosen.has(one.name))
    const best = Math.max(0, ...fitting.map(({ quality }) => quality))
    for (const one of fitting) {
      const id =
        one.kind === 'metric'
          ? metricId(one.name)
          : one.column === null
            ? null
            : columnId(one.name, one.column)
      if (id !== null && one.quality >= best - 0.1)
        weights.set(id, Math.max(weights.get(id) ?? 0, one.quality))
    }
  }
  return weights
}

/** A few tables that between them hold what every piece of the question may stand for. */
function tablesFor(
  mentions: readonly Mention[],
  { model }: Given,
  near: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const open = [...byText(mentions).values()].map((all) => {
    const held = new Map<string, number>()
    for (const one of all)
      for (const table of one.kind === 'metric' ? modelsOfMetric(model, one.name) : [one.name])
        held.set(table, Math.max(held.get(table) ?? 0, one.quality + (one.kind === 'model' ? 0.15 : 0)))
    return held
  })
  const chosen = new Map<string, number>()
  let left = open.filter((held) => held.size > 0)
  while (left.length > 0) {
    const worth = new Map<string, number>()
    for (const held of left)
      for (const [table, quality] of held) worth.set(table, (worth.get(table) ?? 0) + quality ** 2)
    for (const [table, sum] of worth) worth.set(table, sum + NEAR * (near.get(table) ?? 0))
    const [best] = [...worth].toSorted((a, b) => b[1] - a[1])
    if (!best || best[1] < LEAST) break
    chosen.set(best[0], Math.min(1, best[1]))
    left = left.filter((held) => (held.get(best[0]) ?? 0) < Math.max(...held.values()) - SAME)
  }
  return chosen
}

/** How well the best item of each table fits by its words alone. */
function nearTables(scores: Float64Array, { items }: Given): ReadonlyMap<string, number> {
  const near = new Map<string, number>()
  items.forEach(({ kind, models }, at) => {
    if (kind !== 'table' && kind !== 'column') return
    for (const table of models) near.set(table, Math.max(near.get(table) ?? 0, scores[at] ?? 0))
  })
  return near
}

/** Of tables that fit alike by names, that with the nearer words is taken. */
const NEAR = 0.7

/** Weaker evidence than this calls for no table of its own. */
const LEAST = 0.3
/** A piece is left to another table only where that fits it so much better. */
const SAME = 0.4

const byText = (mentions: readonly Mention[]): ReadonlyMap<string, readonly Mention[]> => {
  const groups = new Map<string, Mention[]>()
  for (const one of mentions) groups.set(one.text, [...(groups.get(one.text) ?? []), one])
  return groups
}

/** Adds the tables between the chosen ones; gives the joins that lead through all of them. */
function connect(chosen: Set<string>, joins: readonly Join[]): readonly Join[] {
  const [first, ...others] = [...chosen]
  const reached = new Set(first === undefined ? [] : [first])
  const used: Join[] = []
  for (const table of others) {
    const way = pathBetween(joins, reached, table) ?? []
    used.push(...way)
    for (const { from, to } of way) for (const one of [from, to]) reached.add(one)
    reached.add(table)
  }
  for (const table of reached) chosen.add(table)
  return used
}

import { type Model, type Reachable, reachableDimensions, type SemanticModel } from '@numize/semantic'
import type { Column } from './thing.ts'

/** What each model reaches by joins that cannot repeat its rows, asked in the planner's words. */
export interface Graph {
  /** Every spelling of a column seen from a model, shortest way first; parallel ways are kept. */
  refs(from: string, column: Column): readonly Reachable[]
  /** Joins from one model to another; null where no way leads. */
  distance(from: string, to: string): number | null
  /** Models that reach all the given ones, nearest first; of equally near ones what only links them, by one way each. */
  roots(targets: readonly string[]): readonly string[]
}

/** The graph of a model; each model's reach is computed once, when first asked. */
export function createGraph(model: Model): Graph {
  const known = new Map<string, ReadonlyMap<string, readonly Reachable[]>>()
  const byColumn = (from: string): ReadonlyMap<string, readonly Reachable[]> => {
    const found = known.get(from) ?? indexTargets(reachableDimensions(model, from))
    known.set(from, found)
    return found
  }
  const distance = (from: string, to: string): number | null =>
    from === to ? 0 : (byColumn(from).get(`model ${to}`)?.[0]?.hops ?? null)
  const parallel = (from: string, to: string): number => {
    const found = byColumn(from).get(`model ${to}`) ?? []
    const nearest = found.filter(({ hops }) => hops === found[0]?.hops)
    return new Set(nearest.map(({ entityPath }) => entityPath.join())).size
  }
  const rootsOf = (targets: readonly string[]): readonly string[] =>
    model.semanticModels
      .map((one) => ({ one, name: one.name, far: targets.map((target) => distance(one.name, target)) }))
      .filter(({ far }) => far.every((hops) => hops !== null))
      .map(({ one, name, far }) => ({
        name,
        total: far.reduce<number>((sum, hops) => sum + (hops ?? 0), 0),
        ways: targets.reduce((sum, target) => sum + parallel(name, target), 0),
        more: isLink(one) ? 0 : 1,
      }))
      .toSorted((a, b) => a.total - b.total || a.ways - b.ways || a.more - b.more)
      .map(({ name }) => name)
  const knownRoots = new Map<string, readonly string[]>()
  return {
    refs: (from, column) =>
      byColumn(from).get(column.kind === 'key' ? `key ${column.name}` : `${column.model}.${column.name}`) ??
      [],
    distance,
    roots: (targets) => {
      const key = targets.toSorted().join()
      const found = knownRoots.get(key) ?? rootsOf(targets)
      if (knownRoots.size < MOST_ROOTS) knownRoots.set(key, found)
      return found
    },
  }
}

/** Hardly more than two keys: which linguist has which language. */
const isLink = ({ entities, dimensions }: SemanticModel): boolean =>
  entities.filter(({ kind }) => kind === 'foreign').length === 2 &&
  dimensions.filter(({ kind }) => kind === 'categorical').length <= MOST_OF_A_LINK &&
  dimensions.every(({ kind }) => kind === 'categorical')

const MOST_OF_A_LINK = 3

/** Sets of models whose roots are kept. */
const MOST_ROOTS = 10_000

function indexTargets(targets: readonly Reachable[]): Map<string, Reachable[]> {
  const index = new Map<string, Reachable[]>()
  const add = (key: string, target: Reachable): void => {
    const list = index.get(key)
    if (list) list.push(target)
    else index.set(key, [target])
  }
  for (const target of targets) {
    add(`model ${target.model}`, target)
    if (target.dimension === null) add(`key ${lastPart(target.ref)}`, target)
    else add(`${target.model}.${target.dimension}`, target)
  }
  return index
}

const lastPart = (ref: string): string => ref.slice(ref.lastIndexOf('__') + (ref.includes('__') ? 2 : 1))

import type { Model, SemanticModel } from '../model.ts'
import type { Join } from './joins.ts'
import { findModel, indexModel, type ModelIndex, remember } from './model-index.ts'

/** A dimension or entity that rows of a model can be grouped and filtered by. */
export interface Reachable {
  /** Entity path and name joined by `__`: `customer__country`, `account__customer`. */
  readonly ref: string
  /** The semantic model that declares it. */
  readonly model: string
  /** null = the entity itself (the last part of `ref`). */
  readonly dimension: string | null
  readonly entityPath: readonly string[]
  /** Joins it takes; 0 = the model's own. */
  readonly hops: number
}

/** A reachable with the joins that lead to it. */
export interface Target extends Reachable {
  readonly joins: readonly Join[]
}

/** Everything a model reaches, looked up by path and by last name. */
export interface Reach {
  /** Shortest first; within a distance, in order of declaration. Own names carry the primary entity only. */
  readonly targets: readonly Target[]
  /** All targets of a path; more than one at the same distance is ambiguous. Holds every accepted spelling. */
  readonly byRef: ReadonlyMap<string, readonly Target[]>
  readonly byLastName: ReadonlyMap<string, readonly Target[]>
}

/** Deeper paths exist in no model a person could read; the bound keeps cyclic and huge manifests cheap. */
const MAX_HOPS = 5
const MAX_STOPS = 20_000

/**
 * What rows of a semantic model can be grouped by without being repeated, shortest path first; a path that leads to
 * two models at the same distance is left out.
 * @throws `semantic/unknown-model`
 */
export function reachableDimensions(model: Model, from: string): readonly Reachable[] {
  const index = indexModel(model)
  return reachOf(index, findModel(index, from)).targets
}

/** The reach of a model; computed once. */
export const reachOf = (index: ModelIndex, from: SemanticModel): Reach =>
  remember(index, `reach of ${from.name}`, () => gather(index, from))

interface Stop {
  readonly at: SemanticModel
  readonly path: readonly string[]
  readonly joins: readonly Join[]
}

function gather(index: ModelIndex, from: SemanticModel): Reach {
  const main: Target[] = ownTargets(from, from.primaryEntity ?? ownPrefixes(from)[0])
  const spellings = ownPrefixes(from).flatMap((prefix) => ownTargets(from, prefix))
  for (const stop of walkJoins(index, from)) main.push(...joinedTargets(stop))
  const byRef = groupBy([...main, ...spellings], (target) => target.ref)
  const targets = main.filter(
    (target) => !isOwnEntityByPath(target) && nearest(byRef.get(target.ref) ?? []).length === 1,
  )
  return { targets: dropRepeats(targets), byRef, byLastName: groupBy(targets, lastName) }
}

/** `order__customer` is the same as `customer` for orders: understood, not offered. */
const isOwnEntityByPath = (target: Target): boolean =>
  target.hops === 0 && target.dimension === null && target.entityPath.length > 0

/** Those of the shortest distance, one per thing reached. */
export function nearest(targets: readonly Target[]): readonly Target[] {
  const least = Math.min(...targets.map((target) => target.hops))
  const near = targets.filter((target) => target.hops === least)
  return near.filter((target, at) => near.findIndex((other) => sameThing(other, target)) === at)
}

const sameThing = (a: Target, b: Target): boolean => a.model === b.model && a.dimension === b.dimension

const dropRepeats = (targets: readonly Target[]): readonly Target[] => {
  const seen = new Set<string>()
  return targets.filter(({ ref }) => !seen.has(ref) && seen.add(ref))
}

export const lastName = (target: Reachable): string =>
  target.dimension ?? target.ref.slice(target.ref.lastIndexOf('__') + (target.ref.includes('__') ? 2 : 1))

/** Names a model's own members go by: its primary entity, then its other keys. */
export function ownPrefixes(model: SemanticModel): readonly string[] {
  const keys = model.entities.filter((entity) => entity.kind !== 'foreign').map((entity) => entity.name)
  return [...new Set([...(model.primaryEntity === null ? [] : [model.primaryEntity]), ...keys])]
}

function ownTargets(from: SemanticModel, prefix: string | undefined): Target[] {
  const own = { model: from.name, hops: 0, joins: [] }
  const path = prefix === undefined ? [] : [prefix]
  const dimensions = from.dimensions.map((dimension) => ({
    ...own,
    ref: [...path, dimension.name].join('__'),
    dimension: dimension.name,
    entityPath: path,
  }))
  const entities = from.entities.map((entity) => ({
    ...own,
    ref: entity.name,
    dimension: null,
    entityPath: [],
  }))
  const prefixed = from.entities
    .filter((entity) => prefix !== undefined && entity.name !== prefix)
    .map((entity) => ({
      ...own,
      ref: [...path, entity.name].join('__'),
      dimension: null,
      entityPath: path,
    }))
  return prefix === from.primaryEntity || from.primaryEntity === null
    ? [...dimensions, ...entities, ...prefixed]
    : [...dimensions, ...prefixed]
}

function* walkJoins(index: ModelIndex, from: SemanticModel): Generator<Stop> {
  let level: Stop[] = [{ at: from, path: [], joins: [] }]
  let stops = 0
  for (let hop = 1; hop <= MAX_HOPS && level.length > 0; hop++) {
    const next = level.flatMap((stop) =>
      (index.joins.get(stop.at.name) ?? [])
        .filter((join) => !stop.path.includes(join.left.name) && !visited(stop, from, join.to))
        .map((join) => ({ at: join.to, path: [...stop.path, join.left.name], joins: [...stop.joins, join] })),
    )
    stops += next.length
    if (stops > MAX_STOPS) return
    yield* next
    level = next
  }
}

const visited = (stop: Stop, from: SemanticModel, to: SemanticModel): boolean =>
  to === from || stop.joins.some((join) => join.to === to)

function joinedTargets({ at, path, joins }: Stop): Target[] {
  const reached = { model: at.name, entityPath: path, hops: joins.length, joins }
  return [
    ...at.dimensions.map((dimension) => ({
      ...reached,
      ref: [...path, dimension.name].join('__'),
      dimension: dimension.name,
    })),
    ...at.entities
      .filter((entity) => !path.includes(entity.name))
      .map((entity) => ({ ...reached, ref: [...path, entity.name].join('__'), dimension: null })),
  ]
}

function groupBy(targets: readonly Target[], keyOf: (target: Target) => string): Map<string, Target[]> {
  const groups = new Map<string, Target[]>()
  for (const target of targets) {
    const group = groups.get(keyOf(target))
    if (group) group.push(target)
    else groups.set(keyOf(target), [target])
  }
  return groups
}

import { nearestNames } from '@numize/base'
import { fail } from '../errors.ts'
import type { Model, SemanticModel } from '../model.ts'
import { findModel, grainNames, indexModel, type ModelIndex } from './model-index.ts'
import { lastName, nearest, reachOf, type Target } from './reachable.ts'

/**
 * The dimension or entity a name means for rows of `from`: the exact path, or a unique suffix of one.
 * @throws `semantic/unknown-dimension`, `semantic/ambiguous-dimension`, `semantic/no-path`, `semantic/fan-out`
 */
export function resolveDimension(model: Model, from: string, name: string): Target {
  const index = indexModel(model)
  return resolveFrom(index, findModel(index, from), name)
}

export function resolveFrom(index: ModelIndex, from: SemanticModel, name: string, names?: 'exact'): Target {
  const found = findTarget(index, from, name, names)
  if (found) return found
  throw explainMissing(index, from, name)
}

/** As `resolveFrom`, but null when nothing has the name. @throws `semantic/ambiguous-dimension` */
export function findTarget(
  index: ModelIndex,
  from: SemanticModel,
  name: string,
  names?: 'exact',
): Target | null {
  const reach = reachOf(index, from)
  const exact = nearest(reach.byRef.get(name) ?? [])
  if (exact.length > 1) throw ambiguous(name, from, exact.map(describe))
  if (exact[0]) return exact[0]
  const suffix = `__${name}`
  const matches = (reach.byLastName.get(lastPart(name)) ?? []).filter(
    ({ ref }) => ref === name || ref.endsWith(suffix),
  )
  const distinct = matches.filter(
    (match, at) => matches.findIndex((other) => sameColumn(other, match)) === at,
  )
  if (distinct.length > (names === 'exact' ? 0 : 1))
    throw ambiguous(
      name,
      from,
      distinct.map(({ ref }) => ref),
    )
  return distinct[0] ?? null
}

/** Two spellings of one own column (`listing` and `view__listing`) are no ambiguity. */
const sameColumn = (a: Target, b: Target): boolean =>
  a === b || (a.hops === 0 && b.hops === 0 && lastName(a) === lastName(b) && a.dimension === b.dimension)

const lastPart = (name: string): string => name.slice(name.lastIndexOf('__') + (name.includes('__') ? 2 : 1))

const describe = (target: Target): string => `${target.ref} of ${target.model}`

const ambiguous = (name: string, from: SemanticModel, choices: readonly string[]) =>
  fail('ambiguous-dimension', { name, from: from.name, choices })

function explainMissing(index: ModelIndex, from: SemanticModel, name: string) {
  const last = lastPart(name)
  const owners = [...index.semanticModels.values()].filter(
    (model) => model !== from && nameable(model, name, last),
  )
  const fanOut = owners.find((owner) =>
    reachOf(index, owner).targets.some(({ model }) => model === from.name),
  )
  const owner = fanOut ?? owners[0]
  const choices = reachOf(index, from).targets.map(({ ref }) => ref)
  if (owner)
    return fail(sharesForeignKey(from, owner) || fanOut ? 'fan-out' : 'no-path', {
      name,
      from: from.name,
      owner: owner.name,
    })
  return (
    unknownGrain(index, from, name) ??
    fail('unknown-dimension', { name, from: from.name, near: nearestNames(name, choices), choices })
  )
}

/** Whether only the grain of a time is wrong: `metric_time__fortnight`. */
function unknownGrain(index: ModelIndex, from: SemanticModel, name: string) {
  const at = name.lastIndexOf('__')
  const path = name.slice(0, Math.max(at, 0))
  const target = (reachOf(index, from).byRef.get(path) ?? [])[0]
  const dimensions = target ? (index.semanticModels.get(target.model)?.dimensions ?? []) : []
  if (
    path !== 'metric_time' &&
    !dimensions.some((one) => one.name === target?.dimension && one.kind === 'time')
  )
    return null
  const grain = name.slice(at + 2)
  const choices = grainNames(index)
  return fail('unknown-grain', { name: grain, dimension: path, near: nearestNames(grain, choices), choices })
}

/** Whether a model declares what a name ends with, under one of its own entities. */
const nameable = (model: SemanticModel, name: string, last: string): boolean => {
  const declared =
    model.dimensions.some((dimension) => dimension.name === last) ||
    model.entities.some((entity) => entity.name === last)
  const prefix = name.slice(0, -last.length).replace(/__$/, '').split('__').at(-1) ?? ''
  return (
    declared &&
    (prefix === '' ||
      model.primaryEntity === prefix ||
      model.entities.some((entity) => entity.name === prefix))
  )
}

const sharesForeignKey = (from: SemanticModel, owner: SemanticModel): boolean =>
  owner.entities.some(
    (right) => right.kind === 'foreign' && from.entities.some((left) => left.name === right.name),
  )

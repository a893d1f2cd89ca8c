import type { Entity, Model, SemanticModel } from '../model.ts'

/** A LEFT join that gives at most one row (at a moment, for a natural key) of `to` for each row of `from`. */
export interface Join {
  readonly from: SemanticModel
  readonly to: SemanticModel
  readonly left: Entity
  readonly right: Entity
}

/** Joins by the model they leave: same entity name on both sides, to a primary, unique or natural key only. */
export function joinsOf(
  model: Model,
  modelsByEntity: ReadonlyMap<string, readonly SemanticModel[]>,
): Map<string, readonly Join[]> {
  const keys = new Map([...modelsByEntity].map(([name, models]) => [name, keysCalled(name, models)]))
  return new Map(
    model.semanticModels.map((from) => [
      from.name,
      from.entities.flatMap((left) =>
        (keys.get(left.name) ?? [])
          .filter(({ to, right }) => to !== from && neverFansOut(left, right))
          .map(({ to, right }) => ({ from, to, left, right })),
      ),
    ]),
  )
}

/** Models that an entity is a key of: few, where those that refer to it may be thousands. */
const keysCalled = (name: string, models: readonly SemanticModel[]) =>
  models.flatMap((to) => {
    const right = to.entities.find((entity) => entity.name === name)
    return right && right.kind !== 'foreign' ? [{ to, right }] : []
  })

const neverFansOut = (left: Entity, right: Entity): boolean =>
  right.kind !== 'natural' || left.kind !== 'natural'

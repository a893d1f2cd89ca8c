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
  return new Map(
    model.semanticModels.map((from) => [
      from.name,
      from.entities.flatMap((left) =>
        (modelsByEntity.get(left.name) ?? []).flatMap((to) => {
          const right = to.entities.find((entity) => entity.name === left.name)
          return to !== from && right && neverFansOut(left, right) ? [{ from, to, left, right }] : []
        }),
      ),
    ]),
  )
}

const neverFansOut = (left: Entity, right: Entity): boolean =>
  right.kind === 'natural' ? left.kind !== 'natural' : right.kind !== 'foreign'

import type { Model } from '@numize/semantic'

/** Rows of `from` belong to one row of `to` each, by an entity both declare. */
export interface Join {
  readonly from: string
  readonly to: string
  readonly entity: string
  /** The entity as `to` calls it. */
  readonly target: string
}

/** Every join a model declares or was found to have. */
export function joinsOf(model: Model): readonly Join[] {
  const owners = new Map<string, { readonly model: string; readonly entity: string }[]>()
  for (const { name, entities } of model.semanticModels)
    for (const entity of entities)
      if (entity.kind === 'primary' || entity.kind === 'unique')
        owners.set(entity.name, [...(owners.get(entity.name) ?? []), { model: name, entity: entity.name }])
  return model.semanticModels.flatMap(({ name, entities }) =>
    entities.flatMap((entity) =>
      (owners.get(entity.name) ?? [])
        .filter((owner) => owner.model !== name && (entity.kind === 'foreign' || owner.model > name))
        .map((owner) => ({ from: name, to: owner.model, entity: entity.name, target: owner.entity })),
    ),
  )
}

/** The fewest joins from one of some models to another model; null where none lead there. */
export function pathBetween(
  joins: readonly Join[],
  from: ReadonlySet<string>,
  to: string,
): readonly Join[] | null {
  const ways = new Map<string, readonly Join[]>([...from].map((model) => [model, []]))
  for (const [at, way] of ways) {
    if (at === to) return way
    for (const join of joins) {
      const next = join.from === at ? join.to : join.to === at ? join.from : null
      if (next !== null && !ways.has(next)) ways.set(next, [...way, join])
    }
  }
  return null
}

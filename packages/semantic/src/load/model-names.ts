import type { Model, SemanticModel } from '../model.ts'

/** Every name of a model that other objects may refer to. */
export interface ModelNames {
  readonly models: ReadonlyMap<string, SemanticModel>
  readonly metrics: ReadonlySet<string>
  readonly measures: ReadonlySet<string>
  readonly entities: ReadonlySet<string>
  readonly dimensions: ReadonlySet<string>
}

export const namesOf = (model: Model): ModelNames => ({
  models: new Map(model.semanticModels.map((one) => [one.name, one])),
  metrics: new Set(model.metrics.map(({ name }) => name)),
  measures: new Set(model.semanticModels.flatMap((one) => one.measures.map(({ name }) => name))),
  entities: new Set(
    model.semanticModels.flatMap((one) => [
      ...one.entities.map(({ name }) => name),
      ...(one.primaryEntity ? [one.primaryEntity] : []),
    ]),
  ),
  dimensions: new Set(model.semanticModels.flatMap((one) => one.dimensions.map(({ name }) => name))),
})

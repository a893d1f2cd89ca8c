import type { Model, Place, SemanticModel } from '../model.ts'
import type { Problem } from '../project.ts'
import { checkEventStream } from './check-event-stream.ts'
import { filterProblems } from './check-filter.ts'
import { checkMetrics } from './check-metrics.ts'
import { problemAt, unknownName } from './check-problem.ts'
import { type ModelNames, namesOf } from './model-names.ts'

/** Every contradiction inside a model: names used twice, names that do not exist, circles. */
export function checkModel(model: Model): readonly Problem[] {
  const names = namesOf(model)
  return [
    ...duplicates('semantic model', model.semanticModels),
    ...duplicates('metric', model.metrics),
    ...duplicates('saved query', model.savedQueries),
    ...duplicates(
      'measure',
      model.semanticModels.flatMap((one) => one.measures),
    ),
    ...model.semanticModels.flatMap((one) => checkSemanticModel(one, names)),
    ...model.semanticModels.flatMap((one) => checkEventStream(model, one)),
    ...checkMetrics(model, names),
    ...checkSavedQueries(model, names),
  ]
}

interface Named {
  readonly name: string
  readonly place: Place | null
}

function duplicates(what: string, objects: readonly Named[]): readonly Problem[] {
  const first = new Map<string, Named>()
  return objects.flatMap((object) => {
    const earlier = first.get(object.name)
    if (!earlier) {
      first.set(object.name, object)
      return []
    }
    const where = earlier.place
      ? ` It is already defined in ${earlier.place.file}, line ${earlier.place.line}.`
      : ''
    return [problemAt(object.place, `duplicate ${what}: ${object.name}.${where}`)]
  })
}

function checkSemanticModel(model: SemanticModel, names: ModelNames): readonly Problem[] {
  const elements = [...model.entities, ...model.dimensions]
  return [
    ...duplicates(`name in semantic model ${model.name}`, elements),
    ...checkPrimaryEntity(model),
    ...checkTimeDimensions(model),
    ...model.measures.flatMap((measure) => {
      const semi = measure.nonAdditive
      if (!semi) return []
      const dimensions = model.dimensions.map(({ name }) => name)
      const entities = model.entities.map(({ name }) => name)
      const what = `measure ${measure.name}: `
      return [
        ...(dimensions.includes(semi.dimension)
          ? []
          : [
              problemAt(
                measure.place,
                what + unknownName('non_additive_dimension', semi.dimension, dimensions),
              ),
            ]),
        ...semi.groupings
          .filter((grouping) => !entities.includes(grouping) && !names.entities.has(grouping))
          .map((grouping) => problemAt(measure.place, what + unknownName('entity', grouping, entities))),
      ]
    }),
  ]
}

function checkPrimaryEntity(model: SemanticModel): readonly Problem[] {
  const primaries = model.entities.filter(({ kind }) => kind === 'primary')
  const second = primaries[1]
  if (second)
    return [
      problemAt(
        second.place,
        `semantic model ${model.name} has two primary entities. Make ${second.name} unique or foreign.`,
      ),
    ]
  const declared = primaries[0]
  if (declared && model.primaryEntity !== declared.name)
    return [
      problemAt(
        model.place,
        `semantic model ${model.name} says primary_entity: ${model.primaryEntity} but its primary entity is ${declared.name}. Remove one.`,
      ),
    ]
  if (model.primaryEntity === null && model.dimensions.length > 0)
    return [
      problemAt(
        model.place,
        `semantic model ${model.name} has dimensions but no primary entity. Add an entity with type: primary, or primary_entity: a_name.`,
      ),
    ]
  return []
}

function checkTimeDimensions(model: SemanticModel): readonly Problem[] {
  const times = model.dimensions.filter(({ kind }) => kind === 'time').map(({ name }) => name)
  const wanted = [
    { name: model.defaultTimeDimension, place: model.place },
    ...model.measures.map((measure) => ({ name: measure.timeDimension, place: measure.place })),
  ]
  return wanted.flatMap(({ name, place }) => {
    if (name === null || times.includes(name)) return []
    const isOther = model.dimensions.some((dimension) => dimension.name === name)
    const what = `semantic model ${model.name}: `
    return [
      problemAt(
        place,
        isOther
          ? `${what}agg_time_dimension ${name} is not a time dimension.`
          : what + unknownName('agg_time_dimension', name, times),
      ),
    ]
  })
}

function checkSavedQueries(model: Model, names: ModelNames): readonly Problem[] {
  return model.savedQueries.flatMap((query) => [
    ...query.metrics
      .filter((metric) => !names.metrics.has(metric))
      .map((metric) =>
        problemAt(query.place, `saved query ${query.name}: ${unknownName('metric', metric, names.metrics)}`),
      ),
    ...query.where.flatMap((where) =>
      filterProblems(where, `saved query ${query.name}`, names).map((text) => problemAt(query.place, text)),
    ),
  ])
}

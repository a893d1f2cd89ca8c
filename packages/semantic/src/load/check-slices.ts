import type { Model } from '../model.ts'
import type { Problem, Slice } from '../project.ts'
import { filterProblems } from './check-filter.ts'
import { problemAt, unknownName } from './check-problem.ts'
import { type ModelNames, namesOf } from './model-names.ts'

/** Every name in a slice that the model does not have. */
export function checkSlices(slices: readonly Slice[], model: Model): readonly Problem[] {
  const names = namesOf(model)
  const seen = new Set<string>()
  return slices.flatMap((slice) => {
    const twice = seen.has(slice.name) ? [problemAt(slice.place, `duplicate slice: ${slice.name}.`)] : []
    seen.add(slice.name)
    return [...twice, ...checkSlice(slice, names)]
  })
}

function checkSlice(slice: Slice, names: ModelNames): readonly Problem[] {
  const missing = (what: string, wanted: readonly string[], known: Iterable<string>): readonly string[] => {
    const all = new Set(known)
    return wanted.filter((name) => !all.has(name)).map((name) => unknownName(what, name, all))
  }
  const dimensions = [...names.models.values()].flatMap((model) =>
    model.dimensions.map(({ name }) => `${model.name}.${name}`),
  )
  const sentences = [
    ...missing('model', slice.models ?? [], names.models.keys()),
    ...missing('metric', slice.metrics ?? [], names.metrics),
    ...missing('dimension', slice.hiddenDimensions, dimensions),
    ...missing(
      'dimension',
      slice.pii.map(({ dimension }) => dimension),
      dimensions,
    ),
    ...missing(
      'model',
      slice.rowFilters.map(({ model }) => model),
      names.models.keys(),
    ),
    ...slice.rowFilters.flatMap(({ where }) => filterProblems(where, 'a row filter', names)),
    ...missing('entity', slice.groupEntity === undefined ? [] : [slice.groupEntity], names.entities),
    ...missing('join', slice.joins ?? [], joinsOf(names)),
  ]
  return sentences.map((sentence) => problemAt(slice.place, `slice ${slice.name}: ${sentence}`))
}

/** Every reference of one model to another. */
const joinsOf = ({ models }: ModelNames): readonly string[] =>
  [...models.values()].flatMap((model) => model.entities.map(({ name }) => `${model.name}.${name}`))

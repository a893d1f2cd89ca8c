import type { Dimension, Measure, Metric, Model, SemanticModel } from '../model.ts'
import { phraseOf, slugOf, wordsIn } from './names.ts'

/** A model that only marks some rows of another one by their key: premiums among policy amounts. */
export interface Subtype {
  readonly model: SemanticModel
  readonly base: SemanticModel
  /** A dimension of the model that every row has; null where it has none. */
  readonly flag: Dimension | null
}

/** Models without measures and columns of their own whose key is the key of a model with measures. */
export const subtypesOf = ({ semanticModels }: Pick<Model, 'semanticModels'>): readonly Subtype[] =>
  semanticModels.flatMap((model) => {
    if (!onlyMarks(model)) return []
    const bases = semanticModels.filter(
      (one) => one !== model && one.primaryEntity === model.primaryEntity && one.measures.length > 0,
    )
    const [base] = bases
    return base && bases.length === 1 ? [{ model, base, flag: model.dimensions[0] ?? null }] : []
  })

const onlyMarks = ({ primaryEntity, entities, dimensions, measures }: SemanticModel): boolean =>
  primaryEntity !== null &&
  measures.length === 0 &&
  entities.every(({ name, kind }) => name === primaryEntity && kind === 'primary') &&
  dimensions.every(({ kind, expr }) => kind === 'categorical' && /^('[^']*'|\d+|true)$/i.test(expr.trim()))

/** The simple metrics that add up a measure over the rows of a subtype only. */
export const metricsOfSubtype = (
  metrics: readonly Metric[],
  { base, flag, model }: Subtype,
): readonly Metric[] =>
  metrics.filter(
    (metric) =>
      metric.kind === 'simple' &&
      base.measures.some(({ name }) => name === metric.input.measure) &&
      [...metric.filters, ...metric.input.filters].some((text) =>
        new RegExp(String.raw`\b${model.primaryEntity}__${flag?.name ?? flagName(model)}\b`).test(text),
      ),
  )

const flagName = ({ name }: SemanticModel): string => `is_${name}`

/** The model with a metric for each subtype and sum of its base where the author wrote none. */
export function subtypeMetrics(model: Model): Pick<Model, 'semanticModels' | 'metrics'> {
  const subtypes = subtypesOf(model)
  const metrics = subtypes.flatMap((subtype) => {
    const known = metricsOfSubtype(model.metrics, subtype)
    return subtype.base.measures
      .filter(({ aggregation, expr }) => aggregation === 'sum' && expr.trim() !== '1')
      .filter(({ name }) => !known.some((one) => one.kind === 'simple' && one.input.measure === name))
      .map((measure) => metricOf(subtype, measure))
  })
  const unmarked = new Set(subtypes.filter(({ flag }) => flag === null).map(({ model: { name } }) => name))
  const semanticModels = model.semanticModels.map((one) =>
    unmarked.has(one.name) ? { ...one, dimensions: [flagOf(one)] } : one,
  )
  return { semanticModels, metrics }
}

const flagOf = (model: SemanticModel): Dimension => ({
  name: flagName(model),
  label: null,
  description: null,
  extras: { hidden: true },
  place: null,
  kind: 'categorical',
  expr: '1',
  grain: null,
  isPartition: false,
  validity: null,
  dataType: null,
})

function metricOf({ model, base, flag }: Subtype, measure: Measure): Metric {
  const words = nameOf(model, base, measure)
  return {
    name: slugOf(words),
    label: phraseOf(words),
    description: `${phraseOf(wordsIn(measure.name))} of the rows that are ${phraseOf(wordsIn(model.name)).toLowerCase()}.`,
    extras: measure.extras.unit === undefined ? {} : { unit: measure.extras.unit },
    place: null,
    filters: [`{{ Dimension('${model.primaryEntity}__${flag?.name ?? flagName(model)}') }} IS NOT NULL`],
    defaultGrain: null,
    kind: 'simple',
    input: { measure: measure.name, alias: null, filters: [], fillNullsWith: null, joinToTimeSpine: false },
  }
}

const aggregates = new Set(['total', 'sum', 'sums'])
const amounts = new Set(['amount', 'value', 'cost', 'price', 'quantity', 'volume', 'total', 'sum'])

/** `total_policy_amount` of premiums is `total_premium_amount`: the subtype in the place of what the base is called. */
function nameOf(model: SemanticModel, base: SemanticModel, measure: Measure): string[] {
  const own = new Set(wordsIn(base.name).filter((word) => !amounts.has(word)))
  const rest = wordsIn(measure.name).filter((word) => !own.has(word))
  const leading = rest.filter((word, at) => at === 0 && aggregates.has(word))
  return [
    ...(leading.length > 0 ? leading : ['total']),
    ...wordsIn(model.name),
    ...rest.slice(leading.length),
  ]
}

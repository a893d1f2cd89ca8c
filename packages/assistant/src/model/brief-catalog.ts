import type { Catalog, ColumnValues } from '@numize/planner'
import { type Dimension, type Model, modelsOfMetric, type SemanticModel } from '@numize/semantic'
import { rank, wordsIn } from './bm25.ts'

/** What a language model is told of a slice: names and descriptions near the question, never a row. */
export interface CatalogBrief {
  readonly metrics: readonly MetricBrief[]
  readonly models: readonly ModelBrief[]
  /** The project's own words. */
  readonly words: readonly { readonly phrase: string; readonly means: string }[]
  /** Whether plans may aggregate plain columns, not only use metrics. */
  readonly inlineMeasures: boolean
}

interface Described {
  readonly name: string
  readonly label?: string
  readonly description?: string
  readonly synonyms?: readonly string[]
}

interface MetricBrief extends Described {
  /** The models whose rows it is made of. */
  readonly of: readonly string[]
}

interface ModelBrief extends Described {
  /** The name its own dimensions are reached by. */
  readonly entity: string | null
  /** Entities its rows lead to, each with the model that describes it. */
  readonly leadsTo: readonly string[]
  readonly dimensions: readonly DimensionBrief[]
}

interface DimensionBrief extends Described {
  readonly type: string
  readonly values?: readonly string[]
}

const MOST_METRICS = 40
const MOST_MODELS = 40
const MOST_DIMENSIONS = 120
const MOST_WORDS = 60
const MOST_VALUES = 20
const LONGEST_VALUE = 80
const LONGEST_TEXT = 300

/** The part of a catalog that fits a question, bounded. Personal data is left out, name and values, whoever asks. */
export function briefCatalog(catalog: Catalog, question: string): CatalogBrief {
  const query = wordsIn(question)
  const { semanticModels, metrics } = catalog.model
  const shown = new Set(
    nearest(
      semanticModels.flatMap((owner) =>
        owner.dimensions.filter(isOpen).map((dimension) => ({ owner, dimension })),
      ),
      ({ owner, dimension }) => [
        ...wordsOf(dimension),
        ...wordsOf(owner),
        ...valuesIn(valuesOf(catalog, owner, dimension), query).flatMap(wordsIn),
      ],
      { query, most: MOST_DIMENSIONS },
    ).map(({ dimension }) => dimension),
  )
  const told = nearest(metrics, wordsOf, { query, most: MOST_METRICS })
  const named = new Set(told.flatMap(({ name }) => modelsOfMetric(catalog.model, name)))
  const owners = modelsNear(
    catalog.model,
    ({ name, dimensions }) => named.has(name) || dimensions.some((one) => shown.has(one)),
  )
  return {
    metrics: told.map((metric) => ({ ...describe(metric), of: modelsOfMetric(catalog.model, metric.name) })),
    models: owners.map((owner) => ({
      ...describe(owner),
      entity: owner.primaryEntity,
      leadsTo: owner.entities.filter(({ kind }) => kind === 'foreign').map(({ name }) => name),
      dimensions: owner.dimensions
        .filter((dimension) => shown.has(dimension) || isClock(owner, dimension))
        .map((dimension) => briefDimension(dimension, owner, { catalog, query })),
    })),
    words: nearest(catalog.lexicon.synonyms, ({ phrase }) => wordsIn(phrase), { query, most: MOST_WORDS }),
    inlineMeasures: catalog.inlineMeasures,
  }
}

/** All models of a small catalog; of a large one those that hold what is told, and those their rows lead to. */
function modelsNear(
  { semanticModels }: Model,
  holds: (model: SemanticModel) => boolean,
): readonly SemanticModel[] {
  if (semanticModels.length <= MOST_MODELS) return semanticModels
  const kept = semanticModels.filter(holds)
  const leadTo = new Set(kept.flatMap(({ entities }) => entities.map(({ name }) => name)))
  return semanticModels.filter(
    (model) => kept.includes(model) || (model.primaryEntity !== null && leadTo.has(model.primaryEntity)),
  )
}

/** Columns a language model may hear of. */
export const isOpen = ({ extras }: Dimension): boolean => extras.pii !== true && extras.hidden !== true

/** What a language model may know of the values of a column: those of open columns that the catalog holds. */
export const valuesOf = (catalog: Catalog, owner: SemanticModel, dimension: Dimension): ColumnValues | null =>
  (isOpen(dimension) &&
    catalog.values.find((one) => one.model === owner.name && one.dimension === dimension.name)) ||
  null

const isClock = (owner: SemanticModel, dimension: Dimension): boolean =>
  isOpen(dimension) && dimension.name === owner.defaultTimeDimension

interface Named {
  readonly name: string
  readonly label: string | null
  readonly description: string | null
  readonly extras: { readonly synonyms?: readonly string[] }
}

function nearest<T>(
  items: readonly T[],
  words: (item: T) => readonly string[],
  { query, most }: { readonly query: readonly string[]; readonly most: number },
): readonly T[] {
  if (items.length <= most) return items
  return rank(
    items.map((item) => ({ item, words: words(item) })),
    query,
  ).slice(0, most)
}

const wordsOf = ({ name, label, description, extras }: Named): readonly string[] =>
  [name, label ?? '', ...(extras.synonyms ?? []), description ?? ''].flatMap(wordsIn)

const describe = ({ name, label, description, extras }: Named): Described => ({
  name,
  ...(label === null ? {} : { label }),
  ...(description === null ? {} : { description: description.slice(0, LONGEST_TEXT) }),
  ...(extras.synonyms === undefined ? {} : { synonyms: extras.synonyms }),
})

function briefDimension(
  dimension: Dimension,
  owner: SemanticModel,
  { catalog, query }: { readonly catalog: Catalog; readonly query: readonly string[] },
): DimensionBrief {
  const column = valuesOf(catalog, owner, dimension)
  const few = column?.complete === true && column.values.length <= MOST_VALUES
  const values = few ? column.values : valuesIn(column, query)
  return {
    ...describe(dimension),
    name: owner.primaryEntity === null ? dimension.name : `${owner.primaryEntity}__${dimension.name}`,
    type: dimension.kind === 'time' ? 'time' : (dimension.dataType ?? 'unknown'),
    ...(values.length === 0
      ? {}
      : { values: values.slice(0, MOST_VALUES).map((one) => one.slice(0, LONGEST_VALUE)) }),
  }
}

/** Values all of whose words the question says. A look at the first letters spares the many that are not meant. */
function valuesIn(column: ColumnValues | null, query: readonly string[]): readonly string[] {
  const said = new Set(query)
  const text = query.join(' ')
  return (column?.values ?? []).filter((value) => {
    if (value.length > LONGEST_VALUE || !text.includes(value.slice(0, 3).toLowerCase())) return false
    const words = wordsIn(value)
    return words.length > 0 && words.every((word) => said.has(word))
  })
}

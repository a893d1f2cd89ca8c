import type { Catalog } from '@numize/planner'
import {
  type Dimension,
  dimensionsOfMetrics,
  type Metric,
  metricDefinition,
  modelsOfMetric,
  type SemanticModel,
} from '@numize/semantic'
import type { Reply } from './conversation.ts'

/** Something told about the thread or the catalog; no data is read for it. */
export type Told = Extract<Reply, { status: 'told' }>

export const told = (title: string, items: readonly string[], sql: string | null = null): Told => ({
  status: 'told',
  title,
  items,
  sql,
})

const MOST_NAMES = 12

/** What a metric or a column is; null where nothing is called so. */
export function tellDefinition(named: string, catalog: Catalog): Told | null {
  const metric = metricCalled(named, catalog)
  if (metric) return told(labelOf(metric), [definitionOf(metric, catalog)])
  for (const model of catalog.model.semanticModels) {
    const one = model.dimensions.find((dimension) => isCalled(dimension, named))
    if (one) return tellColumn(one, model, catalog)
  }
  return null
}

function tellColumn(one: Dimension, model: SemanticModel, { values }: Catalog): Told {
  const members =
    values.find((known) => known.model === model.name && known.dimension === one.name)?.values ?? []
  return told(labelOf(one), [
    one.description ?? `A column of ${labelOf(model)}.`,
    ...(members.length > 0 ? [`Values: ${some(members, ', …')}.`] : []),
  ])
}

/** What one of a kind is: a row of a table ("a customer") before a metric ("an active customer"). */
export const tellKind = (named: string, catalog: Catalog): Told | null =>
  tellAbout(named, catalog) ?? tellDefinition(named, catalog)

/** What a table holds, and what is measured of it; null where none is called so. */
export function tellAbout(named: string, catalog: Catalog): Told | null {
  const model = modelCalled(named, catalog)
  if (!model) return null
  const own = catalog.model.metrics.filter(({ name }) =>
    modelsOfMetric(catalog.model, name).includes(model.name),
  )
  return told(labelOf(model), [
    ...(model.description === null ? [] : [model.description]),
    ...(own.length > 0 ? [`Metrics: ${some(own.map(labelOf))}.`] : []),
    ...(model.dimensions.length > 0 ? [`Columns: ${some(model.dimensions.map(labelOf))}.`] : []),
  ])
}

/** Every table of the slice, with what a row of it is. */
export const tellTables = ({ model }: Catalog): Told =>
  told(
    'The tables here',
    model.semanticModels.map((one) =>
      one.description === null ? labelOf(one) : `${labelOf(one)}: ${one.description}`,
    ),
  )

/** What a metric can be shown by. */
export function tellGroupings(named: string, catalog: Catalog): Told | null {
  const metric = metricCalled(named, catalog)
  if (!metric) return null
  const ways = dimensionsOfMetrics(catalog.model, [metric.name]).flatMap(({ model, dimension, ref }) => {
    const owner = catalog.model.semanticModels.find(({ name }) => name === model)
    const one = owner?.dimensions.find(({ name }) => name === dimension)
    return [one?.label ?? capital(ref.split('__').slice(-2).join(' ').replaceAll('_', ' '))]
  })
  const names = [...new Set(ways)]
  return told(`${labelOf(metric)} can be shown by`, [
    ...(names.length > 0 ? [`${some(names)}.`] : []),
    'Day, week, month, quarter and year, where its rows are dated.',
  ])
}

/** What a metric is worked out from: its definition and its tables. */
export function tellOrigin(named: string, catalog: Catalog): Told | null {
  const metric = metricCalled(named, catalog)
  if (!metric) return null
  const tables = modelsOfMetric(catalog.model, metric.name).flatMap(
    (model) => catalog.model.semanticModels.find(({ name }) => name === model) ?? [],
  )
  return told(`Where ${labelOf(metric)} comes from`, [
    definitionOf(metric, catalog),
    ...tables.map((one) => `Table ${labelOf(one)} (${one.relation.name})${dotted(one.description)}`),
  ])
}

/** The metrics and tables of the slice, and questions that work. */
export function tellScope(catalog: Catalog, examples: readonly string[]): Told {
  const { metrics, semanticModels } = catalog.model
  return told('What you can ask here', [
    ...(metrics.length > 0 ? [`Metrics: ${some(metrics.map(labelOf))}.`] : []),
    `Data about: ${some(semanticModels.map(labelOf))}.`,
    ...examples.map((example) => `For instance: ${example}`),
  ])
}

const metricCalled = (named: string, { model }: Catalog): Metric | undefined =>
  model.metrics.find((metric) => isCalled(metric, named))

/** By its own name, or that of the thing a row of it is. */
export const modelCalled = (named: string, { model }: Catalog): SemanticModel | undefined =>
  model.semanticModels.find(
    (one) =>
      isCalled(one, named) || (one.primaryEntity !== null && plain(one.primaryEntity) === plain(named)),
  )

type Called = Pick<Dimension, 'name' | 'label' | 'extras'>

const isCalled = ({ name, label, extras }: Called, named: string): boolean =>
  [name, label ?? '', ...(extras.synonyms ?? [])].some((one) => one !== '' && plain(one) === plain(named))

/** Without case, signs and plurals. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .split(/[\s_-]+/)
    .map((word) => word.replace(/(?<=[^s])s$/, ''))
    .join(' ')
    .trim()

const labelOf = ({ label, name }: { readonly label: string | null; readonly name: string }): string =>
  label ?? name

function definitionOf(metric: Metric, { model }: Catalog): string {
  const { description } = metric
  return `${labelOf(metric)} is ${metricDefinition(model, metric.name)}.${description === null ? '' : ` ${description}`}`
}

const dotted = (description: string | null): string => (description === null ? '.' : `: ${description}`)

const some = (names: readonly string[], more = ` and ${names.length - MOST_NAMES} more`): string =>
  `${names.slice(0, MOST_NAMES).join(', ')}${names.length > MOST_NAMES ? more : ''}`

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

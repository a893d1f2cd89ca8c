import { measuresUsed } from '../load/check-metrics.ts'
import type { Metric, Model, SemanticModel } from '../model.ts'
import type { Project } from '../project.ts'
import type { DbtChange } from './diff-imports.ts'
import { inputsOf } from './merge-models.ts'
import { relationId } from './semantic-relations.ts'

/** Files of the project that name objects in ways of their own (boards). */
export type OtherFiles = ReadonlyMap<string, string>

/** What of a project uses what changed in a dbt model, for people: `metric revenue`, `slice sales`, `boards/weekly.yml`. */
export function touchedBy(change: DbtChange, project: Project, others: OtherFiles): readonly string[] {
  if (change.columns?.length === 0) return []
  const { model } = project
  const models = model.semanticModels.filter(
    ({ relation }) => relationId(relation) === relationId(change.model.relation),
  )
  const used = models.map((one) => partsOf(one, change.columns))
  const dimensions = new Set(used.flatMap((one) => one.dimensions))
  const metrics = metricsOn(model, new Set(used.flatMap((one) => one.measures)))
  const touched = used.filter(({ isTouched }) => isTouched).map(({ name }) => name)
  const names = new Set([...touched, ...metrics, ...[...dimensions].map((path) => path.split('.')[1] ?? '')])
  return [
    ...touched.map((name) => `semantic model ${name}`),
    ...metrics.map((name) => `metric ${name}`),
    ...model.savedQueries
      .filter((query) => query.metrics.some((name) => metrics.includes(name)))
      .map(({ name }) => `saved query ${name}`),
    ...slicesOf(project, { touched, metrics, dimensions }),
    ...lexiconOf(project, names),
    ...[...others].filter(([, text]) => namesAny(text, names)).map(([path]) => path),
  ]
}

interface Parts {
  readonly name: string
  readonly isTouched: boolean
  readonly measures: readonly string[]
  /** `model.dimension`. */
  readonly dimensions: readonly string[]
}

function partsOf(model: SemanticModel, columns: readonly string[] | null): Parts {
  const reads = ({ expr }: { readonly expr: string }) => columns === null || namesAny(expr, new Set(columns))
  const measures = model.measures.filter(reads).map(({ name }) => name)
  const dimensions = model.dimensions.filter(reads).map(({ name }) => `${model.name}.${name}`)
  const isTouched = columns === null || measures.length + dimensions.length > 0 || model.entities.some(reads)
  return { name: model.name, isTouched, measures, dimensions }
}

/** Metrics on these measures, and metrics made of those. */
function metricsOn(model: Model, measures: ReadonlySet<string>): readonly string[] {
  const found = new Set(
    model.metrics
      .filter((metric) => measuresUsed(metric).some(({ measure }) => measures.has(measure)))
      .map(({ name }) => name),
  )
  const grows = (metric: Metric) =>
    !found.has(metric.name) && inputsOf(metric).some((input) => found.has(input.metric))
  for (let more = model.metrics.filter(grows); more.length > 0; more = model.metrics.filter(grows))
    for (const { name } of more) found.add(name)
  return [...found]
}

interface Names {
  readonly touched: readonly string[]
  readonly metrics: readonly string[]
  readonly dimensions: ReadonlySet<string>
}

function slicesOf({ slices }: Project, { touched, metrics, dimensions }: Names): readonly string[] {
  return slices
    .filter(
      (slice) =>
        [...(slice.models ?? []), ...slice.rowFilters.map(({ model }) => model)].some((name) =>
          touched.includes(name),
        ) ||
        (slice.metrics ?? []).some((name) => metrics.includes(name)) ||
        [...slice.hiddenDimensions, ...slice.pii.map(({ dimension }) => dimension)].some((path) =>
          dimensions.has(path),
        ),
    )
    .map(({ name }) => `slice ${name}`)
}

const lexiconOf = ({ lexicon }: Project, names: ReadonlySet<string>): readonly string[] => [
  ...lexicon.synonyms
    .filter(({ means }) => namesAny(means, names))
    .map(({ phrase }) => `synonym "${phrase}"`),
  ...lexicon.ambiguous
    .filter(({ choices }) => choices.some((one) => namesAny(one, names)))
    .map(({ phrase }) => `phrase "${phrase}"`),
]

const namesAny = (text: string, names: ReadonlySet<string>): boolean => {
  const lower = new Set([...names].map((name) => name.toLowerCase()))
  return (text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).some(
    (word) => lower.has(word) || word.split('__').some((part) => lower.has(part)),
  )
}

import type { Measure, Metric, SavedQuery, SemanticModel, TimeSpine } from '../model.ts'
import type { Problem } from '../project.ts'
import { METRIC_KEYS, readMetric } from './read-metric.ts'
import { readSavedQuery, SAVED_QUERY_KEYS } from './read-saved-query.ts'
import { readSemanticModel, SEMANTIC_MODEL_KEYS } from './read-semantic-model.ts'
import { readModelProperties, readTimeSpines } from './read-time-spine.ts'
import { child, children, type Fields, fieldsOf, named, readDocuments, rootOf } from './yaml-reader.ts'

/** What one file of `models/` says, before it is put together with the others. */
export interface ModelFile {
  readonly semanticModels: readonly SemanticModel[]
  readonly metrics: readonly Metric[]
  /** Measures with `create_metric: true`. */
  readonly proxies: readonly Measure[]
  readonly savedQueries: readonly SavedQuery[]
  readonly timeSpines: readonly TimeSpine[]
}

/** Both styles (`semantic_model:` documents; `semantic_models:` lists), and the rest of dbt's files, which says nothing to us. */
const DOCUMENT_KEYS = [
  'semantic_model',
  'semantic_models',
  'metric',
  'metrics',
  'saved_query',
  'saved_queries',
  'project_configuration',
  'models',
  'version',
  'sources',
  'seeds',
  'snapshots',
  'exposures',
  'macros',
  'analyses',
  'groups',
  'unit_tests',
  'data_tests',
  'anchors',
] as const

const PROJECT_CONFIGURATION = [
  'time_spines',
  'time_spine_table_configurations',
  'dsi_package_version',
] as const

/** An object of a file: under a key of its own, or in a list. */
interface ObjectKind {
  readonly one: string
  readonly many: string
  readonly what: string
  readonly known: readonly string[]
}

const MODEL: ObjectKind = {
  one: 'semantic_model',
  many: 'semantic_models',
  what: 'semantic model',
  known: SEMANTIC_MODEL_KEYS,
}
const METRIC: ObjectKind = { one: 'metric', many: 'metrics', what: 'metric', known: METRIC_KEYS }
const QUERY: ObjectKind = {
  one: 'saved_query',
  many: 'saved_queries',
  what: 'saved query',
  known: SAVED_QUERY_KEYS,
}

export function readModelFile(file: string, text: string, problems: Problem[]): ModelFile {
  const documents = readDocuments(file, text, problems).flatMap((reader) => {
    const root = rootOf(reader)
    const fields = root && fieldsOf(reader, root, `the top of ${file}`, DOCUMENT_KEYS)
    return fields ? [fields] : []
  })
  const models = documents.flatMap((document) => objects(document, MODEL)).map(readSemanticModel)
  return {
    semanticModels: models.map(({ model }) => model),
    proxies: models.flatMap(({ proxies }) => proxies),
    metrics: documents
      .flatMap((document) => objects(document, METRIC))
      .flatMap((fields) => readMetric(fields) ?? []),
    savedQueries: documents.flatMap((document) => objects(document, QUERY)).map(readSavedQuery),
    timeSpines: documents.flatMap(timeSpines),
  }
}

function objects(document: Fields, { one, many, what, known }: ObjectKind): readonly Fields[] {
  const single = child(document, one, known)
  return [...(single ? [named(single, what)] : []), ...children(document, many, what, known)]
}

function timeSpines(document: Fields): readonly TimeSpine[] {
  const configuration = child(document, 'project_configuration', PROJECT_CONFIGURATION)
  return [
    ...(configuration ? readTimeSpines(configuration) : []),
    ...children(document, 'models', 'model', null).flatMap(readModelProperties),
  ]
}

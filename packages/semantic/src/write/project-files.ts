import { measuresUsed } from '../load/check-metrics.ts'
import type { Metric, Model, SemanticModel } from '../model.ts'
import type { Connection, Lexicon, Project, Slice, SliceWindow } from '../project.ts'
import { metricYaml } from './metric-yaml.ts'
import { savedQueryYaml, semanticModelYaml, timeSpineYaml } from './model-yaml.ts'
import { compact, type Tree, yamlText } from './to-yaml.ts'

/**
 * A project as the files of its folder (path → text): dbt's own spec with our additions under `meta.numize`.
 * `loadProject` of them gives back the same model, slices and lexicon.
 */
export function projectToFiles(project: Project): ReadonlyMap<string, string> {
  return new Map([
    ['numize.yml', numizeYml(project)],
    ...modelFiles(project.model),
    ...project.slices.map((slice) => [`slices/${fileName(slice.name)}.yml`, sliceYml(slice)] as const),
    ...(isEmptyLexicon(project.lexicon) ? [] : [['lexicon.yml', lexiconYml(project.lexicon)] as const]),
  ])
}

const fileName = (name: string): string => name.replace(/[^\w-]+/g, '_')

function numizeYml(project: Project): string {
  const { calendar, connection } = project
  return yamlText(
    compact({
      name: project.name,
      label: project.label === project.name ? null : project.label,
      connection: connectionYaml(connection),
      time_zone: calendar.timeZone,
      week_start: calendar.weekStart,
      fiscal_year_start: calendar.fiscalYearStartMonth,
      holidays: (calendar.holidays ?? []).map(({ name, days }) => ({ name, days })),
      now: project.now,
      examples: project.examples,
    }),
    'A Numize project. now: clock (today), data (the last complete day loaded) or a date.\nfiscal_year_start: the month, 1 to 12.',
  )
}

function connectionYaml(connection: Connection): Tree {
  const where = 'url' in connection ? { url: withoutPassword(connection) } : { path: connection.path }
  const schema = 'schema' in connection ? { schema: connection.schema } : {}
  return { type: connection.kind, ...where, ...schema }
}

/** A password stays out of files: the environment gives it. */
function withoutPassword({ kind, url }: Extract<Connection, { readonly url: string }>): string {
  const variable = kind === 'clickhouse' ? 'CLICKHOUSE_PASSWORD' : 'PGPASSWORD'
  const secret = /(?<=^[a-z]+:\/\/[^:@/?#]*:)[^$].*(?=@[^@]*$)|(?<=[?&]password=)[^$&][^&]*/g
  return url.replace(secret, () => `\${${variable}}`)
}

/** A file per semantic model with the simple metrics on its measures; all other metrics in models/metrics.yml. */
function modelFiles(model: Model): readonly (readonly [string, string])[] {
  const owner = ownersOf(model)
  const names = fileNames(model.semanticModels)
  const metricsFile = names.includes('metrics') ? 'project_metrics' : 'metrics'
  const rest = model.metrics.filter((metric) => !owner.has(metric))
  const shared = compact({
    metrics: rest.map(metricYaml),
    saved_queries: model.savedQueries.map(savedQueryYaml),
    project_configuration: compact({ time_spines: model.timeSpines.map(timeSpineYaml) }),
  })
  return [
    ...model.semanticModels.map((one, at) => [`models/${names[at]}.yml`, modelYml(one, owner)] as const),
    ...(Object.keys(shared).length > 0
      ? [
          [
            `models/${metricsFile}.yml`,
            yamlText(shared, "Metrics over several models, in dbt's own spec (MetricFlow)."),
          ] as const,
        ]
      : []),
  ]
}

/** Names that differ only in signs or case get a number: each model keeps a file of its own on any disk. */
function fileNames(models: readonly SemanticModel[]): readonly string[] {
  const taken = new Set<string>()
  return models.map(({ name }) => {
    const plain = fileName(name)
    let free = plain
    for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${plain}_${count}`
    taken.add(free.toLowerCase())
    return free
  })
}

function ownersOf(model: Model): ReadonlyMap<Metric, string> {
  const byMeasure = new Map(
    model.semanticModels.flatMap((one) => one.measures.map(({ name }) => [name, one.name] as const)),
  )
  return new Map(
    model.metrics.flatMap((metric) => {
      const owner =
        metric.kind === 'simple' ? byMeasure.get(measuresUsed(metric)[0]?.measure ?? '') : undefined
      return owner === undefined ? [] : [[metric, owner] as const]
    }),
  )
}

function modelYml(model: SemanticModel, owner: ReadonlyMap<Metric, string>): string {
  const metrics = [...owner].filter(([, name]) => name === model.name).map(([metric]) => metricYaml(metric))
  return yamlText(
    compact({ semantic_models: [semanticModelYaml(model)], metrics }),
    `${model.label ?? model.name}, in dbt's own spec (MetricFlow). Numize's additions stand under meta.numize.`,
  )
}

const sliceYml = (slice: Slice): string =>
  yamlText(
    {
      ...compact({
        name: slice.name,
        label: slice.label === slice.name ? null : slice.label,
        description: slice.description,
      }),
      audience: slice.audience,
      ...named('models', slice.models),
      ...named('metrics', slice.metrics),
      ...compact({
        hidden_dimensions: slice.hiddenDimensions,
        row_filters: slice.rowFilters.map((filter): Tree => compact({ ...filter })),
        pii: slice.pii,
        inline_measures: slice.inlineMeasures,
        limits: slice.limits ? compact({ ...slice.limits }) : null,
      }),
      ...rulesOf(slice),
    },
    'What one team may ask. Lists left out mean all.',
  )

const rulesOf = ({ minGroupSize, groupEntity, rawRows, window, aggregations, joins }: Slice): Tree => ({
  ...(minGroupSize === undefined ? {} : { min_group_size: minGroupSize }),
  ...(groupEntity === undefined ? {} : { group_entity: groupEntity }),
  ...(rawRows === undefined ? {} : { raw_rows: rawRows }),
  ...(window === undefined ? {} : { window: windowOf(window) }),
  ...(aggregations === undefined ? {} : { aggregations }),
  ...(joins === undefined ? {} : { joins }),
})

const windowOf = (window: SliceWindow): Tree =>
  window.kind === 'trailing'
    ? { trailing: `${window.count} ${window.grain}${window.count === 1 ? '' : 's'}` }
    : compact({ from: window.from, to: window.to })

/** An empty list means nothing at all and must not read as "all". */
const named = (key: string, names: readonly string[] | null): Tree => (names === null ? {} : { [key]: names })

const isEmptyLexicon = ({ synonyms, ambiguous }: Lexicon): boolean => synonyms.length + ambiguous.length === 0

const lexiconYml = ({ synonyms, ambiguous }: Lexicon): string =>
  yamlText(
    compact({ synonyms, ambiguous }),
    'Words of this project: synonyms mean one thing, ambiguous phrases are asked back.',
  )

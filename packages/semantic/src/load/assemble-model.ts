import type { Measure, Metric, Model } from '../model.ts'
import type { ModelFile } from './read-model-file.ts'

/** One model of all files; measures with `create_metric` become simple metrics unless the same metric is written out. */
export function assembleModel(files: readonly ModelFile[]): Model {
  const written = files.flatMap((file) => file.metrics)
  const proxies = files.flatMap((file) => file.proxies).map(simpleMetric)
  return {
    semanticModels: files.flatMap((file) => file.semanticModels),
    metrics: [...written, ...proxies.filter((proxy) => !written.some((metric) => isSame(metric, proxy)))],
    timeSpines: files.flatMap((file) => file.timeSpines),
    savedQueries: files.flatMap((file) => file.savedQueries),
  }
}

const isSame = (metric: Metric, proxy: Metric): boolean =>
  metric.name === proxy.name && metric.kind === 'simple' && metric.input.measure === proxy.name

/** The simple metric that is a measure as it stands. */
const simpleMetric = (measure: Measure): Metric => ({
  kind: 'simple',
  name: measure.name,
  label: measure.label,
  description: measure.description,
  extras: measure.extras,
  place: measure.place,
  filters: [],
  defaultGrain: null,
  input: { measure: measure.name, alias: null, filters: [], fillNullsWith: null, joinToTimeSpine: false },
})

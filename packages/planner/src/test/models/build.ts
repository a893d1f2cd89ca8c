import type { Dimension, Entity, Extras, Measure, Metric, SemanticModel } from '@numize/semantic'
import type { Catalog } from '../../index.ts'

const described = (name: string, extras: Extras = {}, label: string | null = null) => ({
  name,
  label,
  description: null,
  extras,
  place: null,
})

export const entity = (name: string, kind: Entity['kind'], expr = `${name}_id`): Entity => ({
  ...described(name),
  kind,
  expr,
  role: null,
})

export const text = (name: string, extras: Extras = {}): Dimension => ({
  ...described(name, extras),
  kind: 'categorical',
  expr: name,
  grain: null,
  isPartition: false,
  validity: null,
  dataType: 'string',
})

export const number = (name: string, extras: Extras = {}): Dimension => ({
  ...text(name, extras),
  dataType: 'integer',
})
export const flag = (name: string): Dimension => ({ ...text(name), dataType: 'boolean' })
export const day = (name: string, extras: Extras = {}): Dimension => ({
  ...text(name, extras),
  kind: 'time',
  grain: 'day',
  dataType: 'date',
})

export const measure = (name: string, aggregation: Measure['aggregation'], expr = name): Measure => ({
  ...described(name),
  aggregation,
  expr,
  percentile: null,
  discretePercentile: false,
  approximatePercentile: false,
  timeDimension: null,
  nonAdditive: null,
})

type Parts = Partial<
  Pick<SemanticModel, 'entities' | 'dimensions' | 'measures' | 'defaultTimeDimension' | 'extras'>
>

export const table = (name: string, primaryEntity: string, parts: Parts): SemanticModel => ({
  ...described(name, parts.extras ?? {}),
  relation: { database: null, schema: null, name },
  primaryEntity,
  defaultTimeDimension: parts.defaultTimeDimension ?? null,
  entities: parts.entities ?? [],
  dimensions: parts.dimensions ?? [],
  measures: parts.measures ?? [],
})

interface MetricParts {
  readonly label?: string
  readonly extras?: Extras
  readonly filters?: readonly string[]
}

const metric = (name: string, { label, extras, filters }: MetricParts) => ({
  ...described(name, extras ?? {}, label ?? null),
  filters: filters ?? [],
  defaultGrain: null,
})

export const simple = (name: string, measureName: string, parts: MetricParts = {}): Metric => ({
  ...metric(name, parts),
  kind: 'simple',
  input: { measure: measureName, alias: null, filters: [], fillNullsWith: null, joinToTimeSpine: false },
})

export const ratio = (
  name: string,
  numerator: string,
  denominator: string,
  parts: MetricParts = {},
): Metric => {
  const input = (of: string) => ({
    metric: of,
    alias: null,
    filters: [],
    offsetWindow: null,
    offsetToGrain: null,
  })
  return {
    ...metric(name, parts),
    kind: 'ratio',
    numerator: input(numerator),
    denominator: input(denominator),
  }
}

export const valuesOf = (model: string, dimension: string, values: readonly string[], complete = true) => ({
  model,
  dimension,
  dataType: 'string' as const,
  values,
  complete,
})

export const catalog = (
  models: readonly SemanticModel[],
  parts: Partial<Catalog> & { metrics?: readonly Metric[] } = {},
): Catalog => ({
  model: { semanticModels: models, metrics: parts.metrics ?? [], timeSpines: [], savedQueries: [] },
  calendar: { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 },
  lexicon: parts.lexicon ?? { synonyms: [], ambiguous: [] },
  values: parts.values ?? [],
  inlineMeasures: parts.inlineMeasures ?? true,
  dataRange: parts.dataRange ?? { start: '2023-01-01', end: '2026-06-30' },
  examples: parts.examples ?? [],
})

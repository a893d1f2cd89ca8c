import { z } from 'zod'
import { AGGREGATIONS, type Extras, FINE_GRAINS, GRAINS } from '../model.ts'
import { kinds, object, oneOf } from './strict.ts'

const name = z.string().min(1)
const text = z.string().nullable()

const DATA_TYPES = [
  'string',
  'integer',
  'decimal',
  'double',
  'boolean',
  'date',
  'timestamp',
  'time',
  'other',
] as const
export const dataTypeSchema = oneOf(DATA_TYPES)

export const unitSchema = kinds(
  [
    object({ kind: z.literal('count'), of: z.string().exactOptional() }),
    object({ kind: z.literal('money'), currency: z.string() }),
    object({ kind: z.literal('percent') }),
    object({ kind: z.literal('duration'), unit: oneOf(['second', 'minute', 'hour', 'day']) }),
    object({ kind: z.literal('other'), symbol: z.string() }),
  ],
  ['count', 'money', 'percent', 'duration', 'other'],
).meta({ id: 'Unit', description: 'The unit of a bare number. Percent cells are fractions.' })

const eventStream = object({
  entity: name,
  time: name,
  event: text,
  id: text,
  identity: object({ model: name, from: name, to: name }).nullable(),
}).meta({ id: 'EventStream', description: 'Rows of the semantic model are events of an entity.' })

const extras: z.ZodType<Extras> = z
  .looseObject({
    synonyms: z.array(z.string()).exactOptional(),
    unit: unitSchema.exactOptional(),
    upIsGood: z.boolean().exactOptional(),
    pii: z.boolean().exactOptional(),
    display: z.boolean().exactOptional(),
    hidden: z.boolean().exactOptional(),
    aggregations: z.array(oneOf(AGGREGATIONS)).exactOptional(),
    eventStream: eventStream.exactOptional(),
  })
  .meta({
    id: 'Extras',
    description: "Numize's additions, kept under meta.numize in dbt files.",
  }) as z.ZodType<Extras>

export const placeSchema = object({ file: z.string(), line: z.int() }).nullable()

const described = { name, label: text, description: text, extras, place: placeSchema }

const relationSchema = object({ database: text, schema: text, name }).meta({ id: 'Relation' })

const entitySchema = object({
  ...described,
  kind: oneOf(['primary', 'unique', 'foreign', 'natural']),
  expr: z.string(),
  role: text,
}).meta({ id: 'Entity' })

const dimensionSchema = object({
  ...described,
  kind: oneOf(['categorical', 'time']),
  expr: z.string(),
  grain: oneOf([...FINE_GRAINS, ...GRAINS]).nullable(),
  isPartition: z.boolean(),
  validity: oneOf(['start', 'end']).nullable(),
  dataType: dataTypeSchema.nullable(),
}).meta({ id: 'Dimension' })

const measureSchema = object({
  ...described,
  aggregation: oneOf(AGGREGATIONS),
  expr: z.string(),
  percentile: z.number().nullable(),
  discretePercentile: z.boolean(),
  approximatePercentile: z.boolean(),
  timeDimension: text,
  nonAdditive: object({
    dimension: name,
    choose: oneOf(['min', 'max']),
    groupings: z.array(z.string()),
  }).nullable(),
}).meta({ id: 'Measure' })

export const semanticModelSchema = object({
  ...described,
  relation: relationSchema,
  primaryEntity: text,
  defaultTimeDimension: text,
  entities: z.array(entitySchema),
  dimensions: z.array(dimensionSchema),
  measures: z.array(measureSchema),
}).meta({ id: 'SemanticModel' })

const timeSpine = object({
  relation: relationSchema,
  column: name,
  grain: z.string(),
  customGrains: z.array(object({ name, column: name })),
}).meta({ id: 'TimeSpine' })

const savedQuery = object({
  ...described,
  metrics: z.array(z.string()),
  groupBy: z.array(z.string()),
  where: z.array(z.string()),
  orderBy: z.array(z.string()),
  limit: z.number().nullable(),
}).meta({ id: 'SavedQuery' })

const window = object({ count: z.int(), grain: z.string() }).meta({ id: 'Window' })

const measureInput = object({
  measure: name,
  alias: text,
  filters: z.array(z.string()),
  fillNullsWith: z.number().nullable(),
  joinToTimeSpine: z.boolean(),
}).meta({ id: 'MeasureInput' })

const metricInput = object({
  metric: name,
  alias: text,
  filters: z.array(z.string()),
  offsetWindow: window.nullable(),
  offsetToGrain: text,
}).meta({ id: 'MetricInput' })

const metricBase = { ...described, filters: z.array(z.string()), defaultGrain: text }

export const metricSchema = kinds(
  [
    object({ ...metricBase, kind: z.literal('simple'), input: measureInput }),
    object({ ...metricBase, kind: z.literal('ratio'), numerator: metricInput, denominator: metricInput }),
    object({ ...metricBase, kind: z.literal('derived'), expr: z.string(), inputs: z.array(metricInput) }),
    object({
      ...metricBase,
      kind: z.literal('cumulative'),
      input: measureInput,
      window: window.nullable(),
      grainToDate: text,
      periodAggregation: oneOf(['first', 'last', 'average']),
    }),
    object({
      ...metricBase,
      kind: z.literal('conversion'),
      base: measureInput,
      conversion: measureInput,
      entity: name,
      window: window.nullable(),
      calculation: oneOf(['conversions', 'conversion_rate']),
      constantProperties: z.array(object({ base: z.string(), conversion: z.string() })),
    }),
  ],
  ['simple', 'ratio', 'derived', 'cumulative', 'conversion'],
).meta({
  id: 'Metric',
  title: 'Numize KPI definition',
  description: 'A governed metric over measures of semantic models.',
})

export const modelSchema = object({
  semanticModels: z.array(semanticModelSchema),
  metrics: z.array(metricSchema),
  timeSpines: z.array(timeSpine),
  savedQueries: z.array(savedQuery),
}).meta({ id: 'Model', title: 'Numize semantic objects', description: 'Everything that may be asked about.' })

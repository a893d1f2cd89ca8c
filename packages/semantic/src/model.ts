import type { Json } from '@numize/base'

/** Calendar grains, finest first. A custom grain is a column of a time spine and is named by the project. */
export const GRAINS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const
export type Grain = (typeof GRAINS)[number]
/** Finer than a person asks; a warehouse may still declare them. */
export const FINE_GRAINS = ['nanosecond', 'microsecond', 'millisecond'] as const
export type FineGrain = (typeof FINE_GRAINS)[number]
export const DATE_PARTS = ['year', 'quarter', 'month', 'day', 'dow', 'doy'] as const
export type DatePart = (typeof DATE_PARTS)[number]

export type DataType =
  | 'string'
  | 'integer'
  | 'decimal'
  | 'double'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'time'
  | 'other'

/**
 * The unit of a bare number. `currency` is ISO 4217; money stored in minor units is divided in the measure's
 * expression, never in a face. `percent` cells are fractions (0.12 is shown as 12 %).
 */
export type Unit =
  | { readonly kind: 'count'; readonly of?: string }
  | { readonly kind: 'money'; readonly currency: string }
  | { readonly kind: 'percent' }
  | { readonly kind: 'duration'; readonly unit: 'second' | 'minute' | 'hour' | 'day' }
  | { readonly kind: 'other'; readonly symbol: string }

/** Numize's additions to the dbt spec: they live under `meta.numize` (or `config.meta.numize`). */
export interface Extras {
  readonly synonyms?: readonly string[]
  readonly unit?: Unit
  readonly upIsGood?: boolean
  /** Holds personal data: hidden unless a slice says otherwise. */
  readonly pii?: boolean
  /** Of a dimension: it names its entity for a reader (a customer's name, a merchant's name). */
  readonly display?: boolean
  /** Of a dimension: not offered to people (technical columns). */
  readonly hidden?: boolean
  /** Of a numeric dimension: inline measures over it are allowed. */
  readonly aggregations?: readonly Aggregation[]
  /** Of a numeric dimension: it is read from text, some of which is no number and counts as unknown. */
  readonly mixed?: boolean
  /** Of a semantic model: a SQL condition over its own columns that its rows meet; others do not belong to it. */
  readonly rows?: string
  /** Of a semantic model: its rows are events, so that retention and funnels can be asked of it. */
  readonly eventStream?: EventStream
  readonly [other: string]: Json | undefined | object
}

/** Names are dimensions and entities of the semantic model, or paths from it. */
export interface EventStream {
  /** Whose events they are. */
  readonly entity: string
  readonly time: string
  /** The dimension that names an event, where there is one. */
  readonly event: string | null
  /** Unique per event: of rows that share it, the earliest counts. */
  readonly id: string | null
  /** Several ids of one entity: rows of `model` say that `from` is `to`. */
  readonly identity: { readonly model: string; readonly from: string; readonly to: string } | null
}

export const AGGREGATIONS = [
  'sum',
  'min',
  'max',
  'average',
  'count',
  'count_distinct',
  'sum_boolean',
  'median',
  'percentile',
] as const
export type Aggregation = (typeof AGGREGATIONS)[number]

interface Described {
  readonly name: string
  readonly label: string | null
  readonly description: string | null
  readonly extras: Extras
  /** Where it was written, for error messages; null for discovered or imported objects. */
  readonly place: Place | null
}

export interface Place {
  readonly file: string
  readonly line: number
}

export interface Relation {
  readonly database: string | null
  readonly schema: string | null
  readonly name: string
}

export interface Entity extends Described {
  readonly kind: 'primary' | 'unique' | 'foreign' | 'natural'
  /** SQL over the relation's columns; defaults to the name. */
  readonly expr: string
  readonly role: string | null
}

export interface Dimension extends Described {
  readonly kind: 'categorical' | 'time'
  readonly expr: string
  /** Of a time dimension: its own grain. */
  readonly grain: Grain | FineGrain | null
  readonly isPartition: boolean
  /** `start` or `end` of the validity window of a slowly changing dimension. */
  readonly validity: 'start' | 'end' | null
  /** Known once an engine described the relation; null before. */
  readonly dataType: DataType | null
}

export interface Measure extends Described {
  readonly aggregation: Aggregation
  readonly expr: string
  /** 0 < p < 1, of a percentile. */
  readonly percentile: number | null
  readonly discretePercentile: boolean
  readonly approximatePercentile: boolean
  /** The time dimension it is counted by; null = the model's default. */
  readonly timeDimension: string | null
  readonly nonAdditive: NonAdditive | null
}

/** A semi-additive measure: taken at the first or last moment of `dimension` (per `groupings`), not summed over it. */
export interface NonAdditive {
  readonly dimension: string
  readonly choose: 'min' | 'max'
  readonly groupings: readonly string[]
}

export interface SemanticModel extends Described {
  readonly relation: Relation
  /** Name of the primary entity (declared among `entities` or by `primary_entity:` without a column). */
  readonly primaryEntity: string | null
  readonly defaultTimeDimension: string | null
  readonly entities: readonly Entity[]
  readonly dimensions: readonly Dimension[]
  readonly measures: readonly Measure[]
}

export interface Window {
  readonly count: number
  /** A grain or the name of a custom grain. */
  readonly grain: string
}

/** A measure used by a metric. */
export interface MeasureInput {
  readonly measure: string
  readonly alias: string | null
  readonly filters: readonly string[]
  readonly fillNullsWith: number | null
  readonly joinToTimeSpine: boolean
}

/** A metric used by another metric. */
export interface MetricInput {
  readonly metric: string
  readonly alias: string | null
  readonly filters: readonly string[]
  readonly offsetWindow: Window | null
  readonly offsetToGrain: string | null
}

/** Filters are dbt where-templates (`{{ Dimension('customer__country') }} = 'FR'`), joined by AND. */
interface MetricBase extends Described {
  readonly filters: readonly string[]
  /** The coarsest-first default grain of metric_time (`time_granularity:`); null = its measures' own. */
  readonly defaultGrain: string | null
}

export type Metric =
  | (MetricBase & { readonly kind: 'simple'; readonly input: MeasureInput })
  | (MetricBase & {
      readonly kind: 'ratio'
      readonly numerator: MetricInput
      readonly denominator: MetricInput
    })
  | (MetricBase & {
      readonly kind: 'derived'
      readonly expr: string
      readonly inputs: readonly MetricInput[]
    })
  | (MetricBase & {
      readonly kind: 'cumulative'
      readonly input: MeasureInput
      readonly window: Window | null
      readonly grainToDate: string | null
      readonly periodAggregation: 'first' | 'last' | 'average'
    })
  | (MetricBase & {
      readonly kind: 'conversion'
      readonly base: MeasureInput
      readonly conversion: MeasureInput
      readonly entity: string
      readonly window: Window | null
      readonly calculation: 'conversions' | 'conversion_rate'
      readonly constantProperties: readonly { readonly base: string; readonly conversion: string }[]
    })

export interface TimeSpine {
  readonly relation: Relation
  readonly column: string
  readonly grain: string
  readonly customGrains: readonly { readonly name: string; readonly column: string }[]
}

export interface SavedQuery extends Described {
  readonly metrics: readonly string[]
  readonly groupBy: readonly string[]
  readonly where: readonly string[]
  readonly orderBy: readonly string[]
  readonly limit: number | null
}

/** Everything that may be asked about: pure data, hashable, frozen after loading. */
export interface Model {
  readonly semanticModels: readonly SemanticModel[]
  readonly metrics: readonly Metric[]
  readonly timeSpines: readonly TimeSpine[]
  readonly savedQueries: readonly SavedQuery[]
}

export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** How a project counts time. */
export interface Calendar {
  /** IANA zone. Timestamps are stored in UTC and counted in this zone; dates are never shifted. */
  readonly timeZone: string
  readonly weekStart: (typeof DAYS)[number]
  /** 1–12: the month a fiscal year starts with; it is named by the calendar year it ends in. */
  readonly fiscalYearStartMonth: number
  /** Days of the project's own on which business is not as usual. */
  readonly holidays?: readonly CalendarHoliday[]
}

export interface CalendarHoliday {
  readonly name: string
  /** `MM-DD` each year, or `YYYY-MM-DD` once. */
  readonly days: readonly string[]
}

import type { MetricsPlan, Result, ResultColumn } from '@numize/semantic'
import type { Span } from '../explain/report.ts'
import type { Estimate } from './outlook.ts'
import type { StepGrain } from './steps.ts'

/** A period that is not over, or part of one. */
export interface ForecastPoint extends Span {
  /** Of the whole period: what is known of it is in the estimate. */
  readonly estimate: Estimate
}

export interface KnownPoint extends Span {
  /** Null where nothing is known. */
  readonly value: number | null
}

/** What a metric is likely to be, and how far such a look can be trusted. Every figure is a number. */
export interface ForecastReport {
  readonly kind: 'forecast'
  readonly metric: string
  readonly column: ResultColumn
  readonly period: Span
  /** Of the whole period; null of a metric whose steps do not add up to it: then the points say it one by one. */
  readonly total: Estimate | null
  /** What is known of the period so far; null where nothing is, or where it does not add up. */
  readonly toDate: number | null
  /** First day not known. */
  readonly knownUntil: string
  /** Grain of history and points. */
  readonly grain: StepGrain
  readonly history: readonly KnownPoint[]
  readonly points: readonly ForecastPoint[]
  readonly method: ForecastMethod
  readonly target: ForecastTarget | null
  /** What a reader should know, in sentences. */
  readonly notes: readonly string[]
  /** Gives the series anew. */
  readonly plan: MetricsPlan
  readonly runHashes: readonly string[]
}

/** A report with the governed answer it was made from. */
export interface Forecasted extends ForecastReport {
  readonly result: Result
}

/** How it was made and how it did before. */
export interface ForecastMethod {
  /** Steps the series went by. */
  readonly grain: StepGrain
  readonly weights: Readonly<Record<string, number>>
  /** Past forecasts that were checked. */
  readonly checked: number
  /** Their mean absolute error as a part of the usual size of a step; null where that is not known. */
  readonly error: number | null
  /** The same of repeating the season before. */
  readonly naiveError: number | null
}

export interface ForecastTarget {
  readonly value: number
  /** Chance that the total is at least that, 0–1. */
  readonly chance: number
}

/** Why there is no forecast, in a sentence. */
export interface NoForecastReport {
  readonly kind: 'none'
  readonly metric: string
  readonly reason: string
}

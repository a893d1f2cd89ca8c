import type { Result, ResultColumn } from '@numize/semantic'

/** A figure to come with its 80 and 95 % intervals. */
export interface Band {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly low80: number
  readonly high80: number
}

/** A metric looked ahead of, as far as a face shows it. Spans are local days `[start, end)`. */
export interface ForecastView {
  /** The governed answer the forecast was made from. */
  readonly result: Result
  readonly column: ResultColumn
  readonly grain: string
  readonly period: { readonly start: string; readonly end: string }
  /** Null where single periods do not add up to it. */
  readonly total: Band | null
  /** What is known of the period so far. */
  readonly toDate: number | null
  readonly history: readonly { readonly start: string; readonly end: string; readonly value: number | null }[]
  readonly points: readonly { readonly start: string; readonly end: string; readonly estimate: Band }[]
  readonly target: { readonly value: number; readonly chance: number } | null
  readonly notes: readonly string[]
}

import type { DbtImport } from './dbt/dbt-import.ts'
import type { Aggregation, Calendar, Model, Place } from './model.ts'

/** A project on disk: `numize.yml`, `models/`, `slices/`, `boards/`, `lexicon.yml`. */
export interface Project {
  readonly name: string
  readonly label: string
  /** Absolute folder. */
  readonly dir: string
  readonly calendar: Calendar
  /** `clock` = the wall clock; `data` = the last complete loaded day; an ISO date = that day. */
  readonly now: string
  readonly connection: Connection
  readonly model: Model
  readonly slices: readonly Slice[]
  /** Project words: phrase → what it means. */
  readonly lexicon: Lexicon
  /** Questions to show a newcomer. */
  readonly examples: readonly string[]
  /** What a language model may do here; absent = the defaults, where the environment names one. */
  readonly providers?: Providers
  /** What was taken over from dbt (`dbt.json`): lineage and the state of tests; absent without dbt. */
  readonly dbt?: DbtImport
  /** Hash of everything above that changes an answer's rows. */
  readonly version: string
}

/** A project's say in which language model is asked when, and how much it may take. Keys are never part of a project. */
export interface Providers {
  /** `none` = never ask one; absent = the one whose key the environment holds. */
  readonly use?: 'openai' | 'anthropic' | 'google' | 'compatible' | 'none'
  readonly model?: string
  /** `llm` = asked first; `planner` = only where the planner is unsure. */
  readonly prefer: 'planner' | 'llm'
  /** An OpenAI-compatible server on this machine; other addresses come from the environment. */
  readonly baseUrl?: string
  /** US dollars for a million tokens, where the model is not in our list. */
  readonly price?: { readonly inputUsd: number; readonly outputUsd: number }
  readonly budget: { readonly questionUsd?: number; readonly dayUsd?: number; readonly seconds?: number }
}

/** Where the data is. Paths are relative to the project's folder, or absolute. */
export type Connection =
  /** A folder or glob of Parquet, CSV, TSV, JSON files: one relation per file name (or per folder). */
  | { readonly kind: 'files'; readonly path: string; readonly schema?: string }
  | { readonly kind: 'duckdb'; readonly path: string }
  | { readonly kind: 'sqlite'; readonly path: string }
  /** `${NAME}` in the address stands for an environment variable, so that no password need be in a file. */
  | { readonly kind: 'postgres'; readonly url: string; readonly schema?: string }
  /** `clickhouse://login:password@host:8123/database`; `?secure=true` for https. */
  | { readonly kind: 'clickhouse'; readonly url: string }
  /** `bigquery://project/dataset`; credentials come from the environment, never from a file of the project. */
  | { readonly kind: 'bigquery'; readonly url: string }

/** What one team may ask. Absent lists mean "all"; what a list names and only that is reachable. */
export interface Slice {
  readonly name: string
  readonly label: string
  readonly description: string | null
  /** Roles or user names that may use it; `*` = everyone in the organisation. */
  readonly audience: readonly string[]
  readonly models: readonly string[] | null
  readonly metrics: readonly string[] | null
  /** `model.dimension` names taken away. */
  readonly hiddenDimensions: readonly string[]
  /** Filters at the scan of a model; `{{ user('country') }}` stands for an attribute of whoever asks. */
  readonly rowFilters: readonly {
    readonly model: string
    readonly where: string
    readonly description: string | null
  }[]
  /** PII dimensions shown in spite of their mark, or masked otherwise than hidden. */
  readonly pii: readonly {
    readonly dimension: string
    readonly mask: 'hide' | 'null' | 'hash' | 'truncate' | 'show'
  }[]
  readonly inlineMeasures: boolean
  /** What one query may be expected to take at most; absent = as much as it needs. */
  readonly limits?: Limits
  /** Groups of fewer are left out of every answer; absent = 5, 1 = none is. */
  readonly minGroupSize?: number
  /** Different ones of this entity are counted; absent, and for facts that do not reach it, rows are. */
  readonly groupEntity?: string
  /** Whether single rows may be listed; absent = they may. */
  readonly rawRows?: boolean
  /** Rows of other times do not exist, by each model's default time; absent = all times. */
  readonly window?: SliceWindow
  /** Aggregations that figures may be made by; absent = all. */
  readonly aggregations?: readonly Aggregation[]
  /** `model.entity` references that may be followed to another model; absent = all. */
  readonly joins?: readonly string[]
  readonly place: Place | null
}

/** `[from, to)`, days in the calendar's zone, an absent end open; or so many periods up to today, today included. */
export type SliceWindow =
  | { readonly kind: 'between'; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'trailing'; readonly count: number; readonly grain: TrailingGrain }

export const TRAILING_GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const
export type TrailingGrain = (typeof TRAILING_GRAINS)[number]

/** Most that an `Estimate` may say. A figure the engine cannot tell is not held against its limit. */
export interface Limits {
  readonly rows?: number
  readonly bytes?: number
  /** US dollars where the engine bills by what is read, else the units of the engine's planner. */
  readonly cost?: number
}

export interface Lexicon {
  /** Words that mean a metric, dimension or value of this project: `{phrase, means}` with `means` a model name. */
  readonly synonyms: readonly { readonly phrase: string; readonly means: string }[]
  /** Phrases with several meanings on purpose: the planner asks back with these choices. */
  readonly ambiguous: readonly { readonly phrase: string; readonly choices: readonly string[] }[]
}

/** One thing wrong with a project; loading collects all of them. */
export interface Problem {
  readonly severity: 'error' | 'warning'
  readonly file: string
  /** 1-based; 0 = the file as a whole. */
  readonly line: number
  readonly message: string
}

import type { DataType, Unit } from './model.ts'
import type { Plan } from './plan.ts'

/**
 * How a value travels, fixed once: integers and decimals as numbers where a double holds them exactly, as decimal
 * strings otherwise; NaN and infinities as null; dates `YYYY-MM-DD`; timestamps `YYYY-MM-DD HH:MM:SS[.ffffff]` in the
 * calendar's zone; null = not known.
 */
export type Cell = string | number | boolean | null

export interface ResultColumn {
  /** Unique in the result; what order-by and having name. */
  readonly name: string
  /** For people. */
  readonly label: string
  readonly type: DataType
  readonly unit: Unit | null
  readonly role: 'time' | 'dimension' | 'entity' | 'metric' | 'previous' | 'change' | 'changePercent'
  /** Of a metric: whether its groups may be added up (sums and counts), as far as the compiler knows. */
  readonly additive?: boolean
  /** From a sample: `scaled` = an estimate for all rows (scaled up, or an average or ratio); `sample` = of the rows read only. */
  readonly estimate?: 'scaled' | 'sample'
  /** Of a time column: its grain. */
  readonly grain: string | null
  /** The metric or dimension it shows, as named in the model. */
  readonly source: string
}

/** What a query is expected to take, told before it runs. A figure the engine cannot tell is null. */
export interface Estimate {
  /** Rows read from tables. */
  readonly rows: number | null
  readonly bytes: number | null
  /** In `costUnit`: US dollars where the engine bills by what is read, else the units of the engine's planner. */
  readonly cost: number | null
  readonly costUnit: string | null
  /** How it was made, for people. */
  readonly source: string
}

/** How a compiled query came to be; everything *How this was answered* shows. */
export interface Explanation {
  readonly metrics: readonly {
    readonly name: string
    readonly label: string
    readonly definition: string
    readonly description: string | null
  }[]
  readonly columns: readonly { readonly relation: string; readonly column: string }[]
  readonly joins: readonly string[]
  /** Every filter that is in force, in words of the model; where it came from. */
  readonly filters: readonly { readonly text: string; readonly from: 'plan' | 'metric' | 'policy' }[]
  readonly policies: readonly AppliedPolicy[]
  /** What it was expected to take, where a limit applies or it was asked for. */
  readonly estimate?: Estimate
  /** Groups that are not shown because too few stand behind them, or because they would tell of one that is not; absent = none. */
  readonly hiddenGroups?: HiddenGroups
  /** The part of the rows it was estimated from; absent = all of them. */
  readonly sample?: SampleRead
  /** What dbt knows of the relations; absent without dbt. */
  readonly origins?: readonly Origin[]
}

export interface SampleRead {
  /** Above 0, below 1. */
  readonly share: number
  /** The key each fact's rows were chosen by. */
  readonly by: readonly { readonly model: string; readonly entity: string }[]
}

export interface HiddenGroups {
  readonly groups: number
  /** Fewer than this many are not told of. */
  readonly size: number
  /** What is counted, for people: `rows`, `customers`. */
  readonly of: string
}

/** A dbt model that an answer reads, what it is built from, and what is wrong with it. */
export interface Origin {
  readonly relation: string
  readonly model: string
  /** Models, seeds and snapshots it is built from, nearest first. */
  readonly upstream: readonly string[]
  /** Raw tables it comes from in the end, as `source.table`. */
  readonly sources: readonly string[]
  /** Failing tests, failed builds and stale sources, one sentence each. */
  readonly problems: readonly string[]
}

export interface AppliedPolicy {
  readonly kind: 'rowFilter' | 'mask'
  readonly model: string
  readonly text: string
}

export interface Result {
  readonly runHash: string
  readonly plan: Plan
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly Cell[])[]
  /** Of the whole answer, also where `rows` was cut. */
  readonly rowCount: number
  readonly truncated: boolean
  readonly sql: string
  readonly explanation: Explanation
  readonly dataVersion: string
  readonly elapsedMs: number
  /** Served from the store under the same run hash. */
  readonly cached: boolean
  /** Last period of a time column that is not over at the moment of asking, as its cell; null when all are. */
  readonly incompleteFrom: string | null
}

import type { Cell, DataType, DialectName, Estimate } from '@numize/semantic'

/** What an engine must do. Differences between engines are told by `dialect`, never asked by name elsewhere. */
export interface Engine extends AsyncDisposable {
  readonly dialect: DialectName
  /**
   * Runs one SELECT in the engine's own process. Dates and numbers arrive in the encoding of `Cell`.
   * @throws `engines/deadline` past `deadlineMs`, `engines/cancelled` when `signal` aborts, `engines/died` when the
   * child was killed (a new one is started for the next call), `engines/query` when the engine refuses the statement
   * (its text scrubbed of quoted values).
   */
  run(sql: string, options: RunOptions): Promise<Rows>
  /**
   * What a SELECT is expected to read and cost, without running it. A figure the engine cannot tell is null.
   * @throws as `run` does before it reads a row
   */
  estimate(sql: string, options: EstimateOptions): Promise<Estimate>
  /** Columns a SELECT would give, where the engine tells them for less than a run of it costs. */
  columns?(sql: string, options: EstimateOptions): Promise<Rows['columns']>
  /**
   * Runs one SELECT that a person wrote over `relations`, where the engine can read such a text safely: only
   * allow-listed parts and functions, each table replaced by its governed query. It runs apart from plans, under
   * limits of its own; `rowCount` counts the rows brought back.
   * @throws as `run`, `engines/sql-blocked` before anything runs, and `engines/no-isolation` where it cannot run apart
   */
  runGoverned?(
    sql: string,
    relations: readonly GovernedRelation[],
    options: GovernedOptions,
  ): Promise<GovernedRows>
  /** What `runGoverned` is expected to read and cost. */
  estimateGoverned?(
    sql: string,
    relations: readonly GovernedRelation[],
    options: GuestOptions,
  ): Promise<Estimate>
  /** Tables and views that can be read, with their columns. */
  describe(): Promise<readonly Table[]>
}

export interface EstimateOptions {
  readonly deadlineMs: number
  readonly signal?: AbortSignal
}

export interface RunOptions extends EstimateOptions {
  /** Rows to bring back at most; `rowCount` still counts all of them. */
  readonly maxRows: number
  /** A Parquet file to write all rows to when there are more than `maxRows`; inside the engine's results directory. */
  readonly toFile?: string
}

export interface GuestOptions extends EstimateOptions {
  /** Who asks: nobody has two statements running while others wait. */
  readonly by?: string
}

export interface GovernedOptions extends GuestOptions {
  readonly maxRows: number
  /** Rows are brought back until they take this much, as JSON. */
  readonly maxBytes: number
}

/** A table as the writer of a statement may see it: a name, and the SELECT it stands for. */
export interface GovernedRelation {
  readonly name: string
  readonly sql: string
}

/** Rows, and the statement with its tables replaced. */
export interface GovernedRows extends Rows {
  readonly sql: string
}

export interface Rows {
  readonly columns: readonly { readonly name: string; readonly type: DataType; readonly nativeType: string }[]
  readonly rows: readonly (readonly Cell[])[]
  readonly rowCount: number
  readonly truncated: boolean
  /** Where all rows were written; null when they were not. */
  readonly file: string | null
  readonly elapsedMs: number
}

export interface Table {
  readonly database: string | null
  readonly schema: string
  readonly name: string
  readonly columns: readonly {
    readonly name: string
    readonly type: DataType
    readonly nativeType: string
    readonly nullable: boolean
  }[]
  readonly primaryKey: readonly string[]
  readonly foreignKeys: readonly {
    readonly columns: readonly string[]
    readonly table: string
    readonly referenced: readonly string[]
  }[]
}

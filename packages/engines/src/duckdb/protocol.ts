import type { GovernedRelation, Rows, Table } from '../engine.ts'
import type { Failure } from '../errors.ts'
import type { ExposedRelation } from './relations.ts'

/** What a child opens before its configuration is locked. */
export interface Setup {
  readonly relations: readonly ExposedRelation[]
  /** A DuckDB file read in place; its names are the engine's names. */
  readonly attach: string | null
  /** The only directory statements' results may be written to. */
  readonly resultsDir: string | null
  readonly memoryLimitMb: number
  readonly threads: number
  /** Of a process for SQL that a person wrote: nothing else runs there. */
  readonly guest: GuestSetup | null
}

export interface GuestSetup {
  /** Whom the process becomes once its data is open; null = it is nobody of rank already. */
  readonly uid: number | null
}

/** What a set-up child can do. */
export interface Opened {
  readonly tables: readonly Table[]
  /** Sentences for people about data that was not read as it stands. */
  readonly warnings: readonly string[]
}

export type ToChild =
  | { readonly kind: 'open'; readonly setup: Setup }
  | {
      readonly kind: 'run'
      readonly id: number
      readonly sql: string
      readonly maxRows: number
      readonly toFile: string | null
      /** The plan of the statement, as JSON in its last column, instead of its rows. */
      readonly explain: boolean
      /** The statement was written by a person: these are its tables, and only allow-listed parts may be in it. */
      readonly relations: readonly GovernedRelation[] | null
      /** Rows are sent until they take this much, as JSON; null = all of them. */
      readonly maxBytes: number | null
    }
  | { readonly kind: 'interrupt'; readonly id: number }

/** What a call sends to a child. */
export type RunRequest = Omit<Extract<ToChild, { kind: 'run' }>, 'kind' | 'id'>

export type ChildRows = Omit<Rows, 'elapsedMs'> & { readonly sql: string }

export type FromChild =
  | { readonly kind: 'opened'; readonly opened: Opened }
  | { readonly kind: 'notOpened'; readonly failure: Failure }
  | { readonly kind: 'rows'; readonly id: number; readonly rows: ChildRows }
  | { readonly kind: 'interrupted'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }

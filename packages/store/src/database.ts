import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** PGlite or Postgres: kysely for the repositories, text for migrations and the job queue. */
export interface Database extends AsyncDisposable {
  readonly db: Kysely<Tables>
  query(sql: string, parameters: readonly unknown[]): Promise<QueryRows>
  /** Several statements without parameters, all of them or none. */
  exec(sql: string): Promise<void>
}

export interface QueryRows {
  readonly rows: readonly unknown[]
  readonly affected: number
}

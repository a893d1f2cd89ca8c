import type { Estimate } from '@numize/semantic'
import type { Client } from 'pg'
import type { GovernedOptions, GovernedRelation, GovernedRows, GuestOptions } from '../../engine.ts'
import { fail, failed } from '../../errors.ts'
import { blockedAs } from '../../governed/blocked.ts'
import { Lanes } from '../../lanes.ts'
import { rowsWithin } from '../../rows-within.ts'
import { openGuestPool, type PostgresOptions, type PostgresPool } from '../pool.ts'
import { explain, firstRows } from '../queries.ts'
import { ReadOnlyPool } from '../read-only-pool.ts'
import { PURE_FUNCTIONS } from './functions.ts'
import { governSql } from './govern-sql.ts'
import { PostgresParser } from './parser.ts'
import type { ServerNames } from './read-statement.ts'

/** Statements of people at one time. */
const PLACES = 2
/** What the server may send for one of them; a cell alone may take a gigabyte there. */
const MOST_BYTES = 64 * 1024 * 1024
/** One statement keeps to one process of the server. */
const ALONE = 'SET LOCAL max_parallel_workers_per_gather = 0'

interface Server {
  readonly names: ServerNames
  /** Why SQL of people is off. */
  readonly unfit: string | null
}

interface Login {
  readonly options: PostgresOptions
  readonly login: string
}

/**
 * SQL that people wrote, over a Postgres database: read by Postgres's own parser, held to allow-lists, rewritten onto
 * governed relations, and run by the source's own login in a read-only transaction on a connection of its own.
 */
export class PostgresGuests implements AsyncDisposable {
  readonly #pool: PostgresPool
  readonly #login: Login
  readonly #reads: ReadOnlyPool
  readonly #lanes = new Lanes(PLACES)
  readonly #parser = new PostgresParser()
  #server: Promise<Server> | null = null

  /** `pool` is asked for what the server knows; statements of people have connections of their own. */
  constructor(pool: PostgresPool, { options, login }: Login) {
    this.#pool = pool
    this.#login = { options, login }
    this.#reads = new ReadOnlyPool(openGuestPool(options, PLACES, MOST_BYTES), { options, login })
  }

  async run(
    sql: string,
    relations: readonly GovernedRelation[],
    options: GovernedOptions,
  ): Promise<GovernedRows> {
    const startedAt = performance.now()
    const written = await this.#govern(sql, relations)
    const { maxRows, maxBytes } = options
    const answer = await this.#inLane(options, async (client) => {
      const { columns, rows } = await firstRows(client, written, maxRows + 1)
      await client.query('COMMIT')
      const shown = rowsWithin(rows.slice(0, maxRows), maxBytes)
      return {
        columns,
        rows: shown,
        rowCount: shown.length,
        truncated: shown.length < rows.length,
        file: null,
      }
    })
    return { ...answer, sql: written, elapsedMs: performance.now() - startedAt }
  }

  async estimate(
    sql: string,
    relations: readonly GovernedRelation[],
    options: GuestOptions,
  ): Promise<Estimate> {
    const written = await this.#govern(sql, relations)
    return this.#inLane(options, (client) => explain(client, written))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#parser.close()
    await this.#reads[Symbol.asyncDispose]()
  }

  async #govern(sql: string, relations: readonly GovernedRelation[]): Promise<string> {
    this.#server ??= readServer(this.#pool, this.#login.login)
    const { names, unfit } = await this.#server
    if (unfit) throw fail('no-isolation', { reason: unfit })
    try {
      return await governSql(sql, relations, { parse: this.#parser.parse, server: names })
    } catch (error) {
      const blocked = blockedAs(error)
      throw blocked ? failed(blocked) : error
    }
  }

  async #inLane<T>(options: GuestOptions, work: (client: Client) => Promise<T>): Promise<T> {
    const deadline = AbortSignal.timeout(options.deadlineMs)
    const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline
    const leave = await this.#lanes.enter(options.by ?? '', signal)
    if (!leave)
      throw options.signal?.aborted ? fail('cancelled') : fail('deadline', { deadlineMs: options.deadlineMs })
    try {
      return await this.#reads.within(options, async (client) => {
        await client.query(ALONE)
        return work(client)
      })
    } finally {
      leave()
    }
  }
}

/** Rights beyond reading tables: files and programs of the server, other roles' sessions, replication. */
const RIGHTS = `
SELECT rolsuper OR rolreplication OR EXISTS (
  SELECT FROM pg_catalog.pg_roles r
  WHERE r.rolname IN ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program',
    'pg_signal_backend', 'pg_checkpoint', 'pg_maintain')
    AND pg_catalog.pg_has_role(current_user, r.oid, 'MEMBER')
) AS mighty FROM pg_catalog.pg_roles WHERE rolname = current_user`

/** Functions that may be called with one row, whatever its columns: of pseudo-types, or of a table's own type. */
const OF_ROWS = `
SELECT DISTINCT p.proname AS name FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_type t ON t.oid = p.proargtypes[0]
WHERE p.prokind = 'f' AND p.pronargs - p.pronargdefaults <= 1 AND (t.typtype IN ('p', 'c'))`

/** The database's own functions, those of extensions aside: whoever may install one may do more than that. */
const HOMONYMS = `
SELECT DISTINCT p.proname AS name FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE p.proname = ANY ($1) AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`

async function readServer(pool: PostgresPool, login: string): Promise<Server> {
  const names = async (sql: string, values: readonly unknown[]): Promise<ReadonlySet<string>> => {
    const { rows } = await pool.query<{ name: string }>(sql, [...values])
    return new Set(rows.map(({ name }) => name))
  }
  const { rows } = await pool.query<{ mighty: boolean }>(RIGHTS)
  return {
    names: { ofRows: await names(OF_ROWS, []), homonyms: await names(HOMONYMS, [[...PURE_FUNCTIONS]]) },
    unfit: rows[0]?.mighty
      ? `the login ${login} may do more on its server than read tables. Connect the source with a login that has SELECT on its tables and no more`
      : null,
  }
}

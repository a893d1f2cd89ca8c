import type { Estimate } from '@numize/semantic'
import type {
  Engine,
  EstimateOptions,
  GovernedOptions,
  GovernedRelation,
  GovernedRows,
  GuestOptions,
  Rows,
  RunOptions,
  Table,
} from '../engine.ts'
import { connectionFailure } from './connection-failure.ts'
import { PostgresGuests } from './governed/guests.ts'
import { openPool, type PostgresOptions, type PostgresPool } from './pool.ts'
import { countRows, explain, firstRows } from './queries.ts'
import { readCatalog } from './read-catalog.ts'
import { ReadOnlyPool } from './read-only-pool.ts'

/** What a Postgres engine offers beyond every engine. */
export interface PostgresEngine extends Engine {
  /** The login's own name in the database. */
  readonly login: string
  /** Tables this login can see and not read, as `schema.table`. */
  readonly unreadable: readonly string[]
  /** Equal texts mean equal data: the server's snapshot, which moves with every write to any of its databases. */
  snapshot(): Promise<string>
}

/**
 * A Postgres database, read and never written: each query runs alone in a read-only transaction, in UTC, under a
 * timeout of the server's own. Rows above `maxRows` are counted, not carried; `toFile` is not written.
 * @throws `engines/no-connection`
 */
export async function openPostgres(options: PostgresOptions): Promise<PostgresEngine> {
  const pool = openPool(options)
  try {
    const { rows } = await pool.query('SELECT current_user::text AS login')
    const login = String((rows[0] as { login: unknown }).login)
    const { unreadable } = await readCatalog(pool)
    return new Postgres(pool, options, { login, unreadable })
  } catch (error) {
    await pool.end()
    throw connectionFailure(error, options.connectionString)
  }
}

type Known = Pick<PostgresEngine, 'login' | 'unreadable'>

class Postgres implements PostgresEngine {
  readonly dialect = 'postgres'
  readonly login: string
  readonly unreadable: readonly string[]
  readonly #pool: PostgresPool
  readonly #reads: ReadOnlyPool
  readonly #guests: PostgresGuests

  constructor(pool: PostgresPool, options: PostgresOptions, known: Known) {
    this.#pool = pool
    this.login = known.login
    this.#reads = new ReadOnlyPool(pool, { options, login: this.login })
    this.#guests = new PostgresGuests(pool, { options, login: this.login })
    this.unreadable = known.unreadable
  }

  async describe(): Promise<readonly Table[]> {
    return (await readCatalog(this.#pool)).tables
  }

  async snapshot(): Promise<string> {
    const { rows } = await this.#pool.query(
      'SELECT pg_current_snapshot()::text AS seen, pg_postmaster_start_time()::text AS started',
    )
    const { seen, started } = rows[0] as { seen: string; started: string }
    return `${started} ${seen}`
  }

  async run(sql: string, options: RunOptions): Promise<Rows> {
    const startedAt = performance.now()
    const { maxRows } = options
    const answer = await this.#reads.within(options, async (client) => {
      const { columns, rows } = await firstRows(client, sql, maxRows + 1)
      const truncated = rows.length > maxRows
      const rowCount = truncated ? await countRows(client, sql) : rows.length
      await client.query('COMMIT')
      return { columns, rows: rows.slice(0, maxRows), rowCount, truncated, file: null }
    })
    return { ...answer, elapsedMs: performance.now() - startedAt }
  }

  estimate(sql: string, options: EstimateOptions): Promise<Estimate> {
    return this.#reads.within(options, (client) => explain(client, sql))
  }

  runGoverned(
    sql: string,
    relations: readonly GovernedRelation[],
    options: GovernedOptions,
  ): Promise<GovernedRows> {
    return this.#guests.run(sql, relations, options)
  }

  estimateGoverned(
    sql: string,
    relations: readonly GovernedRelation[],
    options: GuestOptions,
  ): Promise<Estimate> {
    return this.#guests.estimate(sql, relations, options)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#guests[Symbol.asyncDispose]()
    await this.#reads[Symbol.asyncDispose]()
  }
}

import type { Estimate } from '@numize/semantic'
import type { Client, PoolClient, QueryResult } from 'pg'
import type { Engine, EstimateOptions, Rows, RunOptions, Table } from '../engine.ts'
import { fail } from '../errors.ts'
import { connectionFailure } from './connection-failure.ts'
import { type PostgresColumn, typedColumns } from './data-types.ts'
import { encodeRows } from './encode-cells.ts'
import { estimateOf } from './estimate.ts'
import { connect, openPool, type PostgresOptions, type PostgresPool, STATEMENT_TIMEOUT_MS } from './pool.ts'
import { readCatalog } from './read-catalog.ts'
import { readOnlyTransaction } from './read-only.ts'
import { scrubError } from './scrub-error.ts'

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

/** What the server may take to say that it stopped, before the connection is dropped. */
const GRACE_MS = 1000

type Known = Pick<PostgresEngine, 'login' | 'unreadable'>

class Postgres implements PostgresEngine {
  readonly dialect = 'postgres'
  readonly login: string
  readonly unreadable: readonly string[]
  readonly #pool: PostgresPool
  readonly #options: PostgresOptions
  #closed = false

  constructor(pool: PostgresPool, options: PostgresOptions, known: Known) {
    this.#pool = pool
    this.#options = options
    this.login = known.login
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
    const rows = await this.#within(options, (client) => this.#answer(client, sql, options))
    return { ...rows, elapsedMs: performance.now() - startedAt }
  }

  async estimate(sql: string, options: EstimateOptions): Promise<Estimate> {
    const explained = await this.#within(options, (client) => explain(client, sql))
    return estimateOf(JSON.parse(explained))
  }

  /** Work in a transaction of its own, stopped when the deadline passes or the caller cancels. */
  async #within<T>(options: EstimateOptions, work: (client: Client) => Promise<T>): Promise<T> {
    if (this.#closed) throw fail('closed')
    const deadline = AbortSignal.timeout(options.deadlineMs)
    const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline
    try {
      const client = await this.#take(signal)
      return await this.#runOn(client, work, { options, signal })
    } catch (error) {
      if (options.signal?.aborted) throw fail('cancelled')
      if (deadline.aborted) throw fail('deadline', { deadlineMs: options.deadlineMs })
      throw scrubError(error, { login: this.login, connectionString: this.#options.connectionString })
    }
  }

  /** A free connection; one that comes too late goes back. */
  async #take(signal: AbortSignal): Promise<PoolClient> {
    const taking = this.#pool.connect()
    const gone = aborted(signal)
    const first = await Promise.race([taking, gone])
    if (first) return first
    void taking.then(
      (late) => late.release(),
      () => undefined,
    )
    throw new Error('stopped while waiting for a connection')
  }

  async #runOn<T>(client: PoolClient, start: (client: Client) => Promise<T>, call: Running): Promise<T> {
    const backend = await this.#begin(client, call.options)
    const work = start(client)
    const outcome = await Promise.race([
      work.then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      ),
      aborted(call.signal),
    ])
    if (outcome === null) {
      await this.#stop(client, backend, work)
      throw new Error('stopped while running')
    }
    if ('value' in outcome) {
      client.release()
      return outcome.value
    }
    client.release(await rolledBack(client))
    throw outcome.error
  }

  /** Gives the process that serves the connection, behind a pooler too. */
  async #begin(client: PoolClient, { deadlineMs }: EstimateOptions): Promise<number> {
    const { statementTimeoutMs = STATEMENT_TIMEOUT_MS } = this.#options
    try {
      const text = readOnlyTransaction(Math.min(deadlineMs, statementTimeoutMs))
      const results = (await client.query(text)) as unknown as readonly QueryResult<{ pid: number }>[]
      return results.at(-1)?.rows[0]?.pid ?? 0
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  async #answer(client: Client, sql: string, options: RunOptions): Promise<Omit<Rows, 'elapsedMs'>> {
    const answer = await client.query(select(sql, `LIMIT ${options.maxRows + 1}`))
    const columns: readonly PostgresColumn[] = await typedColumns(client, answer.fields)
    const truncated = answer.rows.length > options.maxRows
    const rowCount = truncated ? await countRows(client, sql) : answer.rows.length
    await client.query('COMMIT')
    return {
      columns: columns.map(({ name, type, nativeType }) => ({ name, type, nativeType })),
      rows: encodeRows(answer.rows.slice(0, options.maxRows), columns),
      rowCount,
      truncated,
      file: null,
    }
  }

  /** Asks the server to stop the statement, over a connection of its own; a deaf connection is dropped. */
  async #stop(client: PoolClient, backend: number, work: Promise<unknown>): Promise<void> {
    const ended = work.then(
      () => true,
      () => true,
    )
    const cancelled = cancel(this.#options, backend).catch(() => undefined)
    const stopped = await Promise.race([ended, after(GRACE_MS)])
    await cancelled
    client.release(stopped ? await rolledBack(client) : true)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#pool.end()
  }
}

interface Running {
  readonly options: EstimateOptions
  readonly signal: AbortSignal
}

/**
 * One SELECT and nothing else: inside a derived table nothing but a query parses, no query there may write, and the
 * extended protocol takes one statement.
 */
const select = (sql: string, rest: string) => ({
  text: `SELECT * FROM (\n${sql.replace(/;\s*$/, '')}\n) AS answer ${rest}`,
  rowMode: 'array' as const,
  queryMode: 'extended' as const,
  types: { getTypeParser: () => (text: string) => text },
})

async function explain(client: Client, sql: string): Promise<string> {
  const { text, ...rest } = select(sql, '')
  const explained = await client.query<string[]>({ ...rest, text: `EXPLAIN (FORMAT JSON) ${text}` })
  await client.query('COMMIT')
  return explained.rows[0]?.[0] ?? '[]'
}

async function countRows(client: Client, sql: string): Promise<number> {
  const { text, ...rest } = select(sql, '')
  const counted = await client.query<string[]>({ ...rest, text: text.replace('*', 'count(*)') })
  return Number(counted.rows[0]?.[0])
}

/** True where the connection cannot be used again. */
const rolledBack = (client: Client): Promise<boolean> =>
  client.query('ROLLBACK').then(
    () => false,
    () => true,
  )

async function cancel(options: PostgresOptions, backend: number): Promise<void> {
  const client = await connect(options)
  try {
    await client.query('SELECT pg_cancel_backend($1)', [backend])
  } finally {
    await client.end()
  }
}

const aborted = (signal: AbortSignal): Promise<null> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(null)
    else signal.addEventListener('abort', () => resolve(null), { once: true })
  })

const after = (ms: number): Promise<false> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(false), ms).unref()
  })

import type { Client, PoolClient, QueryResult } from 'pg'
import type { EstimateOptions } from '../engine.ts'
import { fail } from '../errors.ts'
import { connect, type PostgresOptions, type PostgresPool, STATEMENT_TIMEOUT_MS } from './pool.ts'
import { readOnlyTransaction } from './read-only.ts'
import { scrubError } from './scrub-error.ts'

/** What the server may take to say that it stopped, before the connection is dropped. */
const GRACE_MS = 1000

interface Asked {
  readonly options: PostgresOptions
  readonly login: string
}

/** Read-only transactions over a few connections, each stopped when its deadline passes or its caller cancels. */
export class ReadOnlyPool implements AsyncDisposable {
  readonly #pool: PostgresPool
  readonly #options: PostgresOptions
  readonly #login: string
  #closed = false

  constructor(pool: PostgresPool, { options, login }: Asked) {
    this.#pool = pool
    this.#options = options
    this.#login = login
  }

  /** Work in a transaction of its own, stopped when the deadline passes or the caller cancels. */
  async within<T>(options: EstimateOptions, work: (client: Client) => Promise<T>): Promise<T> {
    if (this.#closed) throw fail('closed')
    const deadline = AbortSignal.timeout(options.deadlineMs)
    const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline
    try {
      const client = await this.#take(signal)
      return await this.#runOn(client, work, { options, signal })
    } catch (error) {
      if (options.signal?.aborted) throw fail('cancelled')
      if (deadline.aborted) throw fail('deadline', { deadlineMs: options.deadlineMs })
      throw scrubError(error, { login: this.#login, connectionString: this.#options.connectionString })
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

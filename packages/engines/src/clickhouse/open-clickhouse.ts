import { randomUUID } from 'node:crypto'
import type { ClickHouseClient } from '@clickhouse/client'
import type { Estimate } from '@numize/semantic'
import type { Engine, EstimateOptions, Rows, RunOptions, Table } from '../engine.ts'
import { fail } from '../errors.ts'
import { type ClickhouseAddress, clickhouseAddress } from './address.ts'
import { type ClickhouseOptions, connect, STATEMENT_TIMEOUT_MS } from './client.ts'
import { connectionFailure } from './connection-failure.ts'
import { dataTypeOf } from './data-types.ts'
import { encodeRows } from './encode-cells.ts'
import { estimateOf } from './estimate.ts'
import { type ClickhouseCatalog, readCatalog } from './read-catalog.ts'
import { scrubError } from './scrub-error.ts'
import { settingsOf } from './settings.ts'

/** What a ClickHouse engine offers beyond every engine. */
export interface ClickhouseEngine extends Engine {
  readonly login: string
  /** The database of the address. */
  readonly database: string
  /** Tables this login can see and not read, as `database.table`. */
  readonly unreadable: readonly string[]
  /**
   * Equal texts mean equal data: the parts on disk. Where a table of the database is no MergeTree, or the login may
   * not read `system.parts`, no text comes twice.
   */
  snapshot(): Promise<string>
}

/**
 * A ClickHouse database over HTTP, read and never written: each query runs alone, `readonly`, in UTC, under a timeout
 * of the server's own. Rows above `maxRows` are counted, not carried; `toFile` is not written.
 * @throws `engines/no-client`, `engines/no-connection`
 */
export async function openClickhouse(options: ClickhouseOptions): Promise<ClickhouseEngine> {
  const address = clickhouseAddress(options.connectionString)
  const client = await connect(address, options)
  try {
    return new Clickhouse(client, { address, options, catalog: await readCatalog(client) })
  } catch (error) {
    await client.close()
    throw connectionFailure(error, address)
  }
}

interface Known {
  readonly address: ClickhouseAddress
  readonly options: ClickhouseOptions
  readonly catalog: ClickhouseCatalog
}

class Clickhouse implements ClickhouseEngine {
  readonly dialect = 'clickhouse'
  readonly login: string
  readonly database: string
  readonly unreadable: readonly string[]
  readonly #client: ClickHouseClient
  readonly #known: Known
  #closed = false

  constructor(client: ClickHouseClient, known: Known) {
    this.#client = client
    this.#known = known
    this.login = known.address.login
    this.database = known.address.database
    this.unreadable = known.catalog.unreadable
  }

  async describe(): Promise<readonly Table[]> {
    return (await readCatalog(this.#client)).tables
  }

  async snapshot(): Promise<string> {
    const parts = this.#known.catalog.onlyParts.has(this.database)
      ? await this.#client
          .query({ query: PARTS, format: 'JSONCompactEachRow' })
          .then((answer) => answer.text())
          .catch(() => null)
      : null
    return parts ?? randomUUID()
  }

  async run(sql: string, options: RunOptions): Promise<Rows> {
    const startedAt = performance.now()
    const rows = await this.#within(options, (signal) => this.#answer(sql, options, signal))
    return { ...rows, elapsedMs: performance.now() - startedAt }
  }

  async estimate(sql: string, options: EstimateOptions): Promise<Estimate> {
    const explain = `EXPLAIN ESTIMATE ${select('*', sql)}`
    return estimateOf(await this.#within(options, (signal) => this.#ask(explain, options, signal)))
  }

  /** Runs until it ends, its deadline passes or it is cancelled, and tells which in our words. */
  async #within<T>(options: EstimateOptions, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#closed) throw fail('closed')
    const deadline = AbortSignal.timeout(options.deadlineMs)
    const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline
    try {
      return await work(signal)
    } catch (error) {
      if (options.signal?.aborted) throw fail('cancelled')
      if (deadline.aborted) throw fail('deadline', { deadlineMs: options.deadlineMs })
      throw scrubError(error, this.#known.address)
    }
  }

  async #answer(sql: string, options: RunOptions, signal: AbortSignal): Promise<Omit<Rows, 'elapsedMs'>> {
    const limit = `LIMIT ${options.maxRows + 1}`
    const [names = [], natives = [], ...rows] = await this.#ask(select('*', sql, limit), options, signal)
    const types = natives.map((native) => dataTypeOf(String(native)))
    const truncated = rows.length > options.maxRows
    const counted = truncated ? await this.#ask(select('count()', sql), options, signal) : []
    return {
      columns: names.map((name, at) => ({
        name: String(name),
        type: types[at] ?? 'other',
        nativeType: String(natives[at]),
      })),
      rows: encodeRows(rows.slice(0, options.maxRows), types),
      rowCount: truncated ? Number(counted[2]?.[0]) : rows.length,
      truncated,
      file: null,
    }
  }

  /** Names, types, then the rows. The server is told to stop where the caller no longer waits. */
  async #ask(query: string, { deadlineMs }: EstimateOptions, signal: AbortSignal): Promise<unknown[][]> {
    const { statementTimeoutMs = STATEMENT_TIMEOUT_MS } = this.#known.options
    const queryId = randomUUID()
    const stop = (): void => void this.#kill(queryId)
    signal.addEventListener('abort', stop, { once: true })
    try {
      const answer = await this.#client.query({
        query,
        query_id: queryId,
        format: 'JSONCompactEachRowWithNamesAndTypes',
        abort_signal: signal,
        clickhouse_settings: settingsOf(Math.min(deadlineMs, statementTimeoutMs)),
      })
      return await answer.json<unknown[]>()
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  /** A login that may not kill is not left with a running query: the server sees that its connection was closed. */
  async #kill(queryId: string): Promise<void> {
    await this.#client
      .command({ query: `KILL QUERY WHERE query_id = '${queryId}' ASYNC` })
      .catch(() => undefined)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#client.close()
  }
}

/** Every write makes a new part; a merge makes one of the same rows, which only costs a cached answer. */
const PARTS = `
SELECT count(), sum(cityHash64(database, table, name, modification_time))
FROM system.parts WHERE active AND database NOT IN ('system', 'information_schema', 'INFORMATION_SCHEMA')`

/** One SELECT and nothing else: inside a derived table nothing but a query parses. */
const select = (what: string, sql: string, rest = ''): string =>
  `SELECT ${what} FROM (\n${sql.replace(/;\s*$/, '')}\n) AS answer ${rest}`

import type { BigQuery, Job, Query } from '@google-cloud/bigquery'
import type { Estimate } from '@numize/semantic'
import type { Engine, EstimateOptions, Rows, RunOptions, Table } from '../engine.ts'
import { fail } from '../errors.ts'
import { type BigqueryOptions, openClient } from './client.ts'
import { dataTypeOf, type FieldSchema, nativeTypeOf } from './data-types.ts'
import { encodeRows, type RawRow } from './encode-cells.ts'
import { priceOf } from './price.ts'
import { type BigqueryCatalog, readCatalog } from './read-catalog.ts'
import { scrubError } from './scrub-error.ts'

/** What a BigQuery engine offers beyond every engine. */
export interface BigqueryEngine extends Engine {
  /** The dataset as it is now: tables, what cannot be read, and what tells a later state from this one. */
  catalog(): Promise<BigqueryCatalog>
}

/**
 * A BigQuery dataset, read and never written. Each query is first dry-run, which costs nothing: that tells what kind
 * of statement it is and what it will read. Rows above `maxRows` are counted, not carried; `toFile` is not written.
 * @throws `engines/no-client`
 */
export async function openBigquery(options: BigqueryOptions): Promise<BigqueryEngine> {
  return new Bigquery(await openClient(options), options)
}

const PAGE_ROWS = 5000
/** Dry runs kept, so that an estimate and the run after it ask once. */
const MOST_KNOWN = 200

/** What a dry run tells. */
interface DryRun {
  readonly statementType: string
  readonly bytes: number
  readonly fields: readonly FieldSchema[]
}

class Bigquery implements BigqueryEngine {
  readonly dialect = 'bigquery'
  readonly #client: BigQuery
  readonly #options: BigqueryOptions
  readonly #dryRuns = new Map<string, Promise<DryRun>>()
  #closed = false

  constructor(client: BigQuery, options: BigqueryOptions) {
    this.#client = client
    this.#options = options
  }

  async describe(): Promise<readonly Table[]> {
    return (await this.catalog()).tables
  }

  catalog(): Promise<BigqueryCatalog> {
    return readCatalog(this.#client, this.#options).catch((error: unknown) => {
      throw scrubError(error, this.#options.projectId)
    })
  }

  async estimate(sql: string, options: EstimateOptions): Promise<Estimate> {
    const { bytes } = await this.#within(options, () => this.#dryRun(sql))
    return { rows: null, bytes, ...priceOf(bytes, this.#options.usdPerTib) }
  }

  /** From the dry run: a LIMIT lowers no bill, so a query for one row would cost as much as for all. */
  async columns(sql: string, options: EstimateOptions): Promise<Rows['columns']> {
    return (await this.#within(options, () => this.#dryRun(sql))).fields.map(columnOf)
  }

  async run(sql: string, options: RunOptions): Promise<Rows> {
    const startedAt = performance.now()
    const rows = await this.#within(options, (signal) => this.#answer(sql, options, signal))
    return { ...rows, elapsedMs: performance.now() - startedAt }
  }

  /** Runs until it ends, its deadline passes or it is cancelled, and tells which in our words. */
  async #within<T>(options: EstimateOptions, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#closed) throw fail('closed')
    const deadline = AbortSignal.timeout(options.deadlineMs)
    const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline
    try {
      return await unlessAborted(work(signal), signal)
    } catch (error) {
      if (options.signal?.aborted) throw fail('cancelled')
      if (deadline.aborted) throw fail('deadline', { deadlineMs: options.deadlineMs })
      throw scrubError(error, this.#options.projectId)
    }
  }

  async #answer(sql: string, options: RunOptions, signal: AbortSignal): Promise<Omit<Rows, 'elapsedMs'>> {
    const { statementType } = await this.#dryRun(sql)
    if (statementType !== 'SELECT')
      throw fail('not-select', { reason: `this is ${statementType || 'something else'}.` })
    signal.throwIfAborted()
    const [job] = await this.#client.createQueryJob({
      ...this.#query(sql),
      jobTimeoutMs: options.deadlineMs,
      labels: { app: 'numize' },
    })
    const stop = (): void => void job.cancel().catch(() => undefined)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
    try {
      return await readRows(job, options.maxRows, signal)
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  #query(sql: string): Query {
    const { dataset, maximumBytesBilled } = this.#options
    return {
      query: sql,
      defaultDataset: dataset,
      ...(maximumBytesBilled === undefined ? {} : { maximumBytesBilled: String(maximumBytesBilled) }),
    }
  }

  #dryRun(sql: string): Promise<DryRun> {
    const known = this.#dryRuns.get(sql)
    if (known) return known
    const asked = this.#client.createQueryJob({ ...this.#query(sql), dryRun: true }).then(([job]) => {
      const { statistics } = job.metadata as DryRunMetadata
      return {
        statementType: statistics?.query?.statementType ?? '',
        bytes: Number(statistics?.totalBytesProcessed ?? 0),
        fields: statistics?.query?.schema?.fields ?? [],
      }
    })
    this.#dryRuns.set(sql, asked)
    asked.catch(() => this.#dryRuns.delete(sql))
    const [oldest] = this.#dryRuns.keys()
    if (this.#dryRuns.size > MOST_KNOWN && oldest !== undefined) this.#dryRuns.delete(oldest)
    return asked
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    return Promise.resolve()
  }
}

interface DryRunMetadata {
  readonly statistics?: {
    readonly totalBytesProcessed?: string
    readonly query?: {
      readonly statementType?: string
      readonly schema?: { readonly fields?: readonly FieldSchema[] }
    }
  }
}

/** One page of `jobs.getQueryResults`. */
interface Page {
  readonly jobComplete?: boolean
  readonly schema?: { readonly fields?: readonly FieldSchema[] }
  readonly rows?: readonly RawRow[]
  readonly totalRows?: string
  readonly pageToken?: string
}

/** Waits for the job, each request as long as BigQuery holds it, then takes pages until there are rows enough. */
async function readRows(job: Job, maxRows: number, signal: AbortSignal): Promise<Omit<Rows, 'elapsedMs'>> {
  const raw: RawRow[] = []
  let fields: readonly FieldSchema[] = []
  let page: Page = {}
  do {
    signal.throwIfAborted()
    page = await nextPage(job, Math.min(PAGE_ROWS, maxRows - raw.length), page.pageToken)
    fields = page.schema?.fields ?? fields
    raw.push(...(page.rows ?? []))
  } while (page.jobComplete === false || (page.pageToken !== undefined && raw.length < maxRows))
  const rowCount = Number(page.totalRows ?? raw.length)
  return {
    columns: fields.map(columnOf),
    rows: encodeRows(raw.slice(0, maxRows), fields),
    rowCount,
    truncated: rowCount > maxRows,
    file: null,
  }
}

const columnOf = (field: FieldSchema): Rows['columns'][number] => ({
  name: field.name,
  type: dataTypeOf(field),
  nativeType: nativeTypeOf(field),
})

/** Cells are taken as BigQuery sends them: its client would make doubles of decimals. */
async function nextPage(job: Job, maxResults: number, pageToken: string | undefined): Promise<Page> {
  const asked = { maxResults, skipParsing: true, autoPaginate: false, ...(pageToken ? { pageToken } : {}) }
  const [, , page] = await job.getQueryResults(asked)
  return page as Page
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => undefined)
  const gone = new Promise<never>((_, reject) => {
    const stop = (): void => reject(new Error('stopped'))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  return Promise.race([work, gone])
}

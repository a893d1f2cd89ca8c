import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FieldSchema } from './data-types.ts'
import type { RawRow } from './encode-cells.ts'

/** What the fake answers to a statement: rows as BigQuery sends them, or why it refuses. */
export type FakeAnswer = FakeRows | FakeError

interface FakeRows {
  readonly fields: readonly FieldSchema[]
  readonly rows: readonly RawRow[]
  readonly bytes?: number
  readonly statementType?: string
  /** The job stays unfinished so long. */
  readonly takesMs?: number
}

export interface FakeError {
  readonly status: number
  readonly reason: string
  readonly message: string
  /** Whether a dry run sees it too; a conversion fails only while rows are read. */
  readonly onlyWhileRunning?: boolean
}

/** A table as `tables.get` describes it; `forbidden` = the login may see its name only. */
export interface FakeTable {
  readonly name: string
  readonly metadata: Readonly<Record<string, unknown>>
  readonly forbidden?: boolean
}

export interface FakeOptions {
  readonly answer: (sql: string) => FakeAnswer | Promise<FakeAnswer>
  readonly tables?: readonly FakeTable[]
  /** Rows of a page of results at most, whatever is asked. */
  readonly pageRows?: number
}

/** BigQuery's REST v2 interface on a local port, over HTTP as its client speaks it. Nothing of our own code is in it. */
export interface FakeBigquery extends AsyncDisposable {
  readonly url: string
  /** What was asked, in order: `insert`, `dryRun`, `results`, `cancel`, `tables`. */
  readonly calls: readonly FakeCall[]
  /** The next requests are answered so, whatever they ask. */
  readonly failNext: (error: FakeError, times: number) => void
}

export interface FakeCall {
  readonly kind: 'insert' | 'dryRun' | 'results' | 'cancel' | 'tables'
  readonly body: Readonly<Record<string, unknown>>
}

interface FakeJob {
  readonly answer: FakeAnswer
  readonly doneAt: number
  isCancelled: boolean
}

interface Asked {
  readonly path: string
  readonly query: URLSearchParams
  readonly body: Record<string, unknown>
}

export async function startFakeBigquery(options: FakeOptions): Promise<FakeBigquery> {
  const fake = new Fake(options)
  const server = createServer((request, response) => void fake.serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    calls: fake.calls,
    failNext: (error, times) => fake.failures.push(...Array.from({ length: times }, () => error)),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const PAGE_ROWS = 1000
/** BigQuery holds a request for results up to ten seconds; the fake a little. */
const LONG_POLL_MS = 50

class Refused extends Error {
  readonly error: FakeError
  constructor(error: FakeError) {
    super(error.message)
    this.error = error
  }
}

class Fake {
  readonly calls: FakeCall[] = []
  readonly failures: FakeError[] = []
  readonly #options: FakeOptions
  readonly #jobs = new Map<string, FakeJob>()

  constructor(options: FakeOptions) {
    this.#options = options
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const body = await readJson(request)
    const failure = this.failures.shift()
    try {
      if (failure) throw new Refused(failure)
      const path = url.pathname.replace(/^\/bigquery\/v2\/projects\/[^/]+/, '')
      send(response, 200, await this.#answer({ path, query: url.searchParams, body }))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { status, reason, message } = error.error
      send(response, status, {
        error: { code: status, message, errors: [{ reason, message, domain: 'global' }] },
      })
    }
  }

  #answer(asked: Asked): unknown {
    const { path } = asked
    if (path === '/jobs') return this.#insert(asked)
    const cancelled = /^\/jobs\/([^/]+)\/cancel$/.exec(path)?.[1]
    if (cancelled) return this.#cancel(cancelled)
    const results = /^\/queries\/([^/]+)$/.exec(path)?.[1]
    if (results) return this.#results(results, asked.query)
    const table = /^\/datasets\/[^/]+\/tables\/([^/]+)$/.exec(path)?.[1]
    if (table) return this.#table(decodeURIComponent(table))
    if (/^\/datasets\/[^/]+\/tables$/.test(path)) return this.#list()
    throw new Refused({ status: 404, reason: 'notFound', message: `Not found: ${path}` })
  }

  async #insert({ body }: Asked): Promise<unknown> {
    const { configuration, jobReference } = body as unknown as InsertBody
    const isDry = configuration.dryRun === true
    this.calls.push({ kind: isDry ? 'dryRun' : 'insert', body })
    const answer = await this.#options.answer(configuration.query.query)
    if ('reason' in answer && !(answer.onlyWhileRunning && isDry)) throw new Refused(answer)
    const shown: FakeRows = 'reason' in answer ? { fields: [], rows: [] } : answer
    const { bytes = 0, statementType = 'SELECT', takesMs = 0 } = shown
    if (!isDry) {
      checkBilled(bytes, configuration.query.maximumBytesBilled)
      this.#jobs.set(jobReference.jobId, { answer, doneAt: Date.now() + takesMs, isCancelled: false })
    }
    return {
      kind: 'bigquery#job',
      jobReference: { ...jobReference, location: 'EU' },
      status: { state: isDry ? 'DONE' : 'RUNNING' },
      statistics: {
        totalBytesProcessed: String(bytes),
        query: { statementType, schema: { fields: shown.fields } },
      },
    }
  }

  #cancel(id: string): unknown {
    this.calls.push({ kind: 'cancel', body: { id } })
    const job = this.#jobs.get(id)
    if (job) job.isCancelled = true
    return { kind: 'bigquery#jobCancelResponse', job: { jobReference: { jobId: id } } }
  }

  async #results(id: string, query: URLSearchParams): Promise<unknown> {
    this.calls.push({ kind: 'results', body: { id, ...Object.fromEntries(query) } })
    const job = this.#jobs.get(id)
    if (!job) throw new Refused({ status: 404, reason: 'notFound', message: `Not found: Job ${id}` })
    if (Date.now() < job.doneAt) await new Promise((resolve) => setTimeout(resolve, LONG_POLL_MS))
    if (job.isCancelled)
      throw new Refused({ status: 400, reason: 'stopped', message: 'Job execution was cancelled' })
    const jobReference = { jobId: id, location: 'EU' }
    if (Date.now() < job.doneAt) return { jobComplete: false, jobReference }
    if ('reason' in job.answer) throw new Refused(job.answer)
    const { rows, fields } = job.answer
    const start = Number(query.get('pageToken') ?? 0)
    const end =
      start + Math.min(Number(query.get('maxResults') ?? PAGE_ROWS), this.#options.pageRows ?? PAGE_ROWS)
    return {
      jobComplete: true,
      jobReference,
      schema: { fields },
      totalRows: String(rows.length),
      rows: rows.slice(start, end),
      ...(end < rows.length ? { pageToken: String(end) } : {}),
    }
  }

  #list(): unknown {
    this.calls.push({ kind: 'tables', body: {} })
    const tables = (this.#options.tables ?? []).map(({ name }) => ({
      id: `shop:sales.${name}`,
      tableReference: { projectId: 'shop', datasetId: 'sales', tableId: name },
    }))
    return { kind: 'bigquery#tableList', tables, totalItems: tables.length }
  }

  #table(name: string): unknown {
    const found = this.#options.tables?.find((one) => one.name === name)
    if (!found)
      throw new Refused({ status: 404, reason: 'notFound', message: `Not found: Table sales.${name}` })
    if (found.forbidden)
      throw new Refused({
        status: 403,
        reason: 'accessDenied',
        message: `Access Denied: Table shop:sales.${name}: Permission bigquery.tables.get denied on table shop:sales.${name}`,
      })
    return { tableReference: { projectId: 'shop', datasetId: 'sales', tableId: name }, ...found.metadata }
  }
}

/** `jobs.insert`. */
interface InsertBody {
  readonly configuration: {
    readonly dryRun?: boolean
    readonly query: { readonly query: string; readonly maximumBytesBilled?: string }
  }
  readonly jobReference: { readonly jobId: string }
}

function checkBilled(bytes: number, most: string | undefined): void {
  if (most === undefined || bytes <= Number(most)) return
  const message = `Query exceeded limit for bytes billed: ${most}. ${bytes} or higher required.`
  throw new Refused({ status: 400, reason: 'bytesBilledLimitExceeded', message })
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>)
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

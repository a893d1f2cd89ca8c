import { rename } from 'node:fs/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Failure } from '../errors.ts'
import { rowsWithin } from '../rows-within.ts'
import { dataTypeOf } from './data-types.ts'
import { encodeRows } from './encode-cells.ts'
import { governSql } from './governed/govern-sql.ts'
import { guardSelect, type KnownTables, knownTables } from './guard-select.ts'
import type { ChildRows, FromChild, ToChild } from './protocol.ts'
import { quoteText } from './quote.ts'
import { scrubError } from './scrub-error.ts'
import type { Ready } from './set-up.ts'

type Run = Extract<ToChild, { kind: 'run' }>

/** Runs statements on a few connections, first come first served. Lives in the child. */
export class Session {
  readonly #free: DuckDBConnection[]
  readonly #waiting: Run[] = []
  readonly #running = new Map<number, DuckDBConnection>()
  readonly #interrupted = new Set<number>()
  readonly #tables: KnownTables
  readonly #reply: (message: FromChild) => void
  readonly #isGuest: boolean

  constructor({ connections, opened }: Ready, reply: (message: FromChild) => void, isGuest: boolean) {
    this.#isGuest = isGuest
    this.#free = [...connections]
    this.#tables = knownTables(opened.tables)
    this.#reply = reply
  }

  run(request: Run): void {
    this.#waiting.push(request)
    this.#startNext()
  }

  interrupt(id: number): void {
    const place = this.#waiting.findIndex((request) => request.id === id)
    if (place >= 0) {
      this.#waiting.splice(place, 1)
      this.#reply({ kind: 'interrupted', id })
      return
    }
    this.#interrupted.add(id)
    this.#running.get(id)?.interrupt()
  }

  #startNext(): void {
    const connection = this.#waiting.length > 0 ? this.#free.pop() : undefined
    const request = connection && this.#waiting.shift()
    if (!connection || !request) return
    void this.#serve(connection, request)
  }

  async #serve(connection: DuckDBConnection, request: Run): Promise<void> {
    this.#running.set(request.id, connection)
    const message = await this.#answer(connection, request)
    this.#running.delete(request.id)
    this.#interrupted.delete(request.id)
    this.#free.push(connection)
    this.#reply(message)
    this.#startNext()
  }

  async #answer(connection: DuckDBConnection, request: Run): Promise<FromChild> {
    const { id } = request
    try {
      const outcome = await this.#guarded(connection, request)
      return 'what' in outcome
        ? { kind: 'failed', id, failure: outcome }
        : { kind: 'rows', id, rows: outcome }
    } catch (error) {
      return this.#interrupted.has(id)
        ? { kind: 'interrupted', id }
        : { kind: 'failed', id, failure: this.#isGuest ? untold(scrubError(error)) : scrubError(error) }
    }
  }

  async #guarded(connection: DuckDBConnection, request: Run): Promise<ChildRows | Failure> {
    const { relations } = request
    if ((relations !== null) !== this.#isGuest) throw new Error('a statement came to the wrong process')
    const governed = relations ? await governSql(connection, request.sql, relations) : request
    if ('what' in governed) return governed
    const ready = { ...request, sql: governed.sql }
    const refusal = await guardSelect(connection, ready.sql, this.#tables)
    if (refusal) return refusal
    return relations && !request.explain ? capped(connection, ready) : execute(connection, ready)
  }
}

/** What a person is told never quotes the queries that stand for their tables. */
function untold(failure: Failure): Failure {
  const quotes = failure.what === 'query' && /\bselect\b/i.test(failure.facts.text)
  return quotes
    ? { what: 'query', facts: { ...failure.facts, text: 'its parts do not fit together.' } }
    : failure
}

/** No more rows are made than are brought back, and one that tells whether there are more. */
async function capped(connection: DuckDBConnection, request: Run): Promise<ChildRows> {
  const { sql, maxRows, maxBytes } = request
  const answer = await execute(connection, {
    ...request,
    sql: `SELECT * FROM (\n${sql}\n) AS answer LIMIT ${maxRows + 1}`,
  })
  const rows = rowsWithin(answer.rows, maxBytes)
  return { ...answer, sql, rows, rowCount: rows.length, truncated: rows.length < answer.rowCount }
}

async function execute(connection: DuckDBConnection, request: Run): Promise<ChildRows> {
  // `run` materialises inside DuckDB: streaming ends silently on an error in mid-stream.
  const result = await connection.run(request.explain ? `EXPLAIN (FORMAT json) ${request.sql}` : request.sql)
  const truncated = result.rowCount > request.maxRows
  return {
    columns: result.deduplicatedColumnNames().map((name, index) => {
      const nativeType = nativeTypeOf(String(result.columnType(index)))
      return { name, type: dataTypeOf(nativeType), nativeType }
    }),
    rows: encodeRows(result, request.maxRows),
    rowCount: result.rowCount,
    sql: request.sql,
    truncated,
    file: truncated && request.toFile ? await writeResult(connection, request, result.rowCount) : null,
  }
}

/** The null type of a bare `NULL` is shown as text, as DuckDB's own clients do. */
const nativeTypeOf = (name: string): string => (name === 'SQLNULL' ? 'VARCHAR' : name)

async function writeResult(connection: DuckDBConnection, { sql, toFile }: Run, rowCount: number) {
  const part = `${toFile}.part`
  const reader = await connection.runAndReadAll(
    `COPY (${sql.replace(/;\s*$/, '')}\n) TO ${quoteText(part)} (FORMAT parquet)`,
  )
  const written = Number(reader.getRows()[0]?.[0])
  if (written !== rowCount) throw new Error(`Export Error: ${written} rows written of ${rowCount}`)
  await rename(part, toFile ?? part)
  return toFile
}

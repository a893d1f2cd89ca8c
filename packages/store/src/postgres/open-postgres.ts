import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { Database } from '../database.ts'
import { fail } from '../errors.ts'
import type { Tables } from '../tables.ts'

const LEAST_VERSION = 15
const CONNECT_TIMEOUT_MS = 10_000
const STATEMENT_TIMEOUT_MS = 60_000

/** As PGlite's worker reads them: whole numbers as numbers, moments as ISO text in UTC. */
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString()],
])

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => parsers.get(oid) ?? pg.types.getTypeParser(oid, format),
}

/** Connects to a server at `postgres://…`. @throws `store/unreachable`, `store/old-server`; never with the password. */
export async function openPostgres(url: string): Promise<Database> {
  const pool = unheard(poolOf(url))
  try {
    await checkServer(pool, url)
  } catch (error) {
    await pool.end()
    throw error
  }
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: answering(pool) }) })
  return {
    db,
    query: async (sql, parameters) => {
      const { rows, rowCount } = await answered(pool.query<Record<string, unknown>>(sql, [...parameters]))
      return { rows, affected: rowCount ?? 0 }
    },
    exec: (sql) => execute(pool, sql),
    [Symbol.asyncDispose]: () => db.destroy(),
  }
}

/** A connection that breaks fails its query; told once more as an event of its own, it would end the process. */
function unheard(pool: pg.Pool): pg.Pool {
  pool.on('error', () => undefined)
  return pool.on('connect', (client) => client.on('error', () => undefined))
}

/** The pool for kysely; what its connections come to is told as by `answered`. */
const answering = (pool: pg.Pool): PostgresPool => ({
  connect: async () => {
    const client = await answered(pool.connect())
    const query = (sql: string, parameters: readonly unknown[]) =>
      answered(client.query(sql, [...parameters]))
    return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() }
  },
  end: () => pool.end(),
})

/** @throws `store/lost` where the server went away, was not there, or is only starting */
async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    throw isLost(error) ? fail('lost', { seconds: RETRY_SECONDS }) : error
  }
}

const RETRY_SECONDS = 1
/** Connection exceptions (class 08), and a server that stops, crashed or starts (57P01 to 57P03). */
const LOST = /^(?:08...|57P0[123]|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/
/** The driver tells these by their sentence alone. */
const LOST_WORDS = /^Connection terminated|not queryable|timeout exceeded when trying to connect/

function isLost(error: unknown): boolean {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown }
  return LOST.test(String(code)) || LOST_WORDS.test(String(message))
}

/** A connection whose statements failed may be inside their transaction: it is not used again. */
async function execute(pool: pg.Pool, sql: string): Promise<void> {
  const client = await answered(pool.connect())
  try {
    await answered(client.query(sql))
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

function poolOf(url: string): pg.Pool {
  try {
    return new pg.Pool({
      connectionString: url,
      types,
      max: 8,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
      application_name: 'numize-store',
    })
  } catch {
    throw fail('unreachable', { server: addressOf(url), reason: 'the address cannot be read' })
  }
}

async function checkServer(pool: pg.Pool, url: string): Promise<void> {
  const { rows } = await pool
    .query<{ version: number }>("SELECT current_setting('server_version_num')::int / 10000 AS version")
    .catch((error: unknown) => {
      throw fail('unreachable', { server: addressOf(url), reason: reasonOf(error) })
    })
  const version = rows[0]?.version ?? 0
  if (version < LEAST_VERSION)
    throw fail('old-server', { server: addressOf(url), version, least: LEAST_VERSION })
}

/** The code of a failure: a driver's message may repeat what was sent. */
const reasonOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code
  if (code === '28P01' || code === '28000') return 'it refused the login'
  if (code === '3D000') return 'it has no such database'
  return typeof code === 'string' ? code : 'no answer'
}

/** Host, port and database, without login or password. */
export function addressOf(url: string): string {
  try {
    const { host, pathname } = new URL(url)
    return `${host}${pathname}`
  } catch {
    return 'at this address'
  }
}

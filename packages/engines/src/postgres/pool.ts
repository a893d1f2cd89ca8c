import pg from 'pg'

export interface PostgresOptions {
  /** `postgres://login:password@host:5432/database?sslmode=…`; what it leaves out comes from PGHOST, PGPASSWORD and so on. */
  readonly connectionString: string
  /** A query is stopped by the server after this long, whatever its own deadline. Default: five minutes. */
  readonly statementTimeoutMs?: number
  readonly connectTimeoutMs?: number
  /** Connections kept at most. Default: four. */
  readonly connections?: number
}

export type PostgresPool = pg.Pool

export const STATEMENT_TIMEOUT_MS = 300_000
const CONNECT_TIMEOUT_MS = 10_000
const IDLE_MS = 30_000

/** Longer than any statement may take: then the network is gone. */
const DEAD_MS = 10_000

const settings = (options: PostgresOptions) => ({
  connectionString: options.connectionString,
  connectionTimeoutMillis: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
  query_timeout: (options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS) + DEAD_MS,
  keepAlive: true,
  application_name: 'numize',
})

/** A few connections, opened when needed and closed when idle; an idle one that breaks is forgotten. */
export function openPool(options: PostgresOptions): PostgresPool {
  const pool = new pg.Pool({
    ...settings(options),
    max: options.connections ?? 4,
    idleTimeoutMillis: IDLE_MS,
    allowExitOnIdle: true,
  })
  pool.on('error', () => undefined)
  return pool
}

export async function connect(options: PostgresOptions): Promise<pg.Client> {
  const client = new pg.Client(settings(options))
  client.on('error', () => undefined)
  await client.connect()
  return client
}

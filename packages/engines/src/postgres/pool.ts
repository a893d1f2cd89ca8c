import pg from 'pg'
import type { PostgresOptions } from './open-postgres.ts'

export type PostgresPool = pg.Pool

const CONNECT_TIMEOUT_MS = 10_000
const IDLE_MS = 30_000

const settings = ({ connectionString, connectTimeoutMs = CONNECT_TIMEOUT_MS }: PostgresOptions) => ({
  connectionString,
  connectionTimeoutMillis: connectTimeoutMs,
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

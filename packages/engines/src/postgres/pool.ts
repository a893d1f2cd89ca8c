import { Socket } from 'node:net'
import pg from 'pg'

export interface PostgresOptions {
  /**
   * `postgres://login:password@host:5432/database`; what it leaves out comes from PGHOST, PGPASSWORD and so on. With
   * `?sslmode=verify-full&sslrootcert=/path/ca.pem` only a server whose certificate that authority made for this host.
   */
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

/**
 * Connections that serve one transaction each, so that nothing of it is left to the next, and break when the server
 * sends more than `mostBytes`.
 */
export function openGuestPool(options: PostgresOptions, places: number, mostBytes: number): PostgresPool {
  const pool = new pg.Pool({
    ...settings(options),
    application_name: 'numize-sql',
    max: places,
    maxUses: 1,
    allowExitOnIdle: true,
    stream: () => boundedSocket(mostBytes),
  })
  return unheard(pool)
}

/** A connection that breaks fails its query; told once more as an event of its own, it would end the process. */
function unheard(pool: PostgresPool): PostgresPool {
  pool.on('error', () => undefined)
  return pool.on('connect', (client) => client.on('error', () => undefined))
}

/** The server sent more than was agreed. */
export class TooLarge extends Error {}

const LOOK_EVERY_MS = 20

function boundedSocket(mostBytes: number): Socket {
  const socket = new Socket()
  const timer = setInterval(() => {
    if (socket.bytesRead > mostBytes) socket.destroy(new TooLarge('the rows take too much'))
  }, LOOK_EVERY_MS).unref()
  return socket.once('close', () => clearInterval(timer))
}

/** A few connections, opened when needed and closed when idle; an idle one that breaks is forgotten. */
export function openPool(options: PostgresOptions): PostgresPool {
  const pool = new pg.Pool({
    ...settings(options),
    max: options.connections ?? 4,
    idleTimeoutMillis: IDLE_MS,
    allowExitOnIdle: true,
  })
  return unheard(pool)
}

export async function connect(options: PostgresOptions): Promise<pg.Client> {
  const client = new pg.Client(settings(options))
  client.on('error', () => undefined)
  await client.connect()
  return client
}

import { readFileSync } from 'node:fs'
import type { ClickHouseClient } from '@clickhouse/client'
import { fail } from '../errors.ts'
import type { ClickhouseAddress } from './address.ts'

export interface ClickhouseOptions {
  /** `clickhouse://login:password@host:8123/database`; `?secure=true` for https. */
  readonly connectionString: string
  /** A query is stopped by the server after this long, whatever its own deadline. Default: five minutes. */
  readonly statementTimeoutMs?: number
  /** Connections kept at most. Default: four. */
  readonly connections?: number
}

export const STATEMENT_TIMEOUT_MS = 300_000
/** Longer than any statement may take: then the network is gone. */
const DEAD_MS = 10_000

/**
 * The client of ClickHouse, which is loaded only here.
 * @throws `engines/no-client` where it is not installed
 */
export async function connect(
  address: ClickhouseAddress,
  options: ClickhouseOptions,
): Promise<ClickHouseClient> {
  const { createClient } = await import('@clickhouse/client').catch(() => {
    throw fail('no-client', { engine: 'ClickHouse', package: '@clickhouse/client@1.23.1' })
  })
  const tls = address.ca === null ? {} : { tls: { ca_cert: authority(address.ca) } }
  return createClient({
    ...tls,
    url: address.url,
    username: address.login,
    password: address.password,
    database: address.database,
    application: 'numize',
    max_open_connections: options.connections ?? 4,
    request_timeout: (options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS) + DEAD_MS,
    compression: { response: true, request: false },
    log: { LoggerClass: SilentLogger },
  })
}

function authority(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    const reason = `its authority ${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unreadable'}`
    throw fail('no-connection', { server: 'asked for', reason })
  }
}

/** What goes wrong is told to whoever asks, not to the console. */
class SilentLogger {
  trace(): void {}
  debug(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
}

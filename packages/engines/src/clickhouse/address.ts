import { fail } from '../errors.ts'

/** Where a ClickHouse server is and who asks it. */
export interface ClickhouseAddress {
  /** `http://host:8123` or `https://host:8443`. */
  readonly url: string
  readonly login: string
  readonly password: string
  readonly database: string
}

const TLS_PORTS = new Set(['443', '8443'])
const FORM = 'clickhouse://login:password@host:8123/database, with ?secure=true for https'

/**
 * Reads `clickhouse://login:password@host:port/database`: plain HTTP on 8123, or TLS where the port is 8443 or 443 or
 * the address says `?secure=true`.
 * @throws `engines/no-connection`
 */
export function clickhouseAddress(connectionString: string): ClickhouseAddress {
  const parsed = parse(connectionString)
  if (!parsed?.hostname)
    throw fail('no-connection', {
      server: 'the address given',
      reason: `the address is not of the form ${FORM}`,
    })
  const { hostname, port, username, password, pathname, searchParams } = parsed
  const secure = ['1', 'true', ''].includes(searchParams.get('secure') ?? 'no') || TLS_PORTS.has(port)
  return {
    url: `${secure ? 'https' : 'http'}://${hostname}:${port || (secure ? '8443' : '8123')}`,
    login: decodeURIComponent(username) || 'default',
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)) || 'default',
  }
}

function parse(connectionString: string): URL | null {
  try {
    return new URL(connectionString)
  } catch {
    return null
  }
}

/** The same of an address. @throws `engines/no-connection` */
export const clickhouseServer = (connectionString: string): string =>
  serverName(clickhouseAddress(connectionString))

/** `login@host:port/database`, without what is secret. */
export const serverName = ({ url, login, database }: ClickhouseAddress): string =>
  `${login}@${url.replace(/^https?:\/\//, '')}/${database}`

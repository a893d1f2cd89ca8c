import { fail } from '../errors.ts'

/** Where a ClickHouse server is and who asks it. */
export interface ClickhouseAddress {
  /** `http://host:8123` or `https://host:8443`. */
  readonly url: string
  readonly login: string
  readonly password: string
  readonly database: string
  /** File of the authority whose certificates are trusted, instead of those the system trusts. */
  readonly ca: string | null
}

const TLS_PORTS = new Set(['443', '8443'])
const FORM =
  'clickhouse://login:password@host:8123/database, with ?secure=true for https and &ca=/path for its authority'

/**
 * Reads `clickhouse://login:password@host:port/database`: plain HTTP on 8123, or TLS where the port is 8443 or 443 or
 * the address says `?secure=true`. The server's certificate must be for its host and of an authority the system trusts, or
 * of the one in the file `&ca=/path/ca.pem`.
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
    ca: searchParams.get('ca'),
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

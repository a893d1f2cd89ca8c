import { NumizeError } from '@numize/base'
import { fail } from '../errors.ts'
import { type ClickhouseAddress, serverName } from './address.ts'

/** What a failed connection says, by Node's code or the server's name for it. */
const REASONS: Readonly<Record<string, string>> = {
  AUTHENTICATION_FAILED: 'the login or its password is wrong',
  REQUIRED_PASSWORD: 'it asks for a password and none was given',
  UNKNOWN_USER: 'there is no login of that name',
  UNKNOWN_DATABASE: 'there is no database of that name',
  IP_ADDRESS_NOT_ALLOWED: 'the server does not let this login in from here',
  TOO_MANY_SIMULTANEOUS_QUERIES: 'the server runs as many queries as it may. Try again later',
  ECONNREFUSED: 'nothing listens there. Check host and port, and that the server runs',
  ENOTFOUND: 'there is no such host. Check its name',
  EAI_AGAIN: 'the name of the host cannot be looked up. Check the network',
  ETIMEDOUT: 'it did not answer in time. Check host, port and firewall',
  ECONNRESET: 'it closed the connection. Ask again; if it stays, read its log',
  EHOSTUNREACH: 'there is no way to the host. Check the network',
  EPROTO: 'it does not speak TLS there. Leave out secure=true if that is meant',
}

const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/timeout/i, REASONS['ETIMEDOUT'] ?? ''],
  [/socket hang up/i, REASONS['ECONNRESET'] ?? ''],
  [/certificate|self.signed/i, 'its certificate is not trusted. Add its authority'],
  [
    /Parse Error|HTTP|which is for clickhouse-client/i,
    'it does not speak HTTP there. Give its HTTP port, 8123 or 8443, not the native one',
  ],
]

export const isConnectionFailure = (type: string): boolean => REASONS[type] !== undefined

/** A failure on the way to the server. One sentence that names it, never the password. */
export function connectionFailure(error: unknown, address: ClickhouseAddress): Error {
  if (error instanceof NumizeError) return error
  const { code = '', type = '', message } = error as { code?: string; type?: string; message: string }
  const reason =
    REASONS[type] ??
    REASONS[code] ??
    SENTENCES.find(([form]) => form.test(message))?.[1] ??
    (type ? `it refused (${type})` : 'the connection failed')
  return fail('no-connection', { server: serverName(address), reason })
}

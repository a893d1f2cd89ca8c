import { NumizeError } from '@numize/base'
import pg from 'pg'
import { fail } from '../errors.ts'

/** What a failed connection says, by Node's code or SQLSTATE. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there. Check host and port, and that the server runs',
  ENOTFOUND: 'there is no such host. Check its name',
  EAI_AGAIN: 'the name of the host cannot be looked up. Check the network',
  ETIMEDOUT: 'it did not answer in time. Check host, port and firewall',
  ECONNRESET: 'it closed the connection. Ask again; if it stays, read its log',
  EHOSTUNREACH: 'there is no way to the host. Check the network',
  '28P01': 'the login or its password is wrong',
  '28000': 'the server does not let this login in from here. Check pg_hba.conf and the login',
  '3D000': 'there is no database of that name',
  '53300': 'the server has no connection left. Try again later',
  '57P01': 'the server was shut down. Ask again when it runs',
  '57P03': 'the server is starting. Ask again in a moment',
}

const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/timeout|timed out/i, 'it did not answer in time. Check host, port and firewall'],
  [/does not support SSL/i, 'it does not speak TLS. Add sslmode=disable to the address if that is meant'],
  [/certificate|self.signed/i, 'its certificate is not trusted. Add its authority, or check sslmode'],
  [/password must be a string|no password/i, 'it asks for a password and none was given'],
  [/Connection terminated/i, 'it closed the connection. Ask again; if it stays, read its log'],
  [/invalid url|Invalid URL/i, 'the address is not of the form postgres://login:password@host:5432/database'],
]

export function isConnectionFailure(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof NumizeError) return false
  const { code } = error as Error & { code?: string }
  return (
    (code !== undefined && REASONS[code] !== undefined) ||
    SENTENCES.some(([form]) => form.test(error.message))
  )
}

/** One sentence that names the server, never the password. Our own errors pass. */
export function connectionFailure(error: unknown, connectionString: string): Error {
  if (error instanceof NumizeError) return error
  const { code = '', message } = error as Error & { code?: string }
  const reason =
    REASONS[code] ??
    SENTENCES.find(([form]) => form.test(message))?.[1] ??
    (error instanceof pg.DatabaseError ? `it refused (SQLSTATE ${code})` : 'the connection failed')
  return fail('no-connection', { server: serverOf(connectionString), reason })
}

/** `login@host:port/database`, without what is secret. */
export function serverOf(connectionString: string): string {
  try {
    const { username, hostname, port, pathname } = new URL(connectionString)
    return `${username ? `${decodeURIComponent(username)}@` : ''}${hostname || 'localhost'}:${port || '5432'}${pathname}`
  } catch {
    return 'the address given'
  }
}

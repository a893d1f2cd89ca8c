import { fail } from './errors.ts'

/** Lets a machine be called, or throws. */
export type Reach = (host: string) => Promise<void>

type Kind = 'postgres' | 'clickhouse' | 'bigquery'

/** Settings that name no file of this machine, no other machine and no setting of the server. */
const HARMLESS: Readonly<Record<Kind, ReadonlySet<string>>> = {
  postgres: new Set(['sslmode', 'application_name', 'connect_timeout']),
  clickhouse: new Set(['secure']),
  bigquery: new Set(['location', 'billing_project', 'maximum_bytes_billed', 'usd_per_tib']),
}
const SCHEMES: Readonly<Record<Kind, RegExp>> = {
  postgres: /^postgres(ql)?:$/,
  clickhouse: /^clickhouse:$/,
  bigquery: /^bigquery:$/,
}
const HOST = /^(?:[\w-]+\.)*[\w-]+\.?$|^\[[0-9a-f:.]+\]$/i

/**
 * Holds the address of somebody who does not own this machine against what may be called for them: one plainly
 * written host, and no setting that leads elsewhere. BigQuery is Google's, whatever is named.
 * @throws `sources/closed-address`, and what `reach` throws
 */
export async function requireReachable(kind: Kind, address: string, reach: Reach | undefined): Promise<void> {
  if (!reach) return
  const parsed = URL.canParse(address) ? new URL(address) : null
  if (!parsed || !SCHEMES[kind].test(parsed.protocol))
    throw fail('closed-address', { problem: `is not of the form ${kind}://…` })
  const setting = [...parsed.searchParams.keys()].find((name) => !HARMLESS[kind].has(name))
  if (setting !== undefined) throw fail('closed-address', { problem: `may not set ${setting}` })
  if (kind === 'bigquery') return
  if (!HOST.test(parsed.hostname)) throw fail('closed-address', { problem: 'does not plainly name one host' })
  await reach(parsed.hostname)
}

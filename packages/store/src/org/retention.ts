import { sql } from 'kysely'
import { type AuditBound, appendEntry } from '../audit/append-entry.ts'
import { cutEntries } from '../audit/cut-entries.ts'
import { fail } from '../errors.ts'
import { isoNow } from './bound.ts'

const DAY_MS = 86_400_000

/** What is kept for a time. `default` and `least` in days; null is for good. */
const KINDS = {
  audit: { default: 730, least: 365 },
  threads: { default: null, least: 1 },
  results: { default: null, least: 1 },
  caches: { default: 30, least: 1 },
  runs: { default: 365, least: 1 },
} as const satisfies Record<string, { readonly default: number | null; readonly least: number }>

export type RetentionKind = keyof typeof KINDS
export const RETENTION_KINDS = Object.keys(KINDS) as readonly RetentionKind[]

export interface RetentionPolicy {
  readonly kind: RetentionKind
  /** Null = for good. */
  readonly days: number | null
  /** Null where nobody has set it. */
  readonly setBy: string | null
}

/** How long an organisation keeps what, and the taking away of what is older. */
export interface Retention {
  policies(): Promise<readonly RetentionPolicy[]>
  /** @throws `store/retention-kind`, `store/retention-days` */
  set(kind: string, days: number | null, by: string): Promise<void>
  /** Takes away what is older than the policies say; how much of each kind went. Written to the audit where any did. */
  run(): Promise<Readonly<Record<RetentionKind, number>>>
}

export const retentionOf = (bound: AuditBound): Retention => ({
  policies: () => policiesOf(bound),
  set: (kind, days, by) => set(bound, { kind, days, by }),
  run: () => run(bound),
})

async function policiesOf({ db, orgId }: AuditBound): Promise<readonly RetentionPolicy[]> {
  const rows = await db.selectFrom('retention_policies').selectAll().where('org_id', '=', orgId).execute()
  return RETENTION_KINDS.map((kind) => {
    const found = rows.find((row) => row.kind === kind)
    return { kind, days: found ? found.days : KINDS[kind].default, setBy: found?.set_by ?? null }
  })
}

async function set(
  bound: AuditBound,
  { kind, days, by }: { kind: string; days: number | null; by: string },
): Promise<void> {
  const known = RETENTION_KINDS.find((one) => one === kind)
  if (!known) throw fail('retention-kind', { kind, known: RETENTION_KINDS })
  const { least } = KINDS[known]
  if (days !== null && !(Number.isInteger(days) && days >= least))
    throw fail('retention-days', { kind, least })
  const policy = { days, set_by: by, set_at: isoNow(bound) }
  await bound.db
    .insertInto('retention_policies')
    .values({ org_id: bound.orgId, kind, ...policy })
    .onConflict((conflict) => conflict.columns(['org_id', 'kind']).doUpdateSet(policy))
    .execute()
  await appendEntry(bound, { action: 'retention-policy', userId: by, kind, days })
}

async function run(bound: AuditBound): Promise<Readonly<Record<RetentionKind, number>>> {
  const taken: Record<RetentionKind, number> = { audit: 0, threads: 0, results: 0, caches: 0, runs: 0 }
  for (const { kind, days } of await policiesOf(bound))
    if (days !== null)
      taken[kind] = await TAKE_AWAY[kind](bound, new Date(bound.clock.now() - days * DAY_MS).toISOString())
  if (Object.values(taken).some((count) => count > 0))
    await appendEntry(bound, { action: 'retention', userId: null, taken })
  return taken
}

type TakeAway = (bound: AuditBound, before: string) => Promise<number>

const olderThan =
  (table: 'threads' | 'results' | 'cache_entries' | 'runs', column: string): TakeAway =>
  async ({ db, orgId }, before) => {
    const gone = await sql`DELETE FROM ${sql.table(table)} WHERE org_id = ${orgId}
      AND ${sql.ref(column)} < ${before}`.execute(db)
    return Number(gone.numAffectedRows ?? 0)
  }

const TAKE_AWAY: Readonly<Record<RetentionKind, TakeAway>> = {
  audit: cutEntries,
  threads: olderThan('threads', 'updated_at'),
  results: olderThan('results', 'created_at'),
  caches: olderThan('cache_entries', 'created_at'),
  runs: olderThan('runs', 'ended_at'),
}

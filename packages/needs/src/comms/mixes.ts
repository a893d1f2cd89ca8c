import { type Relevance, type Theme } from '../config/dnr-config.ts'

/** Shares (0 to 1, each list sums to 1) that generated communications hold; `dnr validate` checks them. */
type Mix<K extends string> = Readonly<Record<K, number>>

export const ROLES = [
  'exec',
  'data_eng',
  'analytics_eng',
  'bi',
  'product_analytics',
  'eng_platform',
  'pm',
  'finance',
  'other',
] as const
export type Role = (typeof ROLES)[number]

/** Of the people of each source (spec 002). */
export const ROLE_MIX: Mix<Role> = {
  exec: 0.03,
  data_eng: 0.12,
  analytics_eng: 0.08,
  bi: 0.07,
  product_analytics: 0.05,
  eng_platform: 0.1,
  pm: 0.1,
  finance: 0.05,
  other: 0.4,
}

export const BUCKETS = ['platform', 'analytics', 'domain'] as const
export type Bucket = (typeof BUCKETS)[number]

/** Of Slack threads and of e-mails; the spec names the buckets, the shares are ours. */
export const BUCKET_MIX: Mix<Bucket> = { platform: 0.3, analytics: 0.4, domain: 0.3 }

export const RELEVANCE_MIX: Readonly<Record<'slack' | 'email', Mix<Relevance>>> = {
  slack: { positive: 0.45, hard_negative: 0.2, negative: 0.35 },
  email: { positive: 0.5, hard_negative: 0.2, negative: 0.3 },
}

/** Of the positive threads of each source, and of all questions. */
export const THEME_MIX: Mix<Theme> = {
  metric_definition_mismatch: 0.18,
  join_keys_orphans: 0.12,
  freshness_ingest_lag: 0.15,
  duplicates_dedup: 0.1,
  access_permissions_pii: 0.11,
  new_field_schema_request: 0.12,
  revenue_coverage_mapping: 0.12,
  attribution_funnel_gaps: 0.1,
}

/** What becomes of a need in its thread; `null` is left open. */
export const OUTCOME_MIX: Mix<'met' | 'unmet' | 'open'> = { met: 0.4, unmet: 0.35, open: 0.25 }

/** How many of each: whole numbers that sum to `total`, by largest remainder; ties go to the first. */
export function apportion<K extends string>(total: number, mix: Mix<K>): Readonly<Record<K, number>> {
  const entries = Object.entries<number>(mix) as [K, number][]
  const exact = entries.map(([name, share]) => ({
    name,
    count: Math.floor(total * share),
    rest: (total * share) % 1,
  }))
  let left = total - exact.reduce((sum, { count }) => sum + count, 0)
  for (const part of exact.toSorted((a, b) => b.rest - a.rest)) if (left-- > 0) part.count++
  return Object.fromEntries(exact.map(({ name, count }) => [name, count])) as Record<K, number>
}

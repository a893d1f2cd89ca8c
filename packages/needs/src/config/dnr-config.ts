import type { ARCHETYPES, Quality, Scale, Trajectory } from '../options.ts'

export type Archetype = (typeof ARCHETYPES)[number]

export const SOURCES = ['slack', 'email', 'nlq'] as const
export type Source = (typeof SOURCES)[number]

export const THEMES = [
  'metric_definition_mismatch',
  'join_keys_orphans',
  'freshness_ingest_lag',
  'duplicates_dedup',
  'access_permissions_pii',
  'new_field_schema_request',
  'revenue_coverage_mapping',
  'attribution_funnel_gaps',
] as const
export type Theme = (typeof THEMES)[number]

export const RELEVANCES = ['positive', 'hard_negative', 'negative'] as const
export type Relevance = (typeof RELEVANCES)[number]

/** Every setting of `dnr`, under the names its YAML has. Money in US dollars, shares in percent where a name says so. */
export interface DnrConfig {
  readonly paths: {
    readonly data: string
    readonly comms: string
    readonly reports: string
    readonly meta: string
  }
  readonly warehouse: {
    readonly archetypes: readonly Archetype[]
    readonly scale: Scale
    readonly quality: Quality
    readonly trajectory: Trajectory
    /** IANA zone of the business day. */
    readonly tz: string
    readonly months: number
    readonly seed: number
    /** Last day of the data. */
    readonly until: string
  }
  readonly comms: {
    readonly slack_threads: number
    readonly email_threads: number
    readonly nlq: number
    readonly sample_policy: 'event_aware' | 'uniform'
    readonly seed: number
  }
  readonly classification: {
    /** `llm` falls back to `deterministic`, and says so, where the environment has no key. */
    readonly engine: 'llm' | 'deterministic'
    readonly provider: string
    readonly model: string
    /** Address of an OpenAI-compatible endpoint; null is the provider's own. */
    readonly base_url: string | null
    readonly temperature: number
    readonly max_output_tokens: number
    readonly concurrency: number
    readonly api_cap_usd: number
    readonly prefilter_threshold: number
    readonly env_key_var: string
  }
  readonly entities: { readonly provider: string; readonly model: string; readonly api_cap_usd: number }
  readonly report: {
    readonly scoring_weights: { readonly revenue: number; readonly demand: number; readonly severity: number }
    readonly slos: {
      readonly key_null_pct: number
      readonly fk_orphan_pct: number
      readonly dup_keys_pct: number
      readonly p95_ingest_lag_min: number
    }
    readonly window_days: number
    readonly demand_base_weights: Readonly<Record<Source, number>>
    readonly demand_weight_caps: { readonly min: number; readonly max: number }
    readonly revenue_norm: 'median_3m'
    readonly invoice_aggregates: {
      readonly enabled: boolean
      readonly slos: {
        readonly missing_pct: { readonly max: number }
        readonly on_time_pct: { readonly min: number }
        readonly dup_key_pct: { readonly max: number }
        readonly p95_payment_lag_min: { readonly max: number }
      }
    }
    readonly marketplace: {
      readonly evening_window: {
        readonly start_hour: number
        readonly end_hour: number
        readonly min_share_pct: number
        readonly min_days_pct: number
      }
    }
  }
  readonly budget: {
    readonly mode: 'sample_to_fit'
    readonly safety_margin: number
    readonly coverage_floor_pct: number
  }
  readonly cache: { readonly enabled: boolean; readonly dir: string }
}

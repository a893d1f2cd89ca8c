import { DEFAULTS } from '../options.ts'
import type { DnrConfig } from './dnr-config.ts'

/** The settings where nothing else is said. */
export const DEFAULT_CONFIG: DnrConfig = {
  paths: { data: 'data', comms: 'comms', reports: 'reports', meta: 'meta' },
  warehouse: {
    archetypes: ['neobank', 'marketplace'],
    scale: DEFAULTS.scale,
    quality: DEFAULTS.quality,
    trajectory: DEFAULTS.trajectory,
    tz: DEFAULTS.timeZone,
    months: DEFAULTS.months,
    seed: DEFAULTS.seed,
    until: DEFAULTS.until,
  },
  comms: { slack_threads: 3000, email_threads: 800, nlq: 1000, sample_policy: 'event_aware', seed: 43 },
  classification: {
    engine: 'llm',
    provider: 'openai',
    model: 'gpt-4o-mini',
    base_url: null,
    temperature: 0,
    max_output_tokens: 64,
    concurrency: 5,
    api_cap_usd: 1,
    prefilter_threshold: 0.35,
    env_key_var: 'OPENAI_API_KEY',
  },
  entities: { provider: 'openai', model: 'gpt-4o-mini', api_cap_usd: 0.1 },
  report: {
    scoring_weights: { revenue: 0.6, demand: 0.25, severity: 0.15 },
    slos: { key_null_pct: 1, fk_orphan_pct: 2, dup_keys_pct: 0.2, p95_ingest_lag_min: 90 },
    window_days: 30,
    demand_base_weights: { nlq: 0.5, slack: 0.3, email: 0.2 },
    demand_weight_caps: { min: 0.15, max: 0.6 },
    revenue_norm: 'median_3m',
    invoice_aggregates: {
      enabled: true,
      slos: {
        missing_pct: { max: 5 },
        on_time_pct: { min: 90 },
        dup_key_pct: { max: 1 },
        p95_payment_lag_min: { max: 2880 },
      },
    },
    marketplace: { evening_window: { start_hour: 17, end_hour: 22, min_share_pct: 25, min_days_pct: 80 } },
  },
  budget: { mode: 'sample_to_fit', safety_margin: 0.25, coverage_floor_pct: 20 },
  cache: { enabled: true, dir: '.cache/llm' },
}

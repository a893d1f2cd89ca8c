import type { Theme } from '../../config/dnr-config.ts'

/** Things said in one sentence that together tell a theme. */
export interface ThemeRule {
  readonly theme: Theme
  /** Concepts of `OBJECT_CONCEPTS`, `STATE_CONCEPTS` and `STANCE_CONCEPTS`. */
  readonly all: readonly string[]
  readonly weight: number
}

const rule = (theme: Theme, weight: number, ...all: readonly string[]): ThemeRule => ({ theme, all, weight })

export const THEME_RULES: readonly ThemeRule[] = [
  rule('metric_definition_mismatch', 2, 'metric', 'differ'),
  rule('metric_definition_mismatch', 1, 'figure', 'differ'),
  rule('metric_definition_mismatch', 1.2, 'report', 'differ'),
  rule('metric_definition_mismatch', 0.8, 'figure', 'report', 'differ'),
  rule('join_keys_orphans', 1.5, 'key', 'absent'),
  rule('join_keys_orphans', 1.6, 'join', 'absent'),
  rule('join_keys_orphans', 1, 'join', 'wrong'),
  rule('join_keys_orphans', 0.8, 'join', 'entity'),
  rule('join_keys_orphans', 1, 'key', 'join'),
  rule('join_keys_orphans', 0.8, 'parent', 'absent'),
  rule('join_keys_orphans', 0.6, 'entity', 'absent'),
  rule('freshness_ingest_lag', 1.2, 'pipeline', 'wrong'),
  rule('freshness_ingest_lag', 1, 'time', 'absent'),
  rule('freshness_ingest_lag', 0.8, 'pipeline', 'time'),
  rule('freshness_ingest_lag', 0.5, 'report', 'time'),
  rule('duplicates_dedup', 0.6, 'row', 'differ'),
  rule('access_permissions_pii', 1.5, 'person_data'),
  rule('access_permissions_pii', 0.8, 'person_data', 'entity'),
  rule('new_field_schema_request', 1.2, 'column', 'need'),
  rule('new_field_schema_request', 0.8, 'column', 'absent'),
  rule('new_field_schema_request', 0.6, 'table', 'need'),
  rule('revenue_coverage_mapping', 2.2, 'money', 'unmapped'),
  rule('revenue_coverage_mapping', 1.2, 'money', 'absent'),
  rule('revenue_coverage_mapping', 2, 'money', 'ledger'),
  rule('revenue_coverage_mapping', 1.5, 'category', 'unmapped'),
  rule('revenue_coverage_mapping', 0.8, 'money', 'category'),
  rule('attribution_funnel_gaps', 1.5, 'marketing', 'absent'),
  rule('attribution_funnel_gaps', 1.5, 'journey', 'absent'),
  rule('attribution_funnel_gaps', 1.2, 'marketing', 'journey'),
  rule('attribution_funnel_gaps', 0.6, 'marketing'),
  rule('attribution_funnel_gaps', 0.6, 'journey'),
]

import type { Theme } from '../../config/dnr-config.ts'
import type { ThemeWords } from './theme-words.ts'
import { ACCESS_PERMISSIONS_PII } from './themes/access-permissions-pii.ts'
import { ATTRIBUTION_FUNNEL_GAPS } from './themes/attribution-funnel-gaps.ts'
import { DUPLICATES_DEDUP } from './themes/duplicates-dedup.ts'
import { FRESHNESS_INGEST_LAG } from './themes/freshness-ingest-lag.ts'
import { JOIN_KEYS_ORPHANS } from './themes/join-keys-orphans.ts'
import { METRIC_DEFINITION_MISMATCH } from './themes/metric-definition-mismatch.ts'
import { NEW_FIELD_SCHEMA_REQUEST } from './themes/new-field-schema-request.ts'
import { REVENUE_COVERAGE_MAPPING } from './themes/revenue-coverage-mapping.ts'

/** The words of each theme. Weak ones are shared by several themes: then the rest of the thread decides. */
export const THEME_WORDS: Readonly<Record<Theme, ThemeWords>> = {
  metric_definition_mismatch: METRIC_DEFINITION_MISMATCH,
  join_keys_orphans: JOIN_KEYS_ORPHANS,
  freshness_ingest_lag: FRESHNESS_INGEST_LAG,
  duplicates_dedup: DUPLICATES_DEDUP,
  access_permissions_pii: ACCESS_PERMISSIONS_PII,
  new_field_schema_request: NEW_FIELD_SCHEMA_REQUEST,
  revenue_coverage_mapping: REVENUE_COVERAGE_MAPPING,
  attribution_funnel_gaps: ATTRIBUTION_FUNNEL_GAPS,
}

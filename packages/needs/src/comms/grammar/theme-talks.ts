import type { Theme } from '../../config/dnr-config.ts'
import type { ThemeTalk } from './theme-talk.ts'
import { accessPermissionsPii } from './themes/access-permissions-pii.ts'
import { attributionFunnelGaps } from './themes/attribution-funnel-gaps.ts'
import { duplicatesDedup } from './themes/duplicates-dedup.ts'
import { freshnessIngestLag } from './themes/freshness-ingest-lag.ts'
import { joinKeysOrphans } from './themes/join-keys-orphans.ts'
import { metricDefinitionMismatch } from './themes/metric-definition-mismatch.ts'
import { newFieldSchemaRequest } from './themes/new-field-schema-request.ts'
import { revenueCoverageMapping } from './themes/revenue-coverage-mapping.ts'

export const THEME_TALKS: Readonly<Record<Theme, ThemeTalk>> = {
  metric_definition_mismatch: metricDefinitionMismatch,
  join_keys_orphans: joinKeysOrphans,
  freshness_ingest_lag: freshnessIngestLag,
  duplicates_dedup: duplicatesDedup,
  access_permissions_pii: accessPermissionsPii,
  new_field_schema_request: newFieldSchemaRequest,
  revenue_coverage_mapping: revenueCoverageMapping,
  attribution_funnel_gaps: attributionFunnelGaps,
}

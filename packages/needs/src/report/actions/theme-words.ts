import type { Theme } from '../../config/dnr-config.ts'

/** How a theme is called, and what an executive can have done about it. */
export const THEME_WORDS: Readonly<
  Record<Theme, { readonly label: string; readonly need: string; readonly todo: string }>
> = {
  metric_definition_mismatch: {
    label: 'Metric definitions differ',
    need: 'Teams get different figures for one metric',
    todo: 'Agree on one definition per metric, with one owner, and have every report use it.',
  },
  join_keys_orphans: {
    label: 'Records that cannot be joined',
    need: 'Records name nobody, or somebody who does not exist yet',
    todo: 'Have the source refuse records without a valid key, and repair the ones that are there.',
  },
  freshness_ingest_lag: {
    label: 'Data arrives late',
    need: 'Figures of the day are incomplete when decisions are taken',
    todo: 'Load in smaller batches, and raise an alarm when a load is later than agreed.',
  },
  duplicates_dedup: {
    label: 'Records counted twice',
    need: 'Retried loads leave a second copy of a record',
    todo: 'Make loads safe to repeat: one row per business key, checked on every load.',
  },
  access_permissions_pii: {
    label: 'Access and personal data',
    need: 'People wait for access, or see what they should not',
    todo: 'Decide who may see what, grant it by role, and mask personal data elsewhere.',
  },
  new_field_schema_request: {
    label: 'Fields that are missing',
    need: 'Questions cannot be answered because a field is not collected',
    todo: 'Rank the requested fields by use, and add the top ones to the source.',
  },
  revenue_coverage_mapping: {
    label: 'Revenue that cannot be assigned',
    need: 'Money came in, or should have, that no report can assign to what was sold',
    todo: 'Complete the mapping at the source, and reconcile it with finance every month.',
  },
  attribution_funnel_gaps: {
    label: 'Channels that are not recorded',
    need: 'Sales cannot be credited to the channel they came through',
    todo: 'Make the channel a required field at the source, and fill the days that lack it.',
  },
}

/** `fact_card_transaction` → `card transactions`; `snapshot_listing_daily` → `listing snapshots`. */
export function tableName(table: string): string {
  const words = table
    .replace(/^(?:fact|dim|stg)_/, '')
    .replace(/^snapshot_(.*?)(?:_daily)?$/, '$1_snapshot')
    .replaceAll('_', ' ')
  return /[^aeiou]y$/.test(words) ? `${words.slice(0, -1)}ies` : `${words}s`
}

/** `card_id` → `card`. */
export const columnName = (column: string): string =>
  column.replace(/_(?:id|cents|at)$/, '').replaceAll('_', ' ')

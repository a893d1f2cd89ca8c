import type { Theme } from '../../config/dnr-config.ts'

/** What people write on the day on which something happened to the data, by the need it raises. */
export const EVENT_NEEDS: Readonly<Record<Theme, readonly string[]>> = {
  metric_definition_mismatch: [
    '{metric} moved by {pct} {since}. {team} takes the odd {rows} out, {team2} leaves them in, and now we have two answers',
    'do the strange {rows} count as {metric} or not? {since} every page says something else',
  ],
  join_keys_orphans: [
    '{refId} is empty on far more {rows} than usual {since}, about one in ten cannot be tied to a {ref}',
    'a wave of {rows} without a {ref} {since}, the totals per {ref} are short',
    'what happened to {refId}? {since} many {rows} belong to nobody',
  ],
  freshness_ingest_lag: [
    'not a single new {row} in {table} {since}',
    '{report} stands still {since}, no {rows} are coming in',
    'are the {rows} stuck somewhere? {since} nothing arrives',
  ],
  duplicates_dedup: [
    '{since} {rows} come in twice, same {key}',
    'a batch of {rows} was written again {since}',
  ],
  access_permissions_pii: [
    '{since} nobody in {team} can open {table}',
    '{sensitive} are readable for all {since}',
  ],
  new_field_schema_request: [
    'with what happened {since} we would need {wish} on {rows}, and nobody stores it',
    '{since} everyone asks for {wish}, which {table} does not have',
  ],
  revenue_coverage_mapping: [
    '{column} is blank on one in ten {rows} {since}, so the money on them lands on no revenue line',
    '{since} part of our income has no account, the mapping does not know what came in',
    '{rows} {since} carry amounts that no revenue rule picks up',
  ],
  attribution_funnel_gaps: [
    '{column} is blank on one in ten {rows} {since}, we cannot say where they came from',
    '{since} {segment} have no source at all, the split by campaign is useless',
    'a jump {since} and nobody can say which campaign or step is behind it',
  ],
}

import type { Theme } from '../config/dnr-config.ts'

/** What a statement does, told from its text, and what it says of the theme of the question behind it. */
interface SqlSignal {
  readonly theme: Theme
  readonly weight: number
  readonly pattern: RegExp
}

const signal = (theme: Theme, weight: number, pattern: RegExp): SqlSignal => ({ theme, weight, pattern })

const SIGNALS: readonly SqlSignal[] = [
  signal('duplicates_dedup', 3.5, /\bhaving\s+(?:count\s*\(|n\s*>|cnt\s*>|c\s*>|copies\s*>|rows?\s*>)/),
  signal('duplicates_dedup', 3, /\brow_number\s*\(\s*\)\s*over\s*\(\s*partition\s+by/),
  signal('duplicates_dedup', 2.5, /count\s*\(\s*\*\s*\)\s*(?:-|<>|!=|>|\/)\s*count\s*\(\s*distinct/),
  signal(
    'duplicates_dedup',
    1,
    /count\s*\(\s*\*\s*\)\s*(?:as\s+\w+\s*)?,\s*count\s*\(\s*distinct\s+[\w.]*(?:txn|order|invoice|line|payment)_id/,
  ),
  signal('duplicates_dedup', 2, /\b(?:dup\w*|copies|n_rows|extra\w*|repeat\w*)\b/),
  signal('duplicates_dedup', 1, /\bselect\s+distinct\b/),
  signal(
    'join_keys_orphans',
    3.5,
    /\bleft\s+(?:outer\s+)?join\b[\s\S]*\bwhere\b[\s\S]*?\b\w+_id\s+is\s+null/,
  ),
  signal('join_keys_orphans', 3, /\banti\s+join\b|\bnot\s+exists\s*\(\s*select|\bnot\s+in\s*\(\s*select/),
  signal(
    'join_keys_orphans',
    2,
    /\bwhere\b[\s\S]*?\b(?:buyer|seller|customer|account|card|listing|order|merchant)_id\s+is\s+null/,
  ),
  signal(
    'join_keys_orphans',
    1.5,
    /case\s+when\s+\w+\.\w+_id\s+is\s+null|filter\s*\(\s*where\s+[\w.]*_id\s+is\s+null/,
  ),
  signal('join_keys_orphans', 1.5, /\b(?:orphan\w*|unmatched\w*|missing_(?:parent|key|id)s?)\b/),
  signal('join_keys_orphans', 0.6, /\bjoin\b/),
  signal(
    'freshness_ingest_lag',
    3.5,
    /\bloaded_at\s*-\s*|-\s*(?:\w+\.)?loaded_at|\bdate_?diff\s*\([^)]*loaded_at/,
  ),
  signal('freshness_ingest_lag', 3.5, /\bmax\s*\(\s*(?:\w+\.)?loaded_at\s*\)/),
  signal(
    'freshness_ingest_lag',
    2.5,
    /\bmax\s*\(\s*(?:\w+\.)?(?:event_time|order_time|captured_at|paid_at|ds)\s*\)/,
  ),
  signal('freshness_ingest_lag', 1.5, /\b(?:current_date|current_timestamp|now\s*\(\s*\)|today\s*\(\s*\))/),
  signal('freshness_ingest_lag', 1.2, /\bloaded_at\b(?![\s\S]*partition)/),
  signal('freshness_ingest_lag', 1.5, /\b(?:\w*lag\w*|stale\w*|fresh\w*|latency|delay\w*)\b/),
  signal(
    'new_field_schema_request',
    3.5,
    /\binformation_schema\.columns\b|\bpragma\b|\bdescribe\s+|\bshow\s+columns\b|\bduckdb_columns\b/,
  ),
  signal(
    'new_field_schema_request',
    3,
    /\bnull\s+as\s+\w+|\bcast\s*\(\s*null\b|\balter\s+table\b|\badd\s+column\b/,
  ),
  signal('new_field_schema_request', 1.2, /\bselect\s+\*\s+from\s+\w+\s+limit\b/),
  signal(
    'access_permissions_pii',
    3,
    /\bgrant\b|\brevoke\b|\b(?:md5|sha256|sha1|hash|mask\w*|regexp_replace|left)\s*\(/,
  ),
  signal(
    'access_permissions_pii',
    2.5,
    /\b(?:email|phone|birth\w*|ssn|full_name|first_name|last_name|address|card_number|pan)\b/,
  ),
  signal(
    'access_permissions_pii',
    2,
    /\bcurrent_user\b|\binformation_schema\.(?:table|role|column)_privileges|\bkyc_status\b|has_\w+_privilege/,
  ),
  signal(
    'revenue_coverage_mapping',
    2,
    /\b(?:category|plan|merchant)_id\s+is\s+null|\bmcc\s+is\s+null|\b\w*(?:_cents|_bps)\s+is\s+null|\bcurrency\s+is\s+null/,
  ),
  signal('revenue_coverage_mapping', 1.5, /\b(?:interchange_bps|platform_fee_cents|seller_earnings_cents)\b/),
  signal('revenue_coverage_mapping', 1.2, /\b(?:mcc|category_id|plan_id)\b/),
  signal('revenue_coverage_mapping', 0.6, /\bsum\s*\([^)]*(?:_cents|_bps|amount|fee|revenue)/),
  signal(
    'revenue_coverage_mapping',
    2,
    /\b(?:unmapped|uncategori[sz]ed|unallocated|uncovered|coverage)\w*\b/,
  ),
  signal(
    'attribution_funnel_gaps',
    3,
    /\bchannel\s+is\s+null|\b(?:utm\w*|campaign\w*|referr\w*|first_touch|last_touch|attribut\w*)\b/,
  ),
  signal(
    'attribution_funnel_gaps',
    2.5,
    /\b(?:funnel|step_?\d|converted|conversion\w*|signups?|activated|dropoff|drop_off)\b/,
  ),
  signal('attribution_funnel_gaps', 1.5, /\bchannel\b|\bactivated_at\b/),
  signal(
    'metric_definition_mismatch',
    1,
    /count\s*\(\s*distinct\s+[\w.]*(?:customer|buyer|seller|account|user|card)_id/,
  ),
  signal(
    'metric_definition_mismatch',
    1.5,
    /sum\s*\([^()]*\)[^,]*,\s*sum\s*\(|avg\s*\([^()]*\)[^,]*,\s*(?:avg|sum)\s*\(/,
  ),
  signal(
    'metric_definition_mismatch',
    1.5,
    /\b\w*(?:_v1|_v2|_old|_new|_net|_gross|definition\w*|version\w*|_a\b|_b\b)\b/,
  ),
  signal(
    'metric_definition_mismatch',
    2.5,
    /(?:count|sum|avg)\s*\([^()]*\)[^,]*,\s*(?:count|sum|avg)\s*\([^()]*\)\s*filter\s*\(\s*where\s+(?![^)]*is\s+null)/,
  ),
  signal(
    'metric_definition_mismatch',
    2,
    /\bas\s+\w*(?:gross|net|rule|with_|without_|incl|excl|definition|variant|alt)\w*/,
  ),
  signal('access_permissions_pii', 1.2, /\binformation_schema\.tables\b/),
  signal('access_permissions_pii', 0.8, /\bselect\s+\*\s+from\s+dim_\w+\s+limit/),
  signal('attribution_funnel_gaps', 2, /\b(?:unattributed|touch\w*|steps?|stage\w*|reached|source\w*)\b/),
  signal(
    'revenue_coverage_mapping',
    1.5,
    /\b(?:earned|unbooked|fee_missing|no_fee|zero_fee)\b|having\s+sum\s*\([^()]*\)\s*=\s*0/,
  ),
  signal('metric_definition_mismatch', 0.8, /\b(?:auth_result|status|shop_status)\s*(?:=|in|<>|!=)/),
]

const LONGEST = 4_000

/** Weights of the themes that a statement's form speaks for; empty text weighs nothing. */
export function sqlSignals(sql: string): ReadonlyMap<Theme, number> {
  const plain = sql.slice(0, LONGEST).toLowerCase()
  const weights = new Map<Theme, number>()
  for (const { theme, weight, pattern } of SIGNALS)
    if (pattern.test(plain)) weights.set(theme, (weights.get(theme) ?? 0) + weight)
  return weights
}

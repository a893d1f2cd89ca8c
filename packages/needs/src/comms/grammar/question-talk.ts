import type { Theme } from '../../config/dnr-config.ts'

/** How people put a need as a question to the data, in a line; and SQL that a tool might make of it. */
export interface QuestionTalk {
  readonly asks: readonly string[]
  readonly sql: readonly string[]
}

const COLUMNS_SQL =
  "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '{table}' ORDER BY ordinal_position"

export const QUESTION_TALKS: Readonly<Record<Theme, QuestionTalk>> = {
  metric_definition_mismatch: {
    asks: [
      '{metric} {period} by our rule and by {team} rule side by side',
      'why is {metric} {pct} lower here than in {report}',
      'which formula is behind {metric}',
      '{metric} with and without {rule}',
      'does {metric} count {rule}',
      'show both versions of {metric} per month',
      '{metric} as {team} counts it vs as {team2} counts it',
      'is {metric} gross or net',
      'difference between {metric} in {place} and {metric} in {report}',
      'how do we define {metric} when there are {rule}',
      '{metric} {period}, official one please',
      'what makes a {ref} active',
    ],
    sql: [
      "SELECT date_trunc('month', {time}) AS month, count(*) AS with_all, count(DISTINCT {refId}) AS distinct_only FROM {table} GROUP BY 1 ORDER BY 1",
      'SELECT count(*) AS one_rule, count(*) FILTER (WHERE {amount} > 0) AS other_rule FROM {table}',
      'SELECT sum({amount}) / 100.0 AS gross, sum({amount}) FILTER (WHERE {amount} > 0) / 100.0 AS net FROM {table}',
    ],
  },
  join_keys_orphans: {
    asks: [
      'how many {rows} have no {ref}',
      '{rows} where the {ref} cannot be found',
      'count {rows} with empty {refId}',
      'share of {rows} per month that do not match any {ref}',
      '{refId} in {table} but not in {refTable}',
      'why is the {ref} blank for {count} {rows}',
      'list {rows} older than their {ref}',
      'which {refs} are we missing for {rows} {period}',
      '{rows} under unknown {ref} by day',
      'total of {rows} before and after I bring in {refs}',
      'do all {rows} belong to a {ref} that exists',
      '{segment}: {rows} that lead to nobody',
    ],
    sql: [
      'SELECT count(*) FROM {table} AS f LEFT JOIN {refTable} AS d USING ({refId}) WHERE d.{refId} IS NULL',
      "SELECT date_trunc('month', f.{time}) AS month, avg(CASE WHEN d.{refId} IS NULL THEN 1 ELSE 0 END) AS share FROM {table} AS f LEFT JOIN {refTable} AS d USING ({refId}) GROUP BY 1 ORDER BY 1",
      'SELECT DISTINCT {refId} FROM {table} WHERE {refId} NOT IN (SELECT {refId} FROM {refTable} WHERE {refId} IS NOT NULL) LIMIT 50',
    ],
  },
  freshness_ingest_lag: {
    asks: [
      'latest {row} we have',
      'are the {rows} of yesterday all in',
      'how old is {table}',
      'when did {rows} last arrive',
      '{rows} by hour of arrival {period}',
      'hours from {row} to warehouse, worst 5%',
      'why does {report} end two days ago',
      '{rows} that took more than {hours} hours to come in',
      'was anything loaded last night',
      'how much of yesterday is still on its way',
      'by when is {period} complete',
      'days on which no {rows} came in',
    ],
    sql: [
      'SELECT max(loaded_at) AS newest FROM {table}',
      'SELECT CAST(loaded_at AS DATE) AS day, count(*) AS arrived FROM {table} GROUP BY 1 ORDER BY 1 DESC LIMIT 14',
      'SELECT quantile_cont(epoch(loaded_at) - epoch({time}), 0.95) / 60 AS p95_minutes FROM {table}',
    ],
  },
  duplicates_dedup: {
    asks: [
      '{rows} that are in there more than once',
      'is {key} unique',
      'how many {rows} came twice {period}',
      'same {key} on two rows, list them',
      '{metric} counting each {key} once',
      'sum of {table} if I keep only the first load',
      '{rows} with the same amount and minute',
      'count of {rows} against count of distinct {key}',
      'which {refs} have the same {row} two times',
      'extra rows from the rerun {period}',
      'does {table} repeat {rows}',
      'how much too high is {metric} because of repeated {rows}',
    ],
    sql: [
      'SELECT {key}, count(*) AS copies FROM {table} GROUP BY {key} HAVING count(*) > 1 ORDER BY copies DESC LIMIT 20',
      'SELECT count(*) - count(DISTINCT {key}) AS extra FROM {table}',
      'SELECT count(*) FROM (SELECT {key}, row_number() OVER (PARTITION BY {key} ORDER BY loaded_at) AS nth FROM {table}) AS numbered WHERE nth > 1',
    ],
  },
  access_permissions_pii: {
    asks: [
      'who may see {table}',
      'why do I get no rows from {table}, {team} does',
      'show {rows} per {ref} without {sensitive}',
      'which columns of {refTable} are hidden from me',
      'is {column} masked for {team}',
      'people who opened {sensitive} {period}',
      'can {team} open {report}',
      'let me see the real {refId}',
      'where do we keep {sensitive} in the open',
      '{metric} for my region only, the rest is not for me',
      'list the tables I am allowed to use',
      'who signs off {sensitive}',
    ],
    sql: [
      COLUMNS_SQL,
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY table_name",
      'SELECT * FROM {refTable} LIMIT 10',
    ],
  },
  new_field_schema_request: {
    asks: [
      '{rows} by {wish}',
      'do we have {wish} on {table}',
      '{metric} split by {wish} {period}',
      'is {wish} stored anywhere',
      'which table holds {wish}',
      'top {wish} for {segment}',
      '{refs} with their old status and the date it changed',
      'average {metric} per {wish}',
      'can {table} carry {wish}',
      'count {rows} where {wish} is filled',
      'what {wish} did {segment} have',
      '{wish} from {system} next to {rows}',
    ],
    sql: [
      COLUMNS_SQL,
      'SELECT NULL AS requested_field, count(*) AS row_count FROM {table}',
      'SELECT * FROM {table} LIMIT 5',
    ],
  },
  revenue_coverage_mapping: {
    asks: [
      'how much of {metric} has no revenue line',
      'revenue from {line} {period}',
      'which account does {line} go to',
      '{rows} that earn nothing',
      'fees we took but did not book {period}',
      'what do we earn on {segment}',
      '{line} against the bank statement',
      'money in {table} without an account',
      'income by line, unbooked part too',
      '{segment} with volume but no fee',
      'is {line} in the revenue total',
      'cash minus recognised revenue {period}',
    ],
    sql: [
      "SELECT date_trunc('month', {time}) AS month, sum({amount}) / 100.0 AS amount FROM {table} GROUP BY 1 ORDER BY 1",
      'SELECT sum({amount}) / 100.0 AS unmapped FROM {table} WHERE {refId} IS NULL',
      'SELECT {refId}, sum({amount}) / 100.0 AS earned FROM {table} GROUP BY 1 HAVING sum({amount}) = 0 LIMIT 50',
    ],
  },
  attribution_funnel_gaps: {
    asks: [
      '{segment} by the campaign that brought them',
      'from {step} to {step2}, how many drop out',
      'where do {segment} come from',
      'share of {rows} with an empty channel',
      '{rows} from {origin} {period}',
      'which touch came first for {segment}',
      'conversion {step} to {step2} per week',
      'spend on {origin} vs {rows} it brought',
      'why is everything "direct" {period}',
      'what happens between {step} and {step2}',
      'does {origin} get any credit',
      'people with {step} but no {step2}',
    ],
    sql: [
      'SELECT {refId}, min({time}) AS first_seen, count(*) AS touches FROM {table} GROUP BY 1 ORDER BY 3 DESC LIMIT 100',
      "SELECT date_trunc('week', {time}) AS week, count(*) AS steps, count(DISTINCT {refId}) AS people FROM {table} GROUP BY 1 ORDER BY 1",
      'SELECT count(*) FILTER (WHERE {column} IS NULL) / count(*) AS unattributed FROM {table}',
    ],
  },
}

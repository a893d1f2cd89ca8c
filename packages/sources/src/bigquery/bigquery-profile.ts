import { quotedIdentifier } from '@numize/semantic'
import type { ProfileSql } from '../profile/profile-sql.ts'

const name = (text: string): string => quotedIdentifier(text, 'bigquery')
const text = (expression: string): string => `CAST(${expression} AS STRING)`

/** Arrays, structs, JSON and places have no equality and no order in BigQuery: they are counted as texts of JSON. */
export const bigqueryProfile: ProfileSql = {
  name,
  text,
  distinct: (column) => `COUNT(DISTINCT ${comparable(column)})`,
  approximateDistinct: (column) => `APPROX_COUNT_DISTINCT(${comparable(column)})`,
  estimates: () => null,
  edges: (column) => {
    if (column.type === 'other') return ['NULL', 'NULL']
    const ordered = column.type === 'string' ? `LEFT(${name(column.name)}, 200)` : name(column.name)
    return [`MIN(${ordered})`, `MAX(${ordered})`]
  },
  histograms: (from, texts) => `SELECT ${texts.map((one) => histogram(from, one)).join(', ')}`,
  // TABLESAMPLE is for tables only, not for views.
  sample: () => null,
}

const comparable = ({ name: own, type }: Parameters<ProfileSql['distinct']>[0]): string =>
  type === 'other' ? `TO_JSON_STRING(${name(own)})` : name(own)

const histogram = (from: string, value: string): string =>
  `(SELECT CONCAT('{', STRING_AGG(CONCAT(TO_JSON_STRING(v), ':', CAST(n AS STRING))), '}')
    FROM (SELECT ${value} AS v, COUNT(*) AS n FROM ${from} GROUP BY 1) WHERE v IS NOT NULL)`

import { quoteName, quoteText } from '@numize/engines'
import type { ProfileSql } from '../profile/profile-sql.ts'

/** JSON and its like have no equality and no order in Postgres, booleans and codes no least one: they go as texts. */
export const postgresProfile: ProfileSql = {
  name: quoteName,
  text: (expression) => `CAST(${expression} AS VARCHAR)`,
  distinct,
  approximateDistinct: (column, estimate) => (estimate === null ? distinct(column) : String(estimate)),
  // Statistics are shown to whoever may read the column. A view, or a table never analysed, has none.
  estimates: ({ schema, name }) =>
    `SELECT attname, max(n_distinct) FROM pg_catalog.pg_stats
     WHERE schemaname = ${quoteText(schema)} AND tablename = ${quoteText(name)} GROUP BY attname`,
  edges: ({ name, type }) => {
    if (type === 'other') return ['NULL', 'NULL']
    const column = quoteName(name)
    const ordered = type === 'string' || type === 'boolean' ? `left(CAST(${column} AS VARCHAR), 200)` : column
    return [`min(${ordered})`, `max(${ordered})`]
  },
  histograms: (from, texts) => `SELECT ${texts.map((text) => histogram(from, text)).join(', ')}`,
  // TABLESAMPLE is for tables only, not for views.
  sample: () => null,
}

function distinct({ name, type }: Parameters<ProfileSql['distinct']>[0]): string {
  const column = quoteName(name)
  return `count(DISTINCT ${type === 'other' ? `CAST(${column} AS VARCHAR)` : column})`
}

const histogram = (from: string, text: string): string =>
  `(SELECT json_object_agg(v, n) FROM (SELECT ${text} AS v, count(*) AS n FROM ${from} GROUP BY 1) AS counted
    WHERE v IS NOT NULL)`

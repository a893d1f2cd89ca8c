import { quoteName } from '@numize/engines'
import type { ProfileSql } from './profile-sql.ts'

export const duckdbProfile: ProfileSql = {
  name: quoteName,
  text: (expression) => `CAST(${expression} AS VARCHAR)`,
  distinct: ({ name }) => `count(DISTINCT ${quoteName(name)})`,
  approximateDistinct: ({ name }) => `approx_count_distinct(${quoteName(name)})`,
  estimates: () => null,
  edges: ({ name, type }) => {
    const column = quoteName(name)
    if (type === 'other') return ['NULL', 'NULL']
    const ordered = type === 'string' ? `left(CAST(${column} AS VARCHAR), 200)` : column
    return [`min(${ordered})`, `max(${ordered})`]
  },
  histograms: (from, texts) => `SELECT ${texts.map((text) => `histogram(${text})`).join(', ')} FROM ${from}`,
  sample: (from, percent) => `${from} TABLESAMPLE SYSTEM (${percent}%) REPEATABLE (42)`,
}

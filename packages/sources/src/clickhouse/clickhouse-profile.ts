import { quotedIdentifier } from '@numize/semantic'
import type { ProfileSql } from '../profile/profile-sql.ts'

const name = (text: string): string => quotedIdentifier(text, 'clickhouse')
const text = (expression: string): string => `toString(${expression})`

/** Arrays and maps are counted as texts and have no order. */
export const clickhouseProfile: ProfileSql = {
  name,
  text,
  distinct: (column) => `count(DISTINCT ${comparable(column)})`,
  approximateDistinct: (column) => `uniq(${comparable(column)})`,
  estimates: () => null,
  edges: (column) => {
    if (column.type === 'other') return ['NULL', 'NULL']
    const ordered = column.type === 'string' ? `leftUTF8(${text(name(column.name))}, 200)` : name(column.name)
    return [`min(${ordered})`, `max(${ordered})`]
  },
  histograms: (from, texts) => `SELECT ${texts.map(histogram).join(', ')} FROM ${from}`,
  // SAMPLE is for tables that were made for it.
  sample: () => null,
}

const comparable = ({ name: own, type }: Parameters<ProfileSql['distinct']>[0]): string =>
  type === 'other' ? text(name(own)) : name(own)

/** Counts by value as a JSON object; what is null counts for nothing, and is left out. */
const histogram = (value: string): string =>
  `toJSONString(mapFilter((v, n) -> n > 0, sumMap(map(ifNull(${value}, ''), toUInt64(${value} IS NOT NULL)))))`

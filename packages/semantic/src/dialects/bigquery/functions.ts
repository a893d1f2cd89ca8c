import type { Dialect } from '../dialect.ts'

const joined = (args: readonly string[]): string => args.join(', ')

/** One NULL makes BigQuery's GREATEST and LEAST null; elsewhere they pass over it. */
const passingNulls =
  (name: 'GREATEST' | 'LEAST') =>
  (args: readonly string[], plain: string): string => {
    if (args.length < 2) return plain
    if (args.length === 2) return `COALESCE(${name}(${joined(args)}), ${joined(args)})`
    return `(SELECT ${name === 'GREATEST' ? 'MAX' : 'MIN'}(one) FROM UNNEST([${joined(args)}]) AS one)`
  }

const unitOf = (text: string): string | null => /^'([a-z]+)'$/i.exec(text)?.[1]?.toUpperCase() ?? null

/** `date_trunc('month', at)` as DuckDB and Postgres write it; BigQuery's own order of arguments stays as it is. */
function dateTrunc([unit = '', at = '']: readonly string[], plain: string): string {
  const part = unitOf(unit)
  return part === null
    ? plain
    : `DATETIME_TRUNC(CAST(${at} AS DATETIME), ${part === 'WEEK' ? 'WEEK(MONDAY)' : part})`
}

function dateDiff([unit = '', from = '', to = '']: readonly string[], plain: string): string {
  const part = unitOf(unit)
  return part === null
    ? plain
    : `DATETIME_DIFF(CAST(${to} AS DATETIME), CAST(${from} AS DATETIME), ${part === 'WEEK' ? 'WEEK(MONDAY)' : part})`
}

/** Functions that authors write and BigQuery lacks, or types differently. An average is a double, as a ratio is. */
export const functions: Dialect['functions'] = {
  AVG: (_, plain) => `CAST(${plain} AS FLOAT64)`,
  DATE_DIFF: dateDiff,
  DATE_TRUNC: dateTrunc,
  DATEDIFF: dateDiff,
  GREATEST: passingNulls('GREATEST'),
  IFF: (args) => `IF(${joined(args)})`,
  LEAST: passingNulls('LEAST'),
  LEN: (args) => `LENGTH(${joined(args)})`,
  MD5: (args) => `TO_HEX(MD5(${joined(args)}))`,
  NOW: () => 'CURRENT_DATETIME()',
  NVL: (args) => `IFNULL(${joined(args)})`,
}

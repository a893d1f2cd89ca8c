import type { Special } from '../../sql/nodes.ts'
import type { Dialect } from '../dialect.ts'

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/
/** DuckDB's reserved words (duckdb_keywords() of 1.5), and the ones that read badly as names. */
const reserved = new Set(
  `all analyse analyze and any array as asc asymmetric at both by case cast check collate column constraint create cross
  current_date current_time current_timestamp date day default deferrable desc describe distinct do else end except false
  fetch filter first following for foreign from full group having hour in initially inner intersect interval into is
  isnull join lambda last lateral leading left like limit minute month natural not notnull null offset on only or order
  outer over partition pivot placing positional preceding primary qualify quarter range references returning right row
  rows second select semi show similar some summarize symmetric table then time timestamp to trailing true union unique
  unpivot using values variadic week when where window with year anti asof`.split(/\s+/),
)

const quoteString = (value: string): string => `'${value.replaceAll('\0', '').replaceAll("'", "''")}'`

const truncations: Readonly<Record<string, string>> = {
  fiscal_quarter: 'quarter',
  fiscal_year: 'year',
  nanosecond: 'microsecond',
}

/** Weeks begin on Monday in DuckDB; another first day is reached by moving there and back. */
function truncate(special: Extract<Special, { name: 'truncate' }>, operand: string): string {
  const { grain, weekStart } = special
  if (grain === 'week' && weekStart > 0)
    return `date_trunc('week', ${operand} + INTERVAL ${7 - weekStart} DAY) - INTERVAL ${7 - weekStart} DAY`
  return `date_trunc(${quoteString(truncations[grain] ?? grain)}, ${operand})`
}

const interval = (count: number, grain: string): string => {
  const unit = grain === 'quarter' ? 'month' : grain === 'nanosecond' ? 'microsecond' : grain
  return `INTERVAL ${grain === 'quarter' ? count * 3 : count} ${unit.toUpperCase()}`
}

function percentile(special: Extract<Special, { name: 'percentile' }>, operand: string): string {
  const { fraction, discrete, approximate } = special
  if (approximate) return `approx_quantile(${operand}, ${fraction})`
  return `${discrete ? 'quantile_disc' : 'quantile_cont'}(${operand}, ${fraction})`
}

function printSpecial(special: Special, args: readonly string[]): string {
  const [first = '', second = ''] = args
  switch (special.name) {
    case 'truncate':
      return truncate(special, first)
    case 'datePart':
      return `EXTRACT(${special.part === 'dow' ? 'isodow' : special.part} FROM ${first})`
    case 'shift':
      return special.count < 0
        ? `${first} - ${interval(-special.count, special.grain)}`
        : `${first} + ${interval(special.count, special.grain)}`
    case 'toZone':
      return `timezone(${quoteString(special.zone)}, timezone('UTC', ${first}))`
    case 'fromZone':
      return `timezone('UTC', timezone(${quoteString(special.zone)}, ${first}))`
    case 'toDate':
      return `CAST(${first} AS DATE)`
    case 'toTimestamp':
      return `CAST(${first} AS TIMESTAMP)`
    case 'toDouble':
      return `CAST(${first} AS DOUBLE)`
    case 'toText':
      return `CAST(${first} AS VARCHAR)`
    case 'ratio':
      return `CAST(${first} AS DOUBLE) / NULLIF(CAST(${second} AS DOUBLE), 0)`
    case 'percentile':
      return percentile(special, first)
    case 'firstBy':
      return `first(${first} ORDER BY ${second}${special.last ? ' DESC' : ''})`
    case 'hashText':
      return `md5(CAST(${first} AS VARCHAR))`
    case 'firstLetter':
      return `left(CAST(${first} AS VARCHAR), 1)`
  }
}

export const duckdb: Dialect = {
  name: 'duckdb',
  quoteIdentifier: (name) =>
    plainName.test(name) && !reserved.has(name.toLowerCase()) ? name : `"${name.replaceAll('"', '""')}"`,
  quoteString,
  moment: (type, value) => `${type === 'date' ? 'DATE' : 'TIMESTAMP'} ${quoteString(value)}`,
  interval,
  typeName: (type) => type.toUpperCase(),
  special: printSpecial,
  series: (first, last, grain, column) =>
    `(SELECT unnest(generate_series(${first}, ${last}, ${interval(1, grain)})) AS ${column})`,
  qualify: true,
  sumType: (type) => (type === 'double' ? 'double' : (type ?? 'decimal')),
}

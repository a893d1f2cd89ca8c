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

/** Between two decimals DuckDB gives a decimal of their scale, cut off: the value between them needs a double. */
function percentile(special: Extract<Special, { name: 'percentile' }>, operand: string): string {
  const { fraction, discrete, approximate } = special
  if (approximate) return `approx_quantile(${operand}, ${fraction})`
  return discrete
    ? `quantile_disc(${operand}, ${fraction})`
    : `quantile_cont(CAST(${operand} AS DOUBLE), ${fraction})`
}

/** The text of the first that is known, an empty one where none is. */
const textOf = (key: string, other: string): string =>
  `COALESCE(CAST(${key} AS VARCHAR), ${other === '' ? "''" : `CAST(${other} AS VARCHAR)`})`

type SpecialPrinters = {
  readonly [N in Special['name']]: (
    special: Extract<Special, { name: N }>,
    first: string,
    second: string,
  ) => string
}

const specials: SpecialPrinters = {
  truncate,
  percentile,
  datePart: ({ part }, operand) => `EXTRACT(${part === 'dow' ? 'isodow' : part} FROM ${operand})`,
  shift: ({ count, grain }, operand) =>
    count < 0 ? `${operand} - ${interval(-count, grain)}` : `${operand} + ${interval(count, grain)}`,
  addDays: (_, date, days) => `${date} + ${days}`,
  toZone: ({ zone }, operand) => `timezone(${quoteString(zone)}, timezone('UTC', ${operand}))`,
  toDate: (_, operand) => `CAST(${operand} AS DATE)`,
  micros: (_, operand) => `epoch_us(CAST(${operand} AS TIMESTAMP))`,
  periods: ({ grain }, from, to) =>
    grain === 'week'
      ? `date_diff('day', ${from}, ${to}) // 7`
      : `date_diff(${quoteString(grain)}, ${from}, ${to})`,
  toDouble: (_, operand) => `CAST(${operand} AS DOUBLE)`,
  ratio: (_, over, under) => `CAST(${over} AS DOUBLE) / NULLIF(CAST(${under} AS DOUBLE), 0)`,
  firstBy: ({ last }, value, by) => `first(${value} ORDER BY ${by}${last ? ' DESC' : ''})`,
  hashText: (_, operand) => `md5(CAST(${operand} AS VARCHAR))`,
  bucket: ({ of }, key, other) => `hash(${textOf(key, other)}) % ${of}`,
  firstLetter: (_, operand) => `left(CAST(${operand} AS VARCHAR), 1)`,
}

function printSpecial(special: Special, [first = '', second = '']: readonly string[]): string {
  const print = specials[special.name] as (one: Special, first: string, second: string) => string
  return print(special, first, second)
}

export const duckdb: Dialect = {
  name: 'duckdb',
  quoteIdentifier: (name) =>
    plainName.test(name) && !reserved.has(name.toLowerCase()) ? name : `"${name.replaceAll('"', '""')}"`,
  foldName: (name) => name,
  quoteString,
  moment: (type, value) => `${type === 'date' ? 'DATE' : 'TIMESTAMP'} ${quoteString(value)}`,
  interval,
  typeName: (type) => type.toUpperCase(),
  lenientCast: (operand, type) => `TRY_CAST(${operand} AS ${type.toUpperCase()})`,
  special: printSpecial,
  functions: {},
  operators: {},
  caselessText: () => null,
  noEscape: '',
  series: (first, last, grain, column) =>
    `(SELECT unnest(generate_series(${first}, ${last}, ${interval(1, grain)})) AS ${column})`,
  inlineHint: ' NOT MATERIALIZED',
  constantRows: true,
  qualify: true,
  untypedNulls: true,
  sumType: (type) => (type === 'double' ? 'double' : (type ?? 'decimal')),
}

import type { Special } from '../../sql/nodes.ts'
import type { Dialect } from '../dialect.ts'
import { functions } from './functions.ts'
import { quoteIdentifier } from './quote-identifier.ts'
import { typeName } from './type-names.ts'

/** A text with a backslash says so, and then means the same whatever the server's setting for them. */
function quoteString(value: string): string {
  const quoted = value.replaceAll('\0', '').replaceAll("'", "''")
  return quoted.includes('\\') ? `E'${quoted.replaceAll('\\', '\\\\')}'` : `'${quoted}'`
}

const interval = (count: number, grain: string): string => {
  const unit = { quarter: 'month', nanosecond: 'microsecond' }[grain] ?? grain
  const units = grain === 'quarter' ? count * 3 : count
  return `INTERVAL '${units} ${unit}${Math.abs(units) === 1 ? '' : 's'}'`
}

const truncations: Readonly<Record<string, string>> = {
  fiscal_quarter: 'quarter',
  fiscal_year: 'year',
  nanosecond: 'microseconds',
  microsecond: 'microseconds',
  millisecond: 'milliseconds',
}

/** Of a DATE, `date_trunc` gives a moment of the session's zone: what is cut is always a plain timestamp. */
const timestamp = (operand: string): string => `CAST(${operand} AS TIMESTAMP)`

/** Weeks begin on Monday in Postgres; another first day is reached by moving there and back. */
function truncate(special: Extract<Special, { name: 'truncate' }>, operand: string): string {
  const { grain, weekStart } = special
  if (grain !== 'week' || weekStart === 0)
    return `date_trunc(${quoteString(truncations[grain] ?? grain)}, ${timestamp(operand)})`
  const days = interval(7 - weekStart, 'day')
  return `date_trunc('week', ${timestamp(operand)} + ${days}) - ${days}`
}

/** There is no estimate of a percentile in Postgres: what may be approximate is exact. */
function percentile(special: Extract<Special, { name: 'percentile' }>, operand: string): string {
  const { fraction, discrete } = special
  return `${discrete ? 'percentile_disc' : 'percentile_cont'}(${fraction}) WITHIN GROUP (ORDER BY ${operand})`
}

/** The text of the first that is known, an empty one where none is. */
const textOf = (key: string, other: string): string =>
  `COALESCE(CAST(${key} AS TEXT), ${other === '' ? "''" : `CAST(${other} AS TEXT)`})`

type SpecialPrinters = {
  readonly [N in Special['name']]: (
    special: Extract<Special, { name: N }>,
    first: string,
    second: string,
  ) => string
}

/** Between two dates their difference is a number of days. */
function periods({ grain }: Extract<Special, { name: 'periods' }>, from: string, to: string): string {
  const days = `(CAST(${to} AS DATE) - CAST(${from} AS DATE))`
  if (grain === 'day') return days
  if (grain === 'week') return `${days} / 7`
  const part = (unit: string, of: string): string => `EXTRACT(${unit} FROM ${timestamp(of)})`
  const months = `(${part('YEAR', to)} - ${part('YEAR', from)}) * 12 + ${part('MONTH', to)} - ${part('MONTH', from)}`
  const hours = `(${part('EPOCH', to)} - ${part('EPOCH', from)}) / 3600`
  return `CAST(${grain === 'month' ? months : hours} AS BIGINT)`
}

const specials: SpecialPrinters = {
  truncate,
  percentile,
  datePart: ({ part }, operand) =>
    `CAST(EXTRACT(${part === 'dow' ? 'isodow' : part} FROM ${timestamp(operand)}) AS INTEGER)`,
  shift: ({ count, grain }, operand) =>
    count < 0 ? `${operand} - ${interval(-count, grain)}` : `${operand} + ${interval(count, grain)}`,
  addDays: (_, date, days) => `${date} + ${days}`,
  toZone: ({ zone }, operand) => `timezone(${quoteString(zone)}, timezone('UTC', ${timestamp(operand)}))`,
  toDate: (_, operand) => `CAST(${operand} AS DATE)`,
  micros: (_, operand) => `CAST(EXTRACT(EPOCH FROM ${timestamp(operand)}) * 1000000 AS BIGINT)`,
  periods,
  toDouble: (_, operand) => `CAST(${operand} AS DOUBLE PRECISION)`,
  ratio: (_, over, under) =>
    `CAST(${over} AS DOUBLE PRECISION) / NULLIF(CAST(${under} AS DOUBLE PRECISION), 0)`,
  firstBy: ({ last }, value, by) => `(array_agg(${value} ORDER BY ${by}${last ? ' DESC' : ''}))[1]`,
  hashText: (_, operand) => `md5(CAST(${operand} AS TEXT))`,
  bucket: ({ of }, key, other) =>
    `(hashtextextended(${textOf(key, other)}, 0) & 9223372036854775807) % ${of}`,
  firstLetter: (_, operand) => `left(CAST(${operand} AS TEXT), 1)`,
}

function printSpecial(special: Special, [first = '', second = '']: readonly string[]): string {
  const print = specials[special.name] as (one: Special, first: string, second: string) => string
  return print(special, first, second)
}

const notZero = (divisor: string): string => (/^[1-9]\d*$/.test(divisor) ? divisor : `NULLIF(${divisor}, 0)`)

/** Moments are read in UTC: the session that runs this SQL has `TimeZone` UTC. */
export const postgres: Dialect = {
  name: 'postgres',
  quoteIdentifier,
  foldName: (name) => name.toLowerCase(),
  quoteString,
  moment: (type, value) => `${type === 'date' ? 'DATE' : 'TIMESTAMP'} ${quoteString(value)}`,
  interval,
  typeName,
  lenientCast: (operand, type) =>
    `CASE WHEN pg_input_is_valid(CAST(${operand} AS TEXT), ${quoteString(typeName(type).toLowerCase())}) THEN CAST(CAST(${operand} AS TEXT) AS ${typeName(type)}) END`,
  special: printSpecial,
  functions,
  operators: {
    '/': (left, right) => `CAST(${left} AS DOUBLE PRECISION) / ${notZero(right)}`,
    '//': (left, right) => `div(CAST(${left} AS NUMERIC), ${notZero(right)})`,
    '%': (left, right) => `mod(${left}, ${notZero(right)})`,
  },
  // An enum or a code is no text to ILIKE.
  caselessText: (operand) => `CAST(${operand} AS TEXT)`,
  noEscape: " ESCAPE ''",
  series: (first, last, grain, column) =>
    `(SELECT generate_series(${timestamp(first)}, ${timestamp(last)}, ${interval(1, grain)}) AS ${column})`,
  inlineHint: ' NOT MATERIALIZED',
  constantRows: true,
  qualify: false,
  untypedNulls: false,
  sumType: (type) => (type === 'double' ? 'double' : (type ?? 'decimal')),
}

import type { Special } from '../../sql/nodes.ts'
import type { Dialect } from '../dialect.ts'
import { functions } from './functions.ts'
import { quoteIdentifier, quotePath, quoteString } from './quote.ts'
import { rewriteExpr, weekPart } from './rewrite.ts'
import { typeName } from './type-names.ts'

const units: Readonly<Record<string, string>> = {
  fiscal_quarter: 'QUARTER',
  fiscal_year: 'YEAR',
  nanosecond: 'MICROSECOND',
}
const unitOf = (grain: string): string => units[grain] ?? grain.toUpperCase()

const interval = (count: number, grain: string): string => `INTERVAL ${count} ${unitOf(grain)}`

/** TIMESTAMP, DATETIME and DATE do not compare with each other: what is computed is computed as DATETIME, in UTC. */
const dateTime = (operand: string): string =>
  /^DATETIME(_ADD|_SUB|_TRUNC)?\((?:[^()]|\([^()]*\))*\)$|^DATETIME '/.test(operand)
    ? operand
    : `CAST(${operand} AS DATETIME)`

type SpecialPrinters = {
  readonly [N in Special['name']]: (
    special: Extract<Special, { name: N }>,
    first: string,
    second: string,
  ) => string
}

/**
 * BigQuery has a percentile of a window, and one of a group that is an estimate: the exact one of a group is taken
 * from its sorted values. They must fit into memory: some 100 MB for a group.
 */
function percentile(special: Extract<Special, { name: 'percentile' }>, operand: string): string {
  const { fraction, discrete, approximate } = special
  if (approximate) return `APPROX_QUANTILES(${operand}, 1000)[SAFE_OFFSET(${Math.round(fraction * 1000)})]`
  const exact = `NUMERIC '${fraction}'`
  if (discrete) {
    const place = `GREATEST(CAST(CEIL(${exact} * COUNT(${operand})) AS INT64), 1)`
    return `ARRAY_AGG(${operand} IGNORE NULLS ORDER BY ${operand})[SAFE_ORDINAL(${place})]`
  }
  const value = `CAST(${operand} AS FLOAT64)`
  const place = `${exact} * (COUNT(${operand}) - 1)`
  const at = (round: 'FLOOR' | 'CEIL'): string =>
    `ARRAY_AGG(${value} IGNORE NULLS ORDER BY ${value})[SAFE_OFFSET(CAST(${round}(${place}) AS INT64))]`
  return `(${at('FLOOR')} + (${at('CEIL')} - ${at('FLOOR')}) * CAST(MOD(${place}, 1) AS FLOAT64))`
}

function periods({ grain }: Extract<Special, { name: 'periods' }>, from: string, to: string): string {
  const count = (unit: string): string => `DATETIME_DIFF(${dateTime(to)}, ${dateTime(from)}, ${unit})`
  return grain === 'week' ? `DIV(${count('DAY')}, 7)` : count(unitOf(grain))
}

const parts: Readonly<Record<string, string>> = { doy: 'DAYOFYEAR', week: 'ISOWEEK' }

function datePart({ part }: Extract<Special, { name: 'datePart' }>, operand: string): string {
  const extract = (name: string): string => `EXTRACT(${name} FROM ${operand})`
  return part === 'dow'
    ? `(MOD(${extract('DAYOFWEEK')} + 5, 7) + 1)`
    : extract(parts[part] ?? part.toUpperCase())
}

/** The text of the first that is known, an empty one where none is. */
const textOf = (key: string, other: string): string =>
  `COALESCE(CAST(${key} AS STRING), ${other === '' ? "''" : `CAST(${other} AS STRING)`})`

const specials: SpecialPrinters = {
  truncate: ({ grain, weekStart }, operand) =>
    `DATETIME_TRUNC(${dateTime(operand)}, ${grain === 'week' ? weekPart(weekStart) : unitOf(grain)})`,
  percentile,
  datePart,
  shift: ({ count, grain }, operand) =>
    `DATETIME_${count < 0 ? 'SUB' : 'ADD'}(${dateTime(operand)}, ${interval(Math.abs(count), grain)})`,
  addDays: (_, date, days) => `DATE_ADD(${date}, INTERVAL ${days} DAY)`,
  toZone: ({ zone }, operand) => `DATETIME(CAST(${operand} AS TIMESTAMP), ${quoteString(zone)})`,
  toDate: (_, operand) => (operand.startsWith('DATE_TRUNC(') ? operand : `CAST(${operand} AS DATE)`),
  micros: (_, operand) => `UNIX_MICROS(CAST(${operand} AS TIMESTAMP))`,
  periods,
  toDouble: (_, operand) => `CAST(${operand} AS FLOAT64)`,
  ratio: (_, over, under) => `SAFE_DIVIDE(CAST(${over} AS FLOAT64), CAST(${under} AS FLOAT64))`,
  firstBy: ({ last }, value, by) =>
    `ARRAY_AGG(${value} ORDER BY ${by}${last ? ' DESC' : ''} LIMIT 1)[SAFE_OFFSET(0)]`,
  hashText: (_, operand) => `TO_HEX(MD5(CAST(${operand} AS STRING)))`,
  bucket: ({ of }, key, other) => `MOD(FARM_FINGERPRINT(${textOf(key, other)}) & 9223372036854775807, ${of})`,
  firstLetter: (_, operand) => `LEFT(CAST(${operand} AS STRING), 1)`,
}

function printSpecial(special: Special, [first = '', second = '']: readonly string[]): string {
  const print = specials[special.name] as (one: Special, first: string, second: string) => string
  return print(special, first, second)
}

const DATE_GRAINS = new Set(['day', 'week', 'month', 'quarter', 'year'])

function series(first: string, last: string, grain: string, column: string): string {
  if (DATE_GRAINS.has(grain))
    return `(SELECT ${column} FROM UNNEST(GENERATE_DATE_ARRAY(CAST(${first} AS DATE), CAST(${last} AS DATE), ${interval(1, grain)})) AS ${column})`
  const moments = `GENERATE_TIMESTAMP_ARRAY(CAST(${first} AS TIMESTAMP), CAST(${last} AS TIMESTAMP), ${interval(1, grain)})`
  return `(SELECT CAST(moment AS DATETIME) AS ${column} FROM UNNEST(${moments}) AS moment)`
}

/** GoogleSQL as BigQuery speaks it. Times are computed as DATETIME in UTC; a column of TIMESTAMP stays one where it is stored. */
export const bigquery: Dialect = {
  name: 'bigquery',
  quoteIdentifier,
  quotePath,
  foldName: (name) => name,
  quoteString,
  moment: (type, value) => `${type === 'date' ? 'DATE' : 'DATETIME'} ${quoteString(value)}`,
  interval,
  typeName,
  lenientCast: (operand, type) => `SAFE_CAST(${operand} AS ${typeName(type)})`,
  special: printSpecial,
  functions,
  operators: {
    '/': (left, right) => `SAFE_DIVIDE(${left}, ${right})`,
    '//': (left, right) => `DIV(${left}, NULLIF(${right}, 0))`,
    '%': (left, right) => `MOD(${left}, NULLIF(${right}, 0))`,
    'AT TIME ZONE': (left, right) => `DATETIME(CAST(${left} AS TIMESTAMP), ${right})`,
  },
  rewrite: rewriteExpr,
  caselessText: () => null,
  noEscape: '',
  series,
  inlineHint: '',
  constantRows: false,
  qualify: true,
  untypedNulls: true,
  sumType: (type) => (type === 'double' ? 'double' : (type ?? 'decimal')),
}

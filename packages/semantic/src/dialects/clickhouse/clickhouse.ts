import type { Dialect } from '../dialect.ts'
import { functions, windows } from './functions.ts'
import { quoteIdentifier, quoteString } from './quote.ts'
import { rewrite } from './rewrite.ts'
import { interval, printSpecial, series } from './specials.ts'
import { bareTypeName, typeName } from './type-names.ts'

/** What ClickHouse does by itself only when told: see the README of this folder. */
const SETTINGS = [
  'join_use_nulls = 1',
  'aggregate_functions_null_for_empty = 1',
  'prefer_column_name_to_alias = 1',
  'enable_extended_results_for_datetime_functions = 1',
  'optimize_functions_to_subcolumns = 0',
  "session_timezone = 'UTC'",
]

const notZero = (divisor: string): string => (/^[1-9]\d*$/.test(divisor) ? divisor : `nullIf(${divisor}, 0)`)

const shiftPlace = (places: string): string =>
  /^\d+$/.test(places) ? places : `least(greatest(${places}, 0), 63)`

function moment(type: 'date' | 'timestamp', value: string): string {
  return type === 'date' ? `toDate32(${quoteString(value)})` : `toDateTime64(${quoteString(value)}, 6, 'UTC')`
}

/** What looks like no date at all would be read as one; the 13th month would be the year 1900. */
function lenientCast(operand: string, type: string): string {
  const name = bareTypeName(type)
  if (!name.startsWith('Date')) return `accurateCastOrNull(${operand}, ${quoteString(name)})`
  const text = `toString(${operand})`
  const read = `parseDateTime64BestEffortOrNull(${text}, 6, 'UTC')`
  return `if(match(${text}, '^\\\\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}'), ${name === 'Date32' ? `toDate32(${read})` : read}, NULL)`
}

export const clickhouse: Dialect = {
  name: 'clickhouse',
  quoteIdentifier,
  foldName: (name) => name,
  quoteString,
  moment,
  interval,
  typeName,
  lenientCast,
  rewrite,
  special: printSpecial,
  functions,
  windows,
  operators: {
    '/': (left, right) => `toFloat64(${left}) / ${notZero(right)}`,
    '//': (left, right) => `intDiv(${left}, ${notZero(right)})`,
    '%': (left, right) => `modulo(${left}, ${notZero(right)})`,
    // Of two small numbers the result would be as small; a place outside fails even in a branch that is not taken.
    '<<': (left, right) => `bitShiftLeft(toInt64(${left}), ${shiftPlace(right)})`,
    '>>': (left, right) => `bitShiftRight(toInt64(${left}), ${shiftPlace(right)})`,
    '&': (left, right) => `bitAnd(${left}, ${right})`,
    'AT TIME ZONE': (left, right) => `toTimeZone(${left}, ${right})`,
  },
  truth: (test) => `toBool(${test})`,
  caselessText: (operand) => `toString(${operand})`,
  noEscape: " ESCAPE '\\x01'",
  series,
  inlineHint: '',
  constantRows: true,
  qualify: true,
  untypedNulls: true,
  orderByPlace: true,
  ending: `SETTINGS\n  ${SETTINGS.join(',\n  ')}`,
  sumType: (type) => (type === 'double' ? 'double' : (type ?? 'decimal')),
}

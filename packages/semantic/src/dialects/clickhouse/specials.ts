import type { Special } from '../../sql/nodes.ts'
import type { Dialect } from '../dialect.ts'
import { quoteString } from './quote.ts'

/**
 * A column may carry a zone of its own, in which ClickHouse would count its days: every moment is read in UTC. Dates
 * pass unshifted.
 */
const date = (operand: string): string => `toDate32(${operand}, 'UTC')`
const moment = (operand: string): string => `toDateTime64(${operand}, 6, 'UTC')`
const double = (operand: string): string => `toFloat64(${operand})`

const SUB_DAY = new Set(['hour', 'minute', 'second', 'millisecond', 'microsecond', 'nanosecond'])
const truncations: Readonly<Record<string, string>> = {
  fiscal_quarter: 'quarter',
  fiscal_year: 'year',
  nanosecond: 'microsecond',
}

export const interval = (count: number, grain: string): string =>
  `INTERVAL ${count} ${grain === 'nanosecond' ? 'MICROSECOND' : grain.toUpperCase()}`

/** Weeks begin on Monday; another first day is reached by moving there and back. A day and coarser is a date. */
function truncate(special: Extract<Special, { name: 'truncate' }>, operand: string): string {
  const { grain, weekStart } = special
  if (grain === 'day') return date(operand)
  if (grain === 'week' && weekStart > 0)
    return `date_trunc('week', ${date(operand)} + INTERVAL ${7 - weekStart} DAY) - INTERVAL ${7 - weekStart} DAY`
  const value = SUB_DAY.has(grain) ? moment(operand) : date(operand)
  return `date_trunc(${quoteString(truncations[grain] ?? grain)}, ${value})`
}

const parts: Readonly<Record<string, (day: string, operand: string) => string>> = {
  year: (day) => `toYear(${day})`,
  quarter: (day) => `toQuarter(${day})`,
  month: (day) => `toMonth(${day})`,
  week: (day) => `toISOWeek(${day})`,
  day: (day) => `toDayOfMonth(${day})`,
  dow: (day) => `toDayOfWeek(${day})`,
  doy: (day) => `toDayOfYear(${day})`,
  hour: (_, operand) => `toHour(${moment(operand)})`,
  minute: (_, operand) => `toMinute(${moment(operand)})`,
  second: (_, operand) => `toSecond(${moment(operand)})`,
}

/** Of no rows, and of nulls alone, null. */
function percentile(special: Extract<Special, { name: 'percentile' }>, operand: string): string {
  const { fraction, discrete, approximate } = special
  if (approximate) return `quantileTDigest(${fraction})(${double(operand)})`
  if (!discrete) return `quantileExactInclusive(${fraction})(${double(operand)})`
  const place = `greatest(toInt64(ceil(${fraction} * count(${operand}))), 1)`
  return `arrayElementOrNull(arraySort(groupArray(${operand})), ${place})`
}

function periods({ grain }: Extract<Special, { name: 'periods' }>, from: string, to: string): string {
  if (grain === 'week') return `intDiv(dateDiff('day', ${from}, ${to}, 'UTC'), 7)`
  return `dateDiff(${quoteString(grain)}, ${from}, ${to}, 'UTC')`
}

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
  periods,
  datePart: ({ part }, operand) =>
    `toInt64(${parts[part]?.(date(operand), operand) ?? `EXTRACT(${part} FROM ${moment(operand)})`})`,
  shift: ({ count, grain }, operand) =>
    count < 0 ? `${operand} - ${interval(-count, grain)}` : `${operand} + ${interval(count, grain)}`,
  addDays: (_, day, days) => `addDays(${day}, ${days})`,
  toZone: ({ zone }, operand) =>
    `addSeconds(${moment(operand)}, timeZoneOffset(toTimeZone(${moment(operand)}, ${quoteString(zone)})))`,
  toDate: (_, operand) => date(operand),
  micros: (_, operand) => `toUnixTimestamp64Micro(${moment(operand)})`,
  toDouble: (_, operand) => double(operand),
  ratio: (_, over, under) => `${double(over)} / nullIf(${double(under)}, 0)`,
  // By themselves these two pass over nulls; a tuple that holds one is none.
  firstBy: ({ last }, value, by) => `${last ? 'argMax' : 'argMin'}(tuple(${value}), ${by}).1`,
  hashText: (_, operand) => `lower(hex(MD5(toString(${operand}))))`,
  bucket: ({ of }, key, other) =>
    `cityHash64(coalesce(toString(${key}), ${other === '' ? "''" : `toString(${other})`}, '')) % ${of}`,
  firstLetter: (_, operand) => `leftUTF8(toString(${operand}), 1)`,
}

export const printSpecial: Dialect['special'] = (special, [first = '', second = '']) => {
  const print = specials[special.name] as (one: Special, first: string, second: string) => string
  return print(special, first, second)
}

/** Every period from the first moment on that begins no later than the last; none where either is unknown. */
export function series(first: string, last: string, grain: string, column: string): string {
  const [start, end] = [moment(first), moment(last)]
  const unit = grain === 'nanosecond' ? 'microsecond' : grain
  const count = `ifNull(greatest(dateDiff('${unit}', ${start}, ${end}, 'UTC') + 1, 0), 0)`
  const places = `arrayMap(place -> ${start} + toInterval${unit[0]?.toUpperCase()}${unit.slice(1)}(place), range(assumeNotNull(${count})))`
  return `(SELECT arrayJoin(arrayFilter(at -> at <= ${end}, ${places})) AS ${column})`
}

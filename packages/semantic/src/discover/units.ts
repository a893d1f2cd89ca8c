import type { Unit } from '../model.ts'
import type { ColumnProfile, TableProfile } from '../profile.ts'
import { isCountOf } from './numbers.ts'
import { plainWords, splitWords, type Vocabulary } from './words.ts'

/** A column's unit, and the factor that brings stored minor units to it. */
export interface FoundUnit {
  readonly unit: Unit | null
  readonly factor: '0.01' | null
}

const CURRENCIES =
  'usd eur gbp chf jpy cny inr cad aud nzd sek nok dkk pln czk huf brl mxn zar sgd hkd krw try ils aed thb'.split(
    ' ',
  )
const MONEY_WORDS: ReadonlySet<string> = new Set(
  'amount price cost revenue fee commission sale total salary tax balance budget profit income payment spend discount wage refund subtotal expense'.split(
    ' ',
  ),
)
const DURATIONS: Readonly<Record<string, Unit>> = {
  second: { kind: 'duration', unit: 'second' },
  sec: { kind: 'duration', unit: 'second' },
  s: { kind: 'duration', unit: 'second' },
  minute: { kind: 'duration', unit: 'minute' },
  hour: { kind: 'duration', unit: 'hour' },
  hr: { kind: 'duration', unit: 'hour' },
  day: { kind: 'duration', unit: 'day' },
  ms: { kind: 'other', symbol: 'ms' },
  millisecond: { kind: 'other', symbol: 'ms' },
}
const TIME_WORDS: ReadonlySet<string> = new Set(
  'duration time length elapsed latency delay wait age lag runtime'.split(' '),
)
const SYMBOLS: ReadonlySet<string> = new Set(
  'km kg cm mm mi lb lbs ft sqft sqm mb gb kb kwh mph kmh'.split(' '),
)
const PERCENT_WORDS: ReadonlySet<string> = new Set(['percent', 'percentage', 'rate', 'ratio', 'share'])

/** The unit a name states; nothing is guessed from values except that a percentage within 0 and 1 is a fraction. */
export function unitOfColumn(column: ColumnProfile, table: TableProfile, vocabulary: Vocabulary): FoundUnit {
  const said = plainWords(column.name, vocabulary)
  const raw = splitWords(column.name, vocabulary)
  const inCents = column.type === 'integer' && (said.at(-1) === 'cent' || raw.at(-1) === 'cents')
  const currency = currencyOf(said, raw, table, vocabulary)
  if (inCents) return { unit: currency, factor: '0.01' }
  return {
    unit: currency ?? percentOf(column, said) ?? durationOf(raw, said) ?? plainUnit(raw, said),
    factor: null,
  }
}

function currencyOf(
  said: readonly string[],
  raw: readonly string[],
  table: TableProfile,
  vocabulary: Vocabulary,
): Unit | null {
  const stated = raw.find((word) => CURRENCIES.includes(word))
  if (stated) return { kind: 'money', currency: stated.toUpperCase() }
  if (!said.some((word) => MONEY_WORDS.has(word) || word === 'cent') || isCountOf(said)) return null
  const [only, ...others] = currencyColumns(table, vocabulary).flatMap((column) => column.topValues)
  return only && others.length === 0 && /^[A-Za-z]{3}$/.test(only.value)
    ? { kind: 'money', currency: only.value.toUpperCase() }
    : null
}

/** Columns that say in which currency a row's money is. */
const currencyColumns = (table: TableProfile, vocabulary: Vocabulary): readonly ColumnProfile[] =>
  table.columns.filter((column) => {
    const said = plainWords(column.name, vocabulary)
    return column.type === 'string' && said.includes('currency') && !said.includes('name')
  })

/** Money of a table whose rows are in several currencies must not be added up. */
export const hasSeveralCurrencies = (table: TableProfile, vocabulary: Vocabulary): boolean =>
  currencyColumns(table, vocabulary).some(({ distinct }) => distinct > 1)

export const isMoneyName = (column: ColumnProfile, vocabulary: Vocabulary): boolean =>
  plainWords(column.name, vocabulary).some((word) => MONEY_WORDS.has(word))

function percentOf({ min, max, type }: ColumnProfile, said: readonly string[]): Unit | null {
  if (!said.some((word) => PERCENT_WORDS.has(word)) || min === null || max === null) return null
  const [low, high] = [Number(min), Number(max)]
  if (low >= 0 && high <= 1 && type !== 'integer') return { kind: 'percent' }
  const isPercent = said.includes('percent') || said.includes('percentage')
  return isPercent ? { kind: 'other', symbol: '%' } : null
}

/** `duration_s`, `wait_minutes`, `processing_days`; a bare `day` or `hour` is a part of a date. */
function durationOf(raw: readonly string[], said: readonly string[]): Unit | null {
  const last = raw.at(-1) ?? ''
  const unit = DURATIONS[said.at(-1) ?? ''] ?? DURATIONS[last]
  if (!unit || raw.length < 2) return null
  const saysTime = said.some((word) => TIME_WORDS.has(word))
  const isPlural = last.length > 2 && last.endsWith('s')
  return saysTime || isPlural || last === 'ms' ? (said.includes('epoch') ? null : unit) : null
}

function plainUnit(raw: readonly string[], said: readonly string[]): Unit | null {
  const last = raw.at(-1) ?? ''
  if (isCountOf(said) || said.at(-1) === 'quantity') return { kind: 'count' }
  return raw.length > 1 && SYMBOLS.has(last) ? { kind: 'other', symbol: last } : null
}

import type { Cell, ResultColumn, Unit } from '@numize/semantic'
import { formatTime } from './format-time.ts'
import { numberOf } from './numbers.ts'

export interface FormatOptions {
  /** Short figures for axes: `$1.24 M`. Tables show them in full: `$1,240,000.00`. */
  readonly compact?: boolean
  /** Short figures in sentences: as `compact`, rounded to what a reader takes in, durations spelled: `42.7 minutes`. */
  readonly prose?: boolean
  /** BCP 47; en-US unless said. */
  readonly locale?: string
}

/** What stands for a value that is not known. */
export const UNKNOWN = '–'

/** A cell as people read it, by its column's unit, type and grain; null is `–`. */
export function formatCell(cell: Cell, column: ResultColumn, options: FormatOptions = {}): string {
  if (cell === null) return UNKNOWN
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  const locale = options.locale ?? 'en-US'
  if (typeof cell === 'string' && (column.type === 'date' || column.type === 'timestamp'))
    return formatTime(cell, column.grain, locale)
  const number = isNumeric(column) ? numberOf(cell) : null
  if (number === null) return String(cell)
  if (isBareInteger(column, cell)) return String(cell)
  return formatFigure(cell, column, { ...options, locale })
}

/** Percentages differ by percentage points. */
function formatFigure(cell: number | string, { role, unit }: ResultColumn, options: FormatOptions): string {
  const text = formatNumber(cell, unit, options)
  return role === 'change' && unit?.kind === 'percent' ? text.replace(/%$/, 'pp') : text
}

const isNumeric = (column: ResultColumn): boolean =>
  column.type === 'integer' || column.type === 'decimal' || column.type === 'double'

/** Years, hours and identifiers are names made of digits: no separators. */
const isBareInteger = (column: ResultColumn, cell: Cell): boolean =>
  column.unit === null &&
  (column.role === 'dimension' || column.role === 'entity' || column.role === 'time') &&
  /^-?\d+$/.test(String(cell))

/** A figure with its unit; `percent` values are fractions. Decimal strings beyond a double keep every digit. */
export function formatNumber(value: number | string, unit: Unit | null, options: FormatOptions = {}): string {
  const locale = options.locale ?? 'en-US'
  const prose = options.prose === true
  const style: Style = { compact: prose || options.compact === true, prose, locale }
  switch (unit?.kind) {
    case 'percent':
      return `${percentDigits(Number(value) * 100, locale)} %`
    case 'money':
      return money(value, unit.currency, style)
    case 'duration':
      return duration(Number(value), unit.unit, style)
    case 'other':
      return `${plain(value, style)} ${unit.symbol}`.trim()
    case 'count':
    case undefined:
      return plain(value, style)
  }
}

/** The unit of an axis or a column head: `Card spend (USD)`; the bare label where the unit says nothing. */
export function formatUnit(column: ResultColumn): string {
  const unit = unitName(column.unit)
  return unit === null || column.label.toLowerCase().includes(unit.toLowerCase())
    ? column.label
    : `${column.label} (${unit})`
}

function unitName(unit: Unit | null): string | null {
  switch (unit?.kind) {
    case 'money':
      return unit.currency
    case 'percent':
      return '%'
    case 'duration':
      return `${unit.unit}s`
    case 'count':
      return unit.of ?? null
    case 'other':
      return unit.symbol || null
    case undefined:
      return null
  }
}

interface Style {
  readonly compact: boolean
  readonly prose: boolean
  readonly locale: string
}

const SCALES = [
  { at: 1e12, suffix: ' T' },
  { at: 1e9, suffix: ' B' },
  { at: 1e6, suffix: ' M' },
  { at: 1e3, suffix: ' K' },
] as const

/** Three significant digits and a suffix; a value that rounds up to the next scale takes that scale's suffix. */
function scaled(value: number): { figure: number; digits: number; suffix: string } | null {
  const rounded = Math.abs(Number(value.toPrecision(3)))
  const scale = SCALES.find(({ at }) => rounded >= at)
  if (scale === undefined) return null
  const figure = value / scale.at
  const whole = Math.floor(rounded / scale.at).toString().length
  return { figure, digits: Math.max(0, 3 - whole), suffix: scale.suffix }
}

const MONEY_COMPACT_FROM = 10_000
const COUNT_COMPACT_FROM = 1_000_000

function money(value: number | string, currency: string, { compact, locale }: Style): string {
  const short = compact && Math.abs(Number(value)) >= MONEY_COMPACT_FROM ? scaled(Number(value)) : null
  const code = /^[A-Z]{3}$/.test(currency) ? currency : null
  const options: Intl.NumberFormatOptions = code === null ? {} : { style: 'currency', currency: code }
  if (short !== null) {
    const digits = { minimumFractionDigits: short.digits, maximumFractionDigits: short.digits }
    const figure = numberFormat(locale, { ...options, ...digits }).format(short.figure)
    return code === null ? `${figure}${short.suffix} ${currency}` : `${figure}${short.suffix}`
  }
  const figure = numberFormat(locale, code === null ? { ...options, ...TWO_DIGITS } : options).format(
    exact(value),
  )
  return code === null ? `${figure} ${currency}`.trim() : figure
}

const TWO_DIGITS = { minimumFractionDigits: 2, maximumFractionDigits: 2 }

function plain(value: number | string, { compact, prose, locale }: Style): string {
  const number = Number(value)
  const short = compact && Math.abs(number) >= COUNT_COMPACT_FROM ? scaled(number) : null
  if (short === null)
    return numberFormat(locale, prose ? readableFraction(number) : fraction(number)).format(exact(value))
  const digits = { minimumFractionDigits: short.digits, maximumFractionDigits: short.digits }
  return `${numberFormat(locale, digits).format(short.figure)}${short.suffix}`
}

/** Two digits after the point, or three significant ones below 1. */
const fraction = (number: number): Intl.NumberFormatOptions =>
  Math.abs(number) < 1 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 2 }

/** Three significant digits or so: 5,234 · 366.2 · 42.7 · 4.09. */
function readableFraction(number: number): Intl.NumberFormatOptions {
  const size = Math.abs(number)
  if (size < 10) return fraction(number)
  return { maximumFractionDigits: size < 1000 ? 1 : 0 }
}

const percentDigits = (percent: number, locale: string): string =>
  numberFormat(
    locale,
    Math.abs(percent) < 0.1 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 1 },
  ).format(percent)

const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const
const SHORT = { second: 's', minute: 'min', hour: 'h', day: 'days' } as const

function duration(value: number, unit: keyof typeof SECONDS, { compact, prose, locale }: Style): string {
  const seconds = value * SECONDS[unit]
  const shown = compact ? readable(Math.abs(seconds)) : unit
  const size = seconds / SECONDS[shown]
  const figure = numberFormat(locale, prose ? readableFraction(size) : fraction(size)).format(size)
  return `${figure} ${prose ? (figure === '1' ? shown : `${shown}s`) : SHORT[shown]}`
}

const readable = (seconds: number): keyof typeof SECONDS =>
  seconds < 120 ? 'second' : seconds < 7200 ? 'minute' : seconds < 172_800 ? 'hour' : 'day'

/** `Intl` formats decimal strings exactly; TypeScript types them as template literals. */
const exact = (value: number | string): number => value as number

const formats = new Map<string, Intl.NumberFormat>()

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat(locale, options)
  formats.set(key, made)
  return made
}

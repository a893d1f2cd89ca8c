import { median } from '../descriptive/quantile.ts'
import { MAD_TO_SD } from '../descriptive/robust.ts'

/** Rows of a daily series on which something recurs: past ones teach, later ones (beyond the end) are forecast. */
export interface Holiday {
  readonly name: string
  readonly rows: readonly number[]
}

export interface HolidayEffect {
  readonly name: string
  /** What the day adds to a like day without it, in the unit of the values; 0 where it is not told from noise. */
  readonly effect: number
  /** Past occurrences with something to compare. */
  readonly n: number
}

const NEIGHBOURS = 4
const TOLD_FROM_NOISE = 2.5

/**
 * Effect of each holiday: the median over its past occurrences of value − median of the same phase in the four seasons
 * before and after, holidays left out; shrunk by n/(n + 1), and 0 below 2.5 standard errors of such differences on
 * ordinary days. NaN and infinite values are passed over; never NaN.
 */
export function holidayEffects(
  values: ArrayLike<number>,
  holidays: readonly Holiday[],
  period: number,
): HolidayEffect[] {
  const marked = new Set(holidays.flatMap(({ rows }) => rows))
  const like = (row: number): number | null => {
    const others: number[] = []
    for (let k = -NEIGHBOURS; k <= NEIGHBOURS; k++) {
      const at = row + k * period
      if (k !== 0 && !marked.has(at) && Number.isFinite(values[at])) others.push(values[at]!)
    }
    return others.length >= 2 ? median(others) : null
  }
  const difference = (row: number): number[] => {
    const usual = like(row)
    return usual === null || !Number.isFinite(values[row]) ? [] : [values[row]! - usual]
  }
  const step = Math.max(1, Math.floor(values.length / 1000))
  const ordinary: number[] = []
  for (let row = 0; row < values.length; row += step)
    if (!marked.has(row)) ordinary.push(...difference(row).map(Math.abs))
  const noise = MAD_TO_SD * (median(ordinary) ?? 0)
  return holidays.map(({ name, rows }) => {
    const found = rows.flatMap(difference)
    const n = found.length
    const middle = median(found) ?? 0
    const told = n > 0 && Math.abs(middle) > (TOLD_FROM_NOISE * noise) / Math.sqrt(n)
    return { name, effect: told ? (middle * n) / (n + 1) : 0, n }
  })
}

/** What the holidays add at each of `count` rows from `first` on. */
export function holidayOffsets(
  holidays: readonly Holiday[],
  effects: readonly HolidayEffect[],
  { first, count }: { first: number; count: number },
): Float64Array {
  const offsets = new Float64Array(count)
  for (const [at, { rows }] of holidays.entries())
    for (const row of rows)
      if (row >= first && row < first + count) offsets[row - first]! += effects[at]!.effect
  return offsets
}

/** How the date of a holiday follows from the year. Months and days from 1, weekdays from 0 = Sunday. */
export type HolidayRule =
  | { readonly kind: 'date'; readonly month: number; readonly day: number }
  /** The nth such weekday of the month; −1: the last. */
  | { readonly kind: 'weekday'; readonly month: number; readonly weekday: number; readonly nth: number }
  /** Days after (Gregorian) Easter Sunday. */
  | { readonly kind: 'easter'; readonly offset: number }

/** The day a rule gives in a year, as days since 1970-01-01. */
export function holidayDay(rule: HolidayRule, year: number): number {
  if (rule.kind === 'date') return dayOf(year, rule.month, rule.day)
  if (rule.kind === 'easter') return easter(year) + rule.offset
  const { month, weekday, nth } = rule
  const first = dayOf(year, nth > 0 ? month : month + 1, 1)
  // 1970-01-01 was a Thursday.
  const ahead = (weekday - ((((first + 4) % 7) + 7) % 7) + 7) % 7
  return first + ahead + 7 * (nth > 0 ? nth - 1 : nth)
}

const dayOf = (year: number, month: number, day: number): number =>
  Date.UTC(year, month - 1, day) / 86_400_000

/** Easter Sunday by the anonymous Gregorian computus (Meeus, 1991). */
function easter(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return dayOf(year, Math.floor(f / 31), (f % 31) + 1)
}

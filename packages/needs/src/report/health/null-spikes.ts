import { binomial, median, medianDeviation } from '@numize/statistics'
import type { TableCounts } from './measure-table.ts'

export interface NullSpike {
  readonly table: string
  readonly column: string
  /** Local day, days since 1970-01-01. */
  readonly day: number
  /** Percent of the day's rows that are null. */
  readonly nullPct: number
  /** Percent that is usual around that day: the median. */
  readonly usualPct: number
}

/** Days on either side that say what is usual. */
const REACH = 28
const DEVIATIONS = 6
const FLOOR_POINTS = 1
/** Expected false alarms by chance alone, per column of a warehouse. */
const FALSE_ALARMS = 0.01

/**
 * Days on which a column is null more often than around them: above the median of the eight weeks around by more than
 * six median absolute deviations and at least one point. On a day of few rows chance may do that: there the count must
 * also be one that the share of the days around gives less than once in a hundred such series (binomial).
 */
export function findNullSpikes({ contract, days }: TableCounts): readonly NullSpike[] {
  const dated = days.filter((each): each is Dated => each.day !== null && each.rows > 0)
  return contract.watched.flatMap((column) => {
    const series = dated.map(({ day, rows, nulls }) => ({ day, rows, nulls: nulls[column] ?? 0 }))
    const shares = series.map(({ rows, nulls }) => (100 * nulls) / rows)
    return series.flatMap((each, index) => {
      const nullPct = shares[index] ?? 0
      if (nullPct <= FLOOR_POINTS) return []
      const [from, to] = [Math.max(0, index - REACH), index + REACH + 1]
      const around = shares.slice(from, to)
      const usualPct = median(around) ?? 0
      const allowance = Math.max(FLOOR_POINTS, DEVIATIONS * (medianDeviation(around) ?? 0))
      const isSpike =
        nullPct - usualPct > allowance && chanceOf(each, series.slice(from, to)) < FALSE_ALARMS / dated.length
      return isSpike ? [{ table: contract.table, column, day: each.day, nullPct, usualPct }] : []
    })
  })
}

type Dated = TableCounts['days'][number] & { readonly day: number }

interface DayNulls {
  readonly rows: number
  readonly nulls: number
}

/** Probability of at least that many nulls, were the day like the others around it (their share by the rule of succession). */
function chanceOf(day: DayNulls, around: readonly DayNulls[]): number {
  const total = (of: (each: DayNulls) => number) => around.reduce((sum, each) => sum + of(each), -of(day))
  const usual = (total((each) => each.nulls) + 1) / (total((each) => each.rows) + 2)
  return binomial(day.rows, usual).survival(day.nulls - 1)
}

import { median } from '@numize/statistics'
import type { TableCounts } from './measure-table.ts'

export interface WriteGap {
  readonly table: string
  /** Local day of the events, days since 1970-01-01. */
  readonly day: number
  readonly rows: number
  /** Minutes from the event to its load, half of the day's rows within; null where the day has no rows. */
  readonly medianLagMin: number | null
}

const DAY_MIN = 1440
/** A day with less than this share of what is usual holds next to nothing. */
const NOTHING = 0.02
/** Below this many rows a day an empty day may be chance. */
const LEAST_USUAL = 20

/**
 * Days on which nothing was written: half of what happened on them was loaded more than a day late (a backfill), or
 * they hold next to nothing while the days around them do. The first and last day of the data are not judged.
 */
export function findWriteGaps({ contract, days, lags }: TableCounts): readonly WriteGap[] {
  if (contract.kind !== 'fact' || contract.time === null) return []
  const rowsOf = new Map(days.flatMap(({ day, rows }) => (day === null ? [] : [[day, rows] as const])))
  const known = [...rowsOf.keys()]
  const usual = median(rowsOf.values()) ?? 0
  const isGap = ({ rows, medianLagMin }: Omit<WriteGap, 'table'>) =>
    (medianLagMin ?? 0) > DAY_MIN || (usual >= LEAST_USUAL && rows <= NOTHING * usual)
  const gaps: WriteGap[] = []
  for (let day = Math.min(...known) + 1; day < Math.max(...known); day++) {
    const rows = rowsOf.get(day) ?? 0
    const gap = { table: contract.table, day, rows, medianLagMin: lags?.days.get(day)?.median ?? null }
    if (isGap(gap)) gaps.push(gap)
  }
  return gaps
}

import type { Cell, ResultColumn } from '@numize/semantic'

/**
 * The first period of a result's time column that was not over when asked (`completeUntil`, local), as its cell.
 * Periods are named by their first day or moment. Null when all are complete or time is not among the columns.
 */
export function incompleteFrom(
  columns: readonly ResultColumn[],
  rows: readonly (readonly Cell[])[],
  completeUntil: string,
): string | null {
  const at = columns.findIndex((column) => column.role === 'time' && column.grain !== null)
  const grain = columns[at]?.grain
  if (!grain) return null
  const open = rows
    .map((row) => row[at])
    .filter((cell): cell is string => typeof cell === 'string')
    .filter((cell) => isOpen(cell, grain, completeUntil))
  return open.toSorted()[0] ?? null
}

function isOpen(start: string, grain: string, completeUntil: string): boolean {
  const end = endOfPeriod(start, grain)
  return end !== null && end > normal(completeUntil) && normal(start) < normal(completeUntil)
}

const DAYS_OF: Readonly<Record<string, number>> = { day: 1, week: 7 }
const MONTHS_OF: Readonly<Record<string, number>> = {
  month: 1,
  quarter: 3,
  fiscal_quarter: 3,
  year: 12,
  fiscal_year: 12,
}

/** End of a period, exclusive, `YYYY-MM-DDTHH:MM:SS`; null for a grain whose length is not known here. */
function endOfPeriod(start: string, grain: string): string | null {
  const date = new Date(`${normal(start)}Z`)
  if (Number.isNaN(date.getTime())) return null
  const days = DAYS_OF[grain]
  const months = MONTHS_OF[grain]
  if (days !== undefined) date.setUTCDate(date.getUTCDate() + days)
  else if (months !== undefined) date.setUTCMonth(date.getUTCMonth() + months)
  else if (grain === 'hour') date.setUTCHours(date.getUTCHours() + 1)
  else return null
  return date.toISOString().slice(0, 19)
}

const normal = (moment: string): string =>
  moment.length === 10 ? `${moment}T00:00:00` : moment.replace(' ', 'T').slice(0, 19)

import type { Reading } from '@numize/planner'
import type { MetricsPlan } from '@numize/semantic'
import type { AheadTools } from './one-metric.ts'

/** Local days, the last one not included. */
export interface Period {
  readonly start: string
  readonly end: string
}

/** Null where it was left open. */
export const statedPeriod = ({ time }: MetricsPlan): Period | null =>
  time !== null && time.start !== null && time.end !== null ? { start: time.start, end: time.end } : null

/** The last whole month. */
export const assumedPeriod = ({ catalog, situation }: AheadTools): Period =>
  lastMonth(catalog.dataRange?.end ?? situation.now, situation.now)

/** The last month that is over; where the data ends before it, the month in which it does. */
function lastMonth(dataEnd: string, now: string): Period {
  const over = monthOf(now.slice(11, 19) >= '23:59:59' ? 1 : 0, now)
  return dataEnd.slice(0, 10) < over.start ? monthOf(null, dataEnd) : over
}

/** The month before that of a day (some days later); with null the day's own. */
function monthOf(later: number | null, day: string): Period {
  const date = new Date(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) + (later ?? 0) * 86_400_000)
  const first = (ahead: number): string =>
    new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead, 1)).toISOString().slice(0, 10)
  return later === null ? { start: first(0), end: first(1) } : { start: first(-1), end: first(0) }
}

/** The reading, with the month it takes for granted. */
export function assumingMonth(reading: Reading, { start, end }: Period): Reading {
  const said = {
    kind: 'period' as const,
    text: '',
    reading: `the last whole month, ${start} to before ${end}`,
    span: null,
  }
  return {
    ...reading,
    plan: { ...reading.plan, time: { start, end } },
    assumed: [...reading.assumed, said],
  }
}

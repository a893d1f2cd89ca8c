import { seededRandom } from '@numize/base'
import type { Database } from './database.ts'
import { poisson } from './poisson.ts'
import { addMonths, type Window } from './window.ts'

/** One hour of the local calendar. */
export interface Slot {
  readonly id: number
  /** Local ISO day. */
  readonly day: string
  /** Days since the window's start; negative in the years before it. */
  readonly dayIndex: number
  readonly hour: number
  /** 1 = Monday. */
  readonly weekday: number
  readonly month: number
}

/** How much is expected in an hour, up to a constant. */
export type Rate = (slot: Slot) => number

/** Years before the window in which the customers it starts with had joined. */
export const HISTORY_MONTHS = 36

/**
 * Table `slot(slot, utc_us, day_end_us, day_index)`: every hour from three years before the window to its end, with
 * the zone's offset already inside, so that no later statement converts a time zone.
 */
export async function makeSlots(db: Database, window: Window, timeZone: string): Promise<readonly Slot[]> {
  const from = addMonths(window.start, -HISTORY_MONTHS)
  const toUtc = (local: string) => `timezone('UTC', timezone('${timeZone}', CAST(${local} AS TIMESTAMP)))`
  await db.run(`CREATE TABLE slot AS
    WITH hours AS (
      SELECT unnest(generate_series(${toUtc(`DATE '${from}'`)}, ${toUtc(`DATE '${window.end}'`)} - INTERVAL 1 HOUR,
        INTERVAL 1 HOUR)) AS utc),
    localised AS (SELECT utc, timezone('${timeZone}', timezone('UTC', utc)) AS local FROM hours)
    SELECT row_number() OVER (ORDER BY utc) - 1 AS slot, epoch_us(utc) AS utc_us,
      epoch_us(${toUtc('CAST(local AS DATE) + 1')}) AS day_end_us,
      CAST(local AS DATE) - DATE '${window.start}' AS day_index, hour(local) AS hour,
      CAST(local AS DATE) AS day
    FROM localised ORDER BY utc`)
  const rows = await db.rows(
    'SELECT slot, CAST(day AS VARCHAR), day_index, hour, isodow(day), month(day) FROM slot ORDER BY slot',
  )
  return rows.map(([id, day, dayIndex, hour, weekday, month]) => ({
    id: Number(id),
    day: String(day),
    dayIndex: Number(dayIndex),
    hour: Number(hour),
    weekday: Number(weekday),
    month: Number(month),
  }))
}

export interface Arrivals {
  /** Name of the table made: `(row_no, slot, k, size)`, in order of time. */
  readonly table: string
  readonly seed: number
  readonly rate: Rate
  /** Expected rows over all slots. */
  readonly total: number
  /** Only the first rows, as a share of all: 1 where it is not said. */
  readonly share?: number
}

/**
 * A non-homogeneous Poisson process: an exact count for each hour, then one row per event. `(k + jitter) / size` of
 * the hour is when it happened, so that rows come out in order of time without a sort. Gives the number of events.
 */
export async function makeArrivals(
  db: Database,
  slots: readonly Slot[],
  arrivals: Arrivals,
): Promise<number> {
  const total = await makeCounts(db, slots, arrivals)
  await expandCounts(db, arrivals.table, { from: 0, to: total })
  await db.run(`DROP TABLE ${arrivals.table}_count`)
  return total
}

/** The same process taken in parts of at most `size` events: `use` finds the table filled with one part after another. */
export async function inParts(
  db: Database,
  { slots, arrivals, size }: { slots: readonly Slot[]; arrivals: Arrivals; size: number },
  use: (part: { readonly from: number; readonly to: number }) => Promise<void>,
): Promise<void> {
  const total = await makeCounts(db, slots, arrivals)
  const parts = Math.max(1, Math.ceil(total / size))
  for (let part = 0; part < parts; part++) {
    const range = { from: Math.round((total * part) / parts), to: Math.round((total * (part + 1)) / parts) }
    await expandCounts(db, arrivals.table, range)
    await use(range)
    await db.run(`DROP TABLE ${arrivals.table}`)
  }
  await db.run(`DROP TABLE ${arrivals.table}_count`)
}

/** Table `…_count(slot, size, first)`: how many events an hour has, and how many there were before it. Gives how many are wanted. */
async function makeCounts(db: Database, slots: readonly Slot[], arrivals: Arrivals): Promise<number> {
  const random = seededRandom(`${arrivals.seed}:${arrivals.table}`)
  const rates = slots.map(arrivals.rate)
  const scale = arrivals.total / rates.reduce((sum, rate) => sum + rate, 0)
  let first = 0
  const counts = slots.map(({ id }, index) => {
    const row = [id, poisson((rates[index] ?? 0) * scale, random), first] as const
    first += row[1]
    return row
  })
  await db.fill(`${arrivals.table}_count`, ['slot', 'size', 'first'], counts)
  return Math.ceil(first * (arrivals.share ?? 1))
}

const expandCounts = (
  db: Database,
  table: string,
  { from, to }: { from: number; to: number },
): Promise<void> =>
  db.run(`CREATE TABLE ${table} AS
    SELECT first + k AS row_no, slot, k, size
    FROM (SELECT slot, size, first, unnest(range(greatest(0, ${from} - first), least(size, ${to} - first))) AS k
      FROM ${table}_count WHERE first < ${to} AND first + size > ${from})`)

/** Microseconds UTC of an arrival, cut to the minute (the event grain). */
export const arrivalUs = (jitter: string): string =>
  `(utc_us + CAST(floor(60.0 * (k + ${jitter}) / size) AS BIGINT) * 60000000)`

/** Months since the window's start, for smooth growth. */
export const monthsInto = (slot: Slot): number => slot.dayIndex / 30.44

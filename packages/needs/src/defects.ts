import { seededRandom } from '@numize/base'
import { bits, happens, streamHash, uniform } from './draw.ts'
import type { Quality } from './options.ts'
import { addDays, addMonths, daysBetween, type Window } from './window.ts'

/** Shares of rows (0 to 1) of spec 002's "typical" profile, and of a clean one. */
export interface DefectRates {
  readonly keyNull: number
  readonly missingReference: number
  readonly earlyReference: number
  readonly duplicate: number
  /** Rows loaded 4 to 12 hours late; below 5 % with the backfill and the copies, so that the p95 stays in the main body. */
  readonly lateLoad: number
  readonly spike: number
}

const PROFILES: Readonly<Record<Quality, DefectRates>> = {
  typical: {
    keyNull: 0.02,
    missingReference: 0.035,
    earlyReference: 0.015,
    duplicate: 0.007,
    lateLoad: 0.04,
    spike: 0.1,
  },
  clean: { keyNull: 0, missingReference: 0, earlyReference: 0, duplicate: 0, lateLoad: 0, spike: 0 },
}

/** What will be broken in a warehouse: rates for every fact, and days for what happens once. */
export interface DefectPlan {
  readonly rates: DefectRates
  readonly spikes: readonly NullSpike[]
  readonly gap: WriteGap | null
}

/** One day on which a column is null ten points more often. */
export interface NullSpike {
  readonly day: string
  readonly column: string
}

/** Days in which nothing was loaded; their rows came later, together. */
export interface WriteGap {
  readonly from: string
  readonly to: string
  readonly backfilledOn: string
}

/** Two spikes in every three months of data, and one gap in the middle of the window. */
export function planDefects(
  quality: Quality,
  window: Window,
  seed: number,
  columns: readonly [string, string],
): DefectPlan {
  const rates = PROFILES[quality]
  if (quality === 'clean') return { rates, spikes: [], gap: null }
  const random = seededRandom(`${seed}:defect-days`)
  const spikes: NullSpike[] = []
  for (let month = 0; month < window.months; month += 3) {
    const from = addMonths(window.start, month)
    const days = daysBetween(from, addMonths(window.start, Math.min(month + 3, window.months)))
    const half = Math.floor(days / 2)
    columns.forEach((column, index) => {
      spikes.push({ day: addDays(from, index * half + Math.floor(random() * (half - 1))), column })
    })
  }
  const gapFrom = addDays(
    window.start,
    Math.floor(daysBetween(window.start, window.end) * (0.4 + 0.2 * random())),
  )
  return { rates, spikes, gap: { from: gapFrom, to: addDays(gapFrom, 1), backfilledOn: addDays(gapFrom, 3) } }
}

/** SQL: is this local day (its index in the window) one of a column's spike days? */
export const isSpikeDay = (plan: DefectPlan, window: Window, column: string): string => {
  const days = plan.spikes
    .filter((spike) => spike.column === column)
    .map((spike) => daysBetween(window.start, spike.day))
  return days.length === 0 ? 'false' : `day_index IN (${days.join(', ')})`
}

/** SQL: is a column null, by its usual share and by its spikes? Uses 28 bits from `from`. */
export function goesNull(
  hash: string,
  from: number,
  facts: { plan: DefectPlan; window: Window; column: string; usual: number },
): string {
  const spike = `(${isSpikeDay(facts.plan, facts.window, facts.column)} AND ${happens(hash, from + 14, facts.plan.rates.spike)})`
  return `(${happens(hash, from, facts.usual)} OR ${spike})`
}

/**
 * SQL of microseconds between event and load, from 30 bits: 30 to 180 minutes with most of it early, a tail of 4 to 12
 * hours.
 */
export function lagUs(hash: string, from: number, rates: DefectRates): string {
  const u = uniform(hash, from, 16)
  return `CAST(CASE WHEN ${happens(hash, from + 16, rates.lateLoad)} THEN 14400 + 28800 * ${u}
    ELSE 1800 + 9000 * ${u} * ${u} END AS BIGINT) * 1000000`
}

/** SQL of the moment of loading: what falls in the gap is loaded in the two hours of its backfill. */
export function loadedUs(eventUs: string, lag: string, facts: { plan: DefectPlan; window: Window }): string {
  const { gap } = facts.plan
  if (!gap) return `${eventUs} + ${lag}`
  const index = (day: string) => daysBetween(facts.window.start, day)
  const days = index(gap.backfilledOn)
  return `CASE WHEN day_index BETWEEN ${index(gap.from)} AND ${index(gap.to)}
    THEN day_end_us + (${days} - day_index) * 86400000000 + (${eventUs}) % 7200000000
    ELSE ${eventUs} + ${lag} END`
}

/** SQL: does a row refer to an entity that did not exist yet? The same bits as `breakReference` reads. */
export const isEarly = (hash: string, { missingReference, earlyReference }: DefectRates): string =>
  `(NOT ${happens(hash, 0, missingReference)} AND ${happens(hash, 0, missingReference + earlyReference)})`

/** SQL of a reference as stored: null, an id that no dimension row has, or the `drawn` one (sound or early). Bits 0 to 47. */
export function breakReference(
  hash: string,
  facts: { rates: DefectRates; drawn: string; lost: string; lostId?: string },
): string {
  const { rates, drawn, lost } = facts
  return `CASE WHEN ${happens(hash, 14, rates.keyNull)} THEN NULL
    WHEN ${happens(hash, 0, rates.missingReference)} OR ${lost} THEN ${facts.lostId ?? `${LOST_ID} + ${bits(hash, 28, 20)}`}
    ELSE ${drawn} END`
}

/** Ids from here up exist in no dimension. */
export const LOST_ID = 900_000_000

/** SQL of the position to draw: one that has begun, or for an early reference one that begins later. */
export const positionOf = (position: string, hash: string, rates: DefectRates): string =>
  `CASE WHEN ${isEarly(hash, rates)} AND top > reach THEN reach + (${position} % (top - reach)) ELSE ${position} END`

/** Statement that loads some rows of a fact a second time, up to half an hour later, as a retried batch does. */
export function duplicateRows(
  table: string,
  key: string,
  facts: { rates: DefectRates; seed: number },
): string {
  const hash = streamHash(facts.seed, `${table} duplicates`, key)
  const delay = `to_seconds(60 + CAST(${uniform(hash, 20, 16)} * 1740 AS BIGINT))`
  return `INSERT INTO ${table} SELECT * REPLACE (loaded_at + ${delay} AS loaded_at) FROM ${table}
    WHERE ${happens(hash, 0, facts.rates.duplicate)}`
}

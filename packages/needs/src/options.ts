import { needsError } from './errors.ts'
import { isDay } from './window.ts'

export const ARCHETYPES = ['neobank', 'marketplace'] as const
export type Archetype = (typeof ARCHETYPES)[number]
/** `tiny` is for tests: every table and defect, in a second. */
export const SCALES = ['tiny', 'demo', 'evaluation'] as const
export type Scale = (typeof SCALES)[number]
export const QUALITIES = ['typical', 'clean'] as const
export type Quality = (typeof QUALITIES)[number]
/** T1: steady growth. T2: the same with five planted business events. */
export const TRAJECTORIES = ['T1', 'T2'] as const
export type Trajectory = (typeof TRAJECTORIES)[number]

export interface WarehouseOptions {
  readonly archetype: Archetype
  readonly scale: Scale
  readonly quality: Quality
  readonly trajectory: Trajectory
  /** IANA zone of the business day; every timestamp is stored in UTC. */
  readonly timeZone: string
  readonly months: number
  readonly seed: number
  /** Folder of the Parquet files; replaced as a whole. */
  readonly out: string
  /** Folder of the oracle; default `meta` inside `out`. */
  readonly meta?: string
  /** Last day of the data; fixed by default, so that bytes are the same on every day of generation. */
  readonly until?: string
  /** Also keep `<archetype>.duckdb` in `out`; default true. */
  readonly database?: boolean
  /** Also write the de-duplicated `stg_` layer; default true below evaluation scale. */
  readonly staging?: boolean
}

export const DEFAULTS = {
  scale: 'evaluation',
  quality: 'typical',
  trajectory: 'T1',
  timeZone: 'America/Los_Angeles',
  months: 18,
  seed: 42,
  until: '2026-10-31',
} as const

/** @throws `needs/unknown-choice`, `needs/bad-number`, `needs/bad-day`, `needs/unknown-time-zone` */
export function checkOptions(options: WarehouseOptions): void {
  requireChoice('archetype', options.archetype, ARCHETYPES)
  requireChoice('scale', options.scale, SCALES)
  requireChoice('quality', options.quality, QUALITIES)
  requireChoice('trajectory', options.trajectory, TRAJECTORIES)
  requireWhole('months', options.months, 1, 60)
  requireWhole('seed', options.seed, 0, Number.MAX_SAFE_INTEGER)
  if (options.until !== undefined && !isDay(options.until))
    throw needsError('bad-day', { value: options.until })
  if (!isTimeZone(options.timeZone)) throw needsError('unknown-time-zone', { value: options.timeZone })
}

function requireChoice(option: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value)) throw needsError('unknown-choice', { option, value, choices })
}

function requireWhole(option: string, value: number, low: number, high: number): void {
  if (!Number.isSafeInteger(value) || value < low || value > high)
    throw needsError('bad-number', { option, value: String(value), low, high })
}

/** Does the system know this IANA name? */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

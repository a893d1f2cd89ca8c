import type { Slot } from './arrivals.ts'
import type { Database } from './database.ts'
import type { DefectPlan } from './defects.ts'
import type { BusinessEvent } from './events.ts'
import type { Trajectory } from './options.ts'
import type { Window } from './window.ts'

/** What every step of a build is given. */
export interface Build {
  readonly db: Database
  readonly seed: number
  readonly window: Window
  readonly slots: readonly Slot[]
  readonly defects: DefectPlan
  readonly events: readonly BusinessEvent[]
  /** How much of the largest fact is made, from its beginning: 1 is all. */
  readonly share: number
  readonly dayIndex: (day: string) => number
}

/** Where a kind of defect was put: what a checker must find. */
export interface InjectedDefect {
  readonly table: string
  readonly kind:
    | 'key_null'
    | 'missing_reference'
    | 'early_reference'
    | 'duplicate'
    | 'late_load'
    | 'null_spike'
    | 'write_gap'
  readonly column?: string
  /** Share of the table's rows, 0 to 1; of the day's rows for a spike. */
  readonly rate?: number
  /** Local days touched, first and last; absent = throughout. */
  readonly days?: readonly [string, string]
  readonly references?: string
  readonly backfilledOn?: string
}

/** One kind of company: its tables, in the order they are made, and the truth about them. */
export interface ArchetypeBuild {
  /** Columns that spike, see `planDefects`. */
  readonly spikeColumns: readonly [string, string]
  readonly planEvents: (trajectory: Trajectory, window: Window) => readonly BusinessEvent[]
  readonly steps: (size: Size) => readonly Step[]
  /** Tables of the spec, in the order they are written. */
  readonly tables: readonly string[]
  readonly stagingTables: readonly string[]
  /** Makes the `stg_` tables out of the others. */
  readonly stage: (build: Build) => Promise<void>
  /** Views of the DuckDB file: name and SELECT, a later one may read an earlier. */
  readonly views: (timeZone: string) => Readonly<Record<string, string>>
  readonly injected: (build: Build) => readonly InjectedDefect[]
}

export interface Step {
  readonly name: string
  readonly run: (build: Build) => Promise<void>
}

/** Expected entities and events of a scale. */
export interface Size {
  readonly customers: number
  readonly events: number
  /** Merchants of the neobank, listings of the marketplace. */
  readonly offers: number
  /** Trailing days of a daily snapshot. */
  readonly snapshotDays: number
}

/** The defects that every fact has, as told by the plan. */
export function factDefects(
  { defects }: Build,
  fact: { table: string; keys: readonly string[]; reference: { column: string; to: string } },
): readonly InjectedDefect[] {
  const { rates } = defects
  if (rates.keyNull === 0) return []
  const { table } = fact
  const reference = { table, column: fact.reference.column, references: fact.reference.to }
  return [
    ...fact.keys.map((column) => ({ table, kind: 'key_null' as const, column, rate: rates.keyNull })),
    { ...reference, kind: 'missing_reference', rate: rates.missingReference },
    { ...reference, kind: 'early_reference', rate: rates.earlyReference },
    { table, kind: 'duplicate', rate: rates.duplicate },
    { table, kind: 'late_load', rate: rates.lateLoad },
  ]
}

/** The spikes and the gap of the fact that has them. */
export function dayDefects({ defects }: Build, table: string): readonly InjectedDefect[] {
  const spikes = defects.spikes.map(({ day, column }) => ({
    table,
    kind: 'null_spike' as const,
    column,
    rate: defects.rates.spike,
    days: [day, day] as const,
  }))
  const { gap } = defects
  if (!gap) return spikes
  return [...spikes, { table, kind: 'write_gap', days: [gap.from, gap.to], backfilledOn: gap.backfilledOn }]
}

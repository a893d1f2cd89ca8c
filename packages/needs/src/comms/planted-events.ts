import type { Theme } from '../config/dnr-config.ts'
import type { Window } from '../window.ts'

/** Something that happened to the data or the business, which people then wrote about. */
export interface PlantedEvent {
  readonly id: string
  readonly kind: string
  readonly table: string
  readonly column: string | null
  /** Local day on which it began to be seen. */
  readonly day: string
  /** The need that it raises. */
  readonly theme: Theme
}

/** An entry of `defects.json`, of which only those with days count. */
export interface DefectEntry {
  readonly kind: string
  readonly table: string
  readonly column?: string
  readonly days?: readonly string[]
}

/** An entry of `events.json`. */
export interface EventEntry {
  readonly kind: string
  readonly from: string
  readonly effect?: Readonly<Record<string, unknown>>
}

const BUSINESS_THEMES: Readonly<Record<string, Theme>> = {
  price_change: 'revenue_coverage_mapping',
  mix_shift: 'metric_definition_mismatch',
  fraud_wave: 'metric_definition_mismatch',
  promotion: 'attribution_funnel_gaps',
  channel_outage: 'attribution_funnel_gaps',
}

/** What falls into the window, in order of time, with ids `v01` … */
export function plantedEvents(
  defects: readonly DefectEntry[],
  events: readonly EventEntry[],
  window: Window,
): readonly PlantedEvent[] {
  const found = [...defects.flatMap(defectEvents), ...events.flatMap(businessEvents)]
  return found
    .filter(({ day }) => day >= window.start && day < window.end)
    .toSorted((a, b) => (a.day === b.day ? (a.kind < b.kind ? -1 : 1) : a.day < b.day ? -1 : 1))
    .map((event, index) => ({ id: `v${String(index + 1).padStart(2, '0')}`, ...event }))
}

type Unnumbered = Omit<PlantedEvent, 'id'>

function defectEvents({ kind, table, column, days }: DefectEntry): readonly Unnumbered[] {
  const day = days?.[0]
  if (day === undefined) return []
  const theme = kind === 'write_gap' ? 'freshness_ingest_lag' : themeOfColumn(column ?? '')
  return [{ kind, table, column: column ?? null, day, theme }]
}

/** Which need nulls in a column raise: rows that no longer join, money that is not mapped, a source that is unknown. */
function themeOfColumn(column: string): Theme {
  if (column.endsWith('_id')) return 'join_keys_orphans'
  if (/currency|amount|cents|price|fee|plan/.test(column)) return 'revenue_coverage_mapping'
  return 'attribution_funnel_gaps'
}

function businessEvents({ kind, from, effect }: EventEntry): readonly Unnumbered[] {
  const theme = BUSINESS_THEMES[kind]
  const table = effect?.['table']
  const column = effect?.['column']
  if (!theme || typeof table !== 'string') return []
  return [{ kind, table, column: typeof column === 'string' ? column : null, day: from, theme }]
}

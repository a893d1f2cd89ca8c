import type { DnrConfig } from '../config/dnr-config.ts'
import { measureTable } from './health/measure-table.ts'
import { findNullSpikes } from './health/null-spikes.ts'
import { findWriteGaps } from './health/write-gaps.ts'
import type { Warehouse } from './warehouse/open-warehouse.ts'
import { isoDay } from './warehouse/zone-days.ts'

/** Something that went wrong in the data on one local day. */
export interface DataEvent {
  readonly table: string
  readonly column: string | null
  readonly day: string
  readonly kind: 'null_spike' | 'gap'
}

/** The null spikes and write gaps of every fact of a warehouse, in order of day. */
export async function findDataEvents(warehouse: Warehouse, config: DnrConfig): Promise<readonly DataEvent[]> {
  const events: DataEvent[] = []
  for (const contract of warehouse.contracts.filter(({ kind }) => kind === 'fact')) {
    const counts = await measureTable(warehouse.db, contract, {
      timeZone: warehouse.timeZone,
      windowFrom: 0,
      seriesFrom: 0,
      withoutCopies: true,
      lagLimitMin: config.report.slos.p95_ingest_lag_min,
    })
    events.push(...eventsOf(counts))
  }
  return inOrder(events)
}

export const eventsOf = (counts: Parameters<typeof findNullSpikes>[0]): readonly DataEvent[] => [
  ...findNullSpikes(counts).map(({ table, column, day }) => ({
    table,
    column,
    day: isoDay(day),
    kind: 'null_spike' as const,
  })),
  ...findWriteGaps(counts).map(({ table, day }) => ({
    table,
    column: null,
    day: isoDay(day),
    kind: 'gap' as const,
  })),
]

const inOrder = (events: readonly DataEvent[]): readonly DataEvent[] =>
  events.toSorted((a, b) =>
    a.day < b.day ? -1 : a.day > b.day ? 1 : a.table < b.table ? -1 : a.table > b.table ? 1 : 0,
  )

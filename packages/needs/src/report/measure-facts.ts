import type { Archetype, DnrConfig } from '../config/dnr-config.ts'
import { needsError } from '../errors.ts'
import { type Evidence, evidenceOf, unpaidEvidence } from './actions/evidence.ts'
import { lastMonths, measureRevenue, type Revenue } from './actions/measure-revenue.ts'
import { type DataEvent, eventsOf } from './find-data-events.ts'
import { type EveningWindow, measureEvenings } from './guardrails/evening-window.ts'
import { type InvoiceAggregates, measureInvoices } from './guardrails/invoice-aggregates.ts'
import {
  type Compliance,
  complianceOf,
  type HealthWindow,
  healthOf,
  type TableHealth,
} from './health/health-metrics.ts'
import { measureTable } from './health/measure-table.ts'
import { readTable } from './health/read-table.ts'
import type { Warehouse } from './warehouse/open-warehouse.ts'
import { dayNumber, isoDay } from './warehouse/zone-days.ts'

/** All that a report measures on the warehouse itself. */
export interface ReportFacts {
  readonly archetype: Archetype
  readonly timeZone: string
  /** Local days since 1970-01-01, both included. */
  readonly window: HealthWindow
  readonly tables: readonly TableHealth[]
  readonly compliance: Compliance
  /** Null where the archetype has no invoices, or they are switched off. */
  readonly invoices: InvoiceAggregates | null
  /** Null where the archetype has no payments. */
  readonly evenings: EveningWindow | null
  readonly evidence: readonly Evidence[]
  readonly revenue: Revenue
  readonly events: readonly DataEvent[]
}

export interface MeasureEffects {
  readonly signal: AbortSignal
  readonly progress: (line: string) => void
}

const SERIES_DAYS = 92

/**
 * Measures a warehouse over the last `windowDays` local days of its data.
 * @throws `needs/empty-warehouse`, `needs/unreadable-rows`
 */
export async function measureFacts(
  warehouse: Warehouse,
  { config, windowDays }: { readonly config: DnrConfig; readonly windowDays: number },
  { signal, progress }: MeasureEffects,
): Promise<ReportFacts> {
  const { report } = config
  const to = await lastDay(warehouse)
  const from = to - windowDays + 1
  const seriesFrom = Math.min(from, to - SERIES_DAYS + 1)
  const window = { from, to, seriesFrom }
  const lagLimitMin = report.slos.p95_ingest_lag_min
  const copiesFrom = Math.min(seriesFrom, lastMonths(to)[0]?.from ?? seriesFrom)
  const tables: TableHealth[] = []
  for (const contract of warehouse.contracts) {
    signal.throwIfAborted()
    progress(`measuring ${contract.table}`)
    const counts = await measureTable(warehouse.db, contract, {
      timeZone: warehouse.timeZone,
      windowFrom: from,
      seriesFrom: copiesFrom,
      lagLimitMin,
    })
    tables.push(healthOf(counts, window, report.slos))
  }
  signal.throwIfAborted()
  progress('measuring guardrails and revenue')
  const invoices =
    warehouse.archetype === 'neobank' && report.invoice_aggregates.enabled
      ? await measureInvoices(warehouse, window, report.invoice_aggregates.slos)
      : null
  const evenings =
    warehouse.archetype === 'marketplace'
      ? await measureEvenings(warehouse, window, report.marketplace.evening_window)
      : null
  const options = { ...window, slos: report.slos }
  return {
    archetype: warehouse.archetype,
    timeZone: warehouse.timeZone,
    window,
    tables,
    compliance: complianceOf(tables),
    invoices,
    evenings,
    evidence: [
      ...tables.flatMap((table) => evidenceOf(table, options)),
      ...(invoices === null ? [] : unpaidEvidence(invoices, options, report.invoice_aggregates.slos)),
    ],
    revenue: await measureRevenue(warehouse, { from, to, lagLimitMin }),
    events: tables.flatMap(({ counts }) => eventsOf(counts)),
  }
}

/** The last local day on which the first fact of the archetype happened: the day that the report is of. */
async function lastDay({ db, contracts, timeZone }: Warehouse): Promise<number> {
  const fact = contracts.find(({ kind }) => kind === 'fact')
  if (fact?.time == null) throw new Error('an archetype without a dated fact')
  const { table, time } = fact
  const [row] = await readTable(table, () =>
    db.rows(
      `SELECT CAST(CAST(timezone('${timeZone}', timezone('UTC', max(${time.column}))) AS DATE) AS VARCHAR) FROM ${table}`,
    ),
  )
  if (row?.[0] == null) throw needsError('empty-warehouse', { table })
  return dayNumber(String(row[0]))
}

export const windowOf = ({ window }: ReportFacts) => ({
  from: isoDay(window.from),
  to: isoDay(window.to),
  days: window.to - window.from + 1,
})

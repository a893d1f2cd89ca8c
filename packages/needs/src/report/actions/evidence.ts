import type { DnrConfig, Theme } from '../../config/dnr-config.ts'
import type { InvoiceAggregates } from '../guardrails/invoice-aggregates.ts'
import { nullPct, type TableHealth } from '../health/health-metrics.ts'
import { isoDay } from '../warehouse/zone-days.ts'
import type { RowCondition, RowSelection } from './row-selection.ts'
import { severityOf } from './score.ts'
import { themeOfColumn } from './theme-columns.ts'

/** A measured figure of the window that speaks for a need, over its objective or not. */
export interface Evidence {
  readonly theme: Theme
  readonly table: string
  readonly kind: 'nulls' | 'orphans' | 'copies' | 'late' | 'unpaid'
  readonly column: string | null
  /** Percent, or minutes of `late`. */
  readonly value: number
  readonly threshold: number
  readonly severity: number
  /** One figure a day up to the end of the data, oldest first; null where there is nothing to measure. */
  readonly series: readonly (number | null)[]
  readonly rows: RowSelection
}

export interface EvidenceOptions {
  readonly from: number
  readonly to: number
  readonly seriesFrom: number
  readonly slos: DnrConfig['report']['slos']
}

/** Every figure of a fact that has an objective, by the theme that it belongs to. */
export function evidenceOf(health: TableHealth, options: EvidenceOptions): readonly Evidence[] {
  if (health.kind !== 'fact') return []
  return [
    ...nullEvidence(health, options),
    ...orphanEvidence(health, options),
    ...wholeRowEvidence(health, options),
  ]
}

function nullEvidence(health: TableHealth, options: EvidenceOptions): readonly Evidence[] {
  const { contract } = health.counts
  return Object.entries(health.nullPct).flatMap(([column, value]) => {
    if (value === null) return []
    return [
      {
        ...common(health, options, [{ is: 'null', column }]),
        ...measured(value, options.slos.key_null_pct),
        theme: themeOfColumn(contract, column),
        kind: 'nulls' as const,
        column,
        series: daily(health, options, (day) => nullPct([day], column)),
      },
    ]
  })
}

function orphanEvidence(health: TableHealth, options: EvidenceOptions): readonly Evidence[] {
  const { contract } = health.counts
  return health.references.flatMap(({ column, to, orphan_pct: value }, index) => {
    const reference = contract.references[index]
    if (value === null || reference === undefined) return []
    const began = reference.began
    const broken: readonly RowCondition[] = [
      { is: 'missing_reference', column, refers_to: to },
      ...(began === null ? [] : [{ is: 'early_reference' as const, column, refers_to: to, began }]),
    ]
    return [
      {
        ...common(health, options, broken),
        ...measured(value, options.slos.fk_orphan_pct),
        theme: themeOfColumn(contract, column),
        kind: 'orphans' as const,
        column,
        series: daily(health, options, ({ references }) => {
          const { stated = 0, lost = 0, early = 0 } = references[column] ?? {}
          return stated === 0 ? null : (100 * (lost + early)) / stated
        }),
      },
    ]
  })
}

/** Copies and lateness: of the row, not of a column. */
function wholeRowEvidence(health: TableHealth, options: EvidenceOptions): readonly Evidence[] {
  const { contract, copies, lags } = health.counts
  const { dup_keys_pct: repeated, p95_ingest_lag_min: lag } = health.metrics
  const found: Evidence[] = []
  if (repeated !== null)
    found.push({
      ...common(health, options, [{ is: 'repeated_key', columns: contract.key }]),
      ...measured(repeated, options.slos.dup_keys_pct),
      theme: 'duplicates_dedup',
      kind: 'copies',
      column: null,
      series: daily(health, options, ({ day, keyed }) =>
        keyed === 0 || day === null ? null : (100 * (copies.days.get(day) ?? 0)) / keyed,
      ),
    })
  if (lag !== null && contract.time !== null && contract.loaded !== null)
    found.push({
      ...common(health, options, [
        {
          is: 'later_than',
          loaded: contract.loaded,
          happened:
            contract.time.via === undefined
              ? contract.time.column
              : `${contract.time.via.table}.${contract.time.column}`,
          minutes: options.slos.p95_ingest_lag_min,
        },
      ]),
      ...measured(lag, options.slos.p95_ingest_lag_min),
      theme: 'freshness_ingest_lag',
      kind: 'late',
      column: null,
      series: daily(health, options, ({ day }) => (day === null ? null : (lags?.days.get(day)?.p95 ?? null))),
    })
  return found
}

/** Invoices without a payment, where the guardrail of the invoices is on. */
export function unpaidEvidence(
  invoices: InvoiceAggregates,
  { from, to }: EvidenceOptions,
  slos: DnrConfig['report']['invoice_aggregates']['slos'],
): readonly Evidence[] {
  const value = invoices.metrics.missing_pct
  if (value === null) return []
  return [
    {
      theme: 'revenue_coverage_mapping',
      table: 'fact_subscription_invoice',
      kind: 'unpaid',
      column: 'paid_at',
      ...measured(value, slos.missing_pct.max),
      series: [],
      rows: {
        table: 'fact_subscription_invoice',
        days: { from: isoDay(from), to: isoDay(to) },
        any: [{ is: 'null', column: 'paid_at' }],
      },
    },
  ]
}

const measured = (value: number, threshold: number) => ({
  value,
  threshold,
  severity: severityOf(value, threshold),
})

const common = ({ table }: TableHealth, { from, to }: EvidenceOptions, any: readonly RowCondition[]) => ({
  table,
  rows: { table, days: { from: isoDay(from), to: isoDay(to) }, any },
})

function daily(
  { counts }: TableHealth,
  { seriesFrom, to }: EvidenceOptions,
  figure: (day: TableHealth['counts']['days'][number]) => number | null,
): readonly (number | null)[] {
  const byDay = new Map(counts.days.map((each) => [each.day, each]))
  return Array.from({ length: to - seriesFrom + 1 }, (_, index) => {
    const day = byDay.get(seriesFrom + index)
    return day === undefined || day.rows === 0 ? null : figure(day)
  })
}

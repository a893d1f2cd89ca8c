import type { DnrConfig } from '../../config/dnr-config.ts'
import { isoDay } from '../warehouse/zone-days.ts'
import type { DayCounts, TableCounts } from './measure-table.ts'
import { findNullSpikes, type NullSpike } from './null-spikes.ts'
import { findWriteGaps, type WriteGap } from './write-gaps.ts'

export const SLO_METRICS = ['key_null_pct', 'fk_orphan_pct', 'dup_keys_pct', 'p95_ingest_lag_min'] as const
export type SloMetric = (typeof SLO_METRICS)[number]

/** Of a table over some days. Null where the table has no such column, or no row to judge. */
export interface HealthMetrics extends Readonly<Record<SloMetric, number | null>> {
  /** Of the required column that is null most often. */
  readonly key_null_pct: number | null
  /** Of the reference that fails most often: stated references that are sound; 100 − `fk_orphan_pct`. */
  readonly fk_success_pct: number | null
  readonly fk_orphan_pct: number | null
  /** Rows that repeat a business key, of the rows that have one. */
  readonly dup_keys_pct: number | null
  /** Minutes, whole; at least 95 % of the rows were loaded within. */
  readonly p95_ingest_lag_min: number | null
}

export interface Check {
  readonly metric: string
  readonly value: number | null
  readonly threshold: number
  readonly rule: 'max' | 'min'
  /** What cannot be measured does not fail. */
  readonly passed: boolean
}

export interface ReferenceHealth {
  readonly column: string
  readonly to: string
  readonly stated: number
  readonly success_pct: number | null
  readonly orphan_pct: number | null
  /** To what does not exist. */
  readonly missing_pct: number | null
  /** To what began later. */
  readonly early_pct: number | null
}

export interface TableHealth {
  readonly counts: TableCounts
  readonly table: string
  readonly kind: 'fact' | 'dimension'
  readonly rows: { readonly window: number; readonly history: number }
  /** Over the report's window; a table without a time is taken whole. */
  readonly metrics: HealthMetrics
  /** Over all of the data. */
  readonly history: HealthMetrics
  /** Share of nulls over the window, in percent. */
  readonly nullPct: Readonly<Record<string, number | null>>
  readonly references: readonly ReferenceHealth[]
  readonly checks: readonly Check[]
  readonly spikes: readonly NullSpike[]
  readonly gaps: readonly WriteGap[]
  readonly daily: readonly DailyHealth[]
}

export interface DailyHealth extends HealthMetrics {
  readonly day: string
  readonly rows: number
}

export interface HealthWindow {
  /** Local days since 1970-01-01, both included. */
  readonly from: number
  readonly to: number
  readonly seriesFrom: number
}

/** The health of a table by spec 002, from its counts. */
export function healthOf(
  counts: TableCounts,
  window: HealthWindow,
  slos: DnrConfig['report']['slos'],
): TableHealth {
  const { contract, days, lags, copies } = counts
  const isIn = ({ day }: DayCounts) => day === null || (day >= window.from && day <= window.to)
  const inWindow = days.filter(isIn)
  const metrics = metricsOf(counts, inWindow, { copies: copies.window, p95: lags?.window.p95 ?? null })
  const dated = days.flatMap((each) =>
    each.day !== null && each.day >= window.seriesFrom && each.day <= window.to
      ? [{ ...each, day: each.day }]
      : [],
  )
  return {
    counts,
    table: contract.table,
    kind: contract.kind,
    rows: { window: sum(inWindow, ({ rows }) => rows), history: sum(days, ({ rows }) => rows) },
    metrics,
    history: metricsOf(counts, days, { copies: copies.history, p95: lags?.history.p95 ?? null }),
    nullPct: Object.fromEntries(columnsOf(counts).map((column) => [column, nullPct(inWindow, column)])),
    references: contract.references.map(({ column, to, key }) =>
      referenceHealth(inWindow, column, `${to}.${key}`),
    ),
    checks: SLO_METRICS.flatMap((metric) => checkOf(metric, metrics[metric], slos[metric])),
    spikes: findNullSpikes(counts),
    gaps: findWriteGaps(counts),
    daily: dated.map((each) => ({
      day: isoDay(each.day),
      rows: each.rows,
      ...metricsOf(counts, [each], {
        copies: copies.days.get(each.day) ?? 0,
        p95: lags?.days.get(each.day)?.p95 ?? null,
      }),
    })),
  }
}

const checkOf = (metric: SloMetric, value: number | null, threshold: number): readonly Check[] =>
  value === null ? [] : [{ metric, value, threshold, rule: 'max', passed: value <= threshold }]

const columnsOf = ({ contract }: TableCounts): readonly string[] => [
  ...new Set([...contract.required, ...contract.watched]),
]

function metricsOf(
  { contract }: TableCounts,
  days: readonly DayCounts[],
  { copies, p95 }: { readonly copies: number; readonly p95: number | null },
): HealthMetrics {
  const orphans = contract.references.map(({ column }) => referenceHealth(days, column, '').orphan_pct)
  const orphan = greatest(orphans)
  return {
    key_null_pct: greatest(contract.required.map((column) => nullPct(days, column))),
    fk_success_pct: orphan === null ? null : 100 - orphan,
    fk_orphan_pct: orphan,
    dup_keys_pct: percent(
      copies,
      sum(days, ({ keyed }) => keyed),
    ),
    p95_ingest_lag_min: p95,
  }
}

export const nullPct = (days: readonly DayCounts[], column: string): number | null =>
  percent(
    sum(days, ({ nulls }) => nulls[column] ?? 0),
    sum(days, ({ rows }) => rows),
  )

function referenceHealth(days: readonly DayCounts[], column: string, to: string): ReferenceHealth {
  const total = (of: 'stated' | 'lost' | 'early') =>
    sum(days, ({ references }) => references[column]?.[of] ?? 0)
  const [stated, lost, early] = [total('stated'), total('lost'), total('early')]
  return {
    column,
    to,
    stated,
    success_pct: percent(stated - lost - early, stated),
    orphan_pct: percent(lost + early, stated),
    missing_pct: percent(lost, stated),
    early_pct: percent(early, stated),
  }
}

const sum = <T>(list: readonly T[], of: (each: T) => number): number =>
  list.reduce((total, each) => total + of(each), 0)

const percent = (part: number, whole: number): number | null => (whole === 0 ? null : (100 * part) / whole)

function greatest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : Math.max(...known)
}

export interface Compliance {
  readonly checks: number
  readonly passed: number
  readonly slo_compliance_pct: number | null
  readonly metrics: Readonly<Record<SloMetric, WorstTable | null>>
}

export interface WorstTable {
  readonly worst_table: string
  readonly value: number
  readonly threshold: number
  readonly tables_passed: number
  readonly tables: number
}

/** Checks passed of all tables, and the worst table of each metric. */
export function complianceOf(tables: readonly TableHealth[]): Compliance {
  const all = tables.flatMap(({ table, checks }) => checks.map((check) => ({ table, ...check })))
  const passed = all.filter((check) => check.passed).length
  const worst = (metric: SloMetric): WorstTable | null => {
    const of = all.filter((check) => check.metric === metric)
    const top = of.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))[0]
    return top === undefined
      ? null
      : {
          worst_table: top.table,
          value: top.value ?? 0,
          threshold: top.threshold,
          tables_passed: of.filter((check) => check.passed).length,
          tables: of.length,
        }
  }
  return {
    checks: all.length,
    passed,
    slo_compliance_pct: percent(passed, all.length),
    metrics: {
      key_null_pct: worst('key_null_pct'),
      fk_orphan_pct: worst('fk_orphan_pct'),
      dup_keys_pct: worst('dup_keys_pct'),
      p95_ingest_lag_min: worst('p95_ingest_lag_min'),
    },
  }
}

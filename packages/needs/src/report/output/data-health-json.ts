import type { Report } from '../compose-report.ts'
import { findingsOfHealth } from '../findings/health-findings.ts'
import type { TableHealth } from '../health/health-metrics.ts'
import { windowOf } from '../measure-facts.ts'
import { isoDay } from '../warehouse/zone-days.ts'
import { FORMAT } from './format.ts'
import { roundedTree } from './round.ts'

/** `data_health.json`. Percentages are 0 to 100, lags in minutes, days local. */
export function dataHealth(report: Report) {
  const { facts, config } = report
  const { compliance, invoices, evenings } = facts
  return roundedTree({
    format: FORMAT,
    archetype: facts.archetype,
    time_zone: facts.timeZone,
    window: windowOf(facts),
    slos: config.report.slos,
    overall: {
      slo_compliance_pct: compliance.slo_compliance_pct,
      checks: compliance.checks,
      checks_passed: compliance.passed,
      passed: compliance.passed === compliance.checks,
      metrics: compliance.metrics,
    },
    tables: Object.fromEntries(facts.tables.map((table) => [table.table, tableOf(table)])),
    ...(invoices === null
      ? {}
      : {
          aggregates_by_table: {
            fact_subscription_invoice: { invoices: invoices.invoices, ...invoices.metrics },
          },
          invoice_aggregates: {
            metrics: invoices.metrics,
            checks: invoices.checks,
            passed: invoices.passed,
          },
        }),
    ...(evenings === null
      ? {}
      : {
          marketplace_evening_window: {
            thresholds: config.report.marketplace.evening_window,
            daily_share_pct: evenings.daily_share_pct,
            overall_share_pct: evenings.overall_share_pct,
            days_pct: evenings.days_pct,
            checks: evenings.checks,
            passed: evenings.passed,
          },
        }),
    findings: findingsOfHealth(report),
  })
}

const tableOf = (health: TableHealth) => ({
  kind: health.kind,
  rows: health.rows,
  metrics: health.metrics,
  history: health.history,
  null_pct: health.nullPct,
  references: health.references,
  checks: health.checks,
  passed: health.checks.every(({ passed }) => passed),
  null_spikes: health.spikes.map(({ column, day, nullPct, usualPct }) => ({
    column,
    day: isoDay(day),
    null_pct: nullPct,
    usual_pct: usualPct,
  })),
  write_gaps: health.gaps.map(({ day, rows, medianLagMin }) => ({
    day: isoDay(day),
    rows,
    median_lag_min: medianLagMin,
  })),
  daily: health.daily,
})

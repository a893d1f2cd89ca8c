import type { Gap } from '../actions/find-gaps.ts'
import { LEAST_CONFIDENCE } from '../actions/score.ts'
import type { Report } from '../compose-report.ts'
import { type Action, writeAction } from '../findings/action-finding.ts'
import { findingsOfHealth } from '../findings/health-findings.ts'
import { themeFindings } from '../findings/theme-findings.ts'
import type { Check } from '../health/health-metrics.ts'
import { windowOf } from '../measure-facts.ts'
import { FORMAT } from './format.ts'
import { roundedTree } from './round.ts'

export const actionsOf = (report: Report): readonly Action[] =>
  report.actions.map((gap, index) => writeAction(gap, report, index + 1))

/** `exec_summary.json`: the actions, what stands behind them, and what the reader must know of how it was made. */
export function execSummary(report: Report) {
  const { facts, classified, hidden } = report
  const failing = failingChecks(report)
  return roundedTree({
    format: FORMAT,
    archetype: facts.archetype,
    as_of: windowOf(facts).to,
    window: windowOf(facts),
    time_zone: facts.timeZone,
    engine: classified?.engine ?? null,
    run_id: classified?.runId ?? null,
    notes: report.notes,
    actions: actionsOf(report).map(({ gap, what, title, todo }, index) => ({
      rank: index + 1,
      title,
      theme: gap.theme,
      table: gap.table,
      score: gap.score,
      score_parts: scoreParts(gap),
      confidence: gap.confidence,
      confidence_parts: confidenceParts(gap),
      revenue_at_risk_usd: gap.atRiskUsd,
      evidence: gap.evidence.map(({ kind, column, value, threshold, severity }) => ({
        kind,
        column,
        value,
        threshold,
        severity,
      })),
      what: what.answer.narrative.text,
      do: todo,
    })),
    hidden_actions: {
      count: hidden.length,
      least_confidence: LEAST_CONFIDENCE,
      reason: hiddenReason(report),
      highest_confidence:
        hidden.length === 0 ? null : Math.max(...hidden.map(({ confidence }) => confidence)),
    },
    revenue: {
      monthly_usd: facts.revenue.monthlyUsd,
      window_usd: facts.revenue.windowUsd,
      months: facts.revenue.months,
    },
    data_health: {
      slo_compliance_pct: facts.compliance.slo_compliance_pct,
      checks: facts.compliance.checks,
      checks_passed: facts.compliance.passed,
      failing,
    },
    findings: [
      ...actionsOf(report).map(({ what }) => what),
      ...themeFindings(report),
      ...findingsOfHealth(report),
    ],
  })
}

const scoreParts = ({ parts }: Gap) => ({
  revenue_impact: parts.revenueImpact,
  demand: parts.demand,
  health_severity: parts.healthSeverity,
  days_since_peak: parts.daysSincePeak,
})

const confidenceParts = ({ confidenceParts: parts }: Gap) => ({
  class_conf: parts.classConf,
  entity_conf: parts.entityConf,
  coverage: parts.coverage,
  agreement: parts.agreement,
})

/** Why gaps are not shown, in a sentence; null where none is hidden. */
export function hiddenReason({ hidden, classified }: Report): string | null {
  if (hidden.length === 0) return null
  const what = hidden.length === 1 ? 'One possible action is' : `${hidden.length} possible actions are`
  const why =
    classified === null
      ? 'no communications were read, so that nothing says who needs them'
      : `we are less than ${Math.round(LEAST_CONFIDENCE * 100)} % sure of them`
  return `${what} not shown: ${why}.`
}

export interface Miss extends Check {
  readonly table: string
}

/** Objectives and guardrails that are missed, by table. */
export function failingChecks({ facts }: Report): readonly Miss[] {
  const missed = (table: string, checks: readonly Check[]): readonly Miss[] =>
    checks.filter(({ passed }) => !passed).map((check) => ({ table, ...check }))
  return [
    ...facts.tables.flatMap(({ table, checks }) => missed(table, checks)),
    ...missed('fact_subscription_invoice', facts.invoices?.checks ?? []),
    ...missed('fact_payment', facts.evenings?.checks ?? []),
  ]
}

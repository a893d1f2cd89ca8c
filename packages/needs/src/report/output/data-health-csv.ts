import type { Report } from '../compose-report.ts'
import { type Check, SLO_METRICS, type TableHealth } from '../health/health-metrics.ts'
import { rounded } from './round.ts'

const HEAD = ['table', 'scope', 'day', 'column', 'metric', 'value', 'threshold', 'passed'] as const
type Line = Readonly<Record<(typeof HEAD)[number], string | number | boolean | null>>

/** `data_health.csv`: one line per figure (RFC 4180). `scope` is window, history or day; empty cells do not apply. */
export function dataHealthCsv({ facts, config }: Report): string {
  const guardrails = [
    ...(facts.invoices?.checks.map((check) => checkLine('fact_subscription_invoice', check)) ?? []),
    ...(facts.evenings?.checks.map((check) => checkLine('fact_payment', check)) ?? []),
  ]
  const lines = [...facts.tables.flatMap((table) => linesOf(table, config.report.slos)), ...guardrails]
  return [HEAD, ...lines.map((each) => HEAD.map((name) => each[name]))]
    .map(
      (cells) =>
        `${cells.map((cell) => (typeof cell === 'number' ? rounded(cell) : (cell ?? ''))).join(',')}\r\n`,
    )
    .join('')
}

const nothing = { day: null, column: null, threshold: null, passed: null }

function linesOf(
  health: TableHealth,
  slos: Readonly<Record<(typeof SLO_METRICS)[number], number>>,
): readonly Line[] {
  const { table } = health
  const figure = (scope: string, metric: string, value: number | null): Line => ({
    ...nothing,
    table,
    scope,
    metric,
    value,
  })
  const judged = (scope: string, metrics: TableHealth['metrics']): readonly Line[] => [
    ...SLO_METRICS.map((metric) => ({
      ...figure(scope, metric, metrics[metric]),
      threshold: slos[metric],
      passed: metrics[metric] === null ? null : metrics[metric] <= slos[metric],
    })),
    figure(scope, 'fk_success_pct', metrics.fk_success_pct),
  ]
  return [
    figure('window', 'rows', health.rows.window),
    figure('history', 'rows', health.rows.history),
    ...judged('window', health.metrics),
    ...judged('history', health.history),
    ...Object.entries(health.nullPct).map(([column, value]) => ({
      ...figure('window', 'null_pct', value),
      column,
    })),
    ...health.references.map(({ column, orphan_pct: value }) => ({
      ...figure('window', 'orphan_pct', value),
      column,
    })),
    ...health.daily.flatMap((daily) =>
      [...SLO_METRICS, 'rows' as const].map((metric) => ({
        ...figure('day', metric, daily[metric]),
        day: daily.day,
      })),
    ),
  ]
}

const checkLine = (table: string, { metric, value, threshold, passed }: Check): Line => ({
  ...nothing,
  table,
  scope: 'window',
  metric,
  value,
  threshold,
  passed,
})

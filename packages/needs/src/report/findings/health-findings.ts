import type { Unit } from '@numize/semantic'
import type { Report } from '../compose-report.ts'
import { type Check, SLO_METRICS, type SloMetric, type TableHealth } from '../health/health-metrics.ts'
import { isoDay } from '../warehouse/zone-days.ts'
import { day, type Finding, label, MINUTES, metric, PERCENT, writeFinding } from './finding.ts'

export const METRIC_WORDS: Readonly<Record<SloMetric, { readonly label: string; readonly unit: Unit }>> = {
  key_null_pct: { label: 'Null keys', unit: PERCENT },
  fk_orphan_pct: { label: 'Broken references', unit: PERCENT },
  dup_keys_pct: { label: 'Repeated rows', unit: PERCENT },
  p95_ingest_lag_min: { label: 'p95 ingest lag', unit: MINUTES },
}

/** What the data is worth, as blocks: the objectives, each failing guardrail, the days that stand out. */
export function findingsOfHealth(report: Report): readonly Finding[] {
  return [
    objectives(report),
    ...invoiceFinding(report),
    ...eveningFinding(report),
    ...spikeFinding(report),
    ...gapFinding(report),
  ]
}

const scaled = (metricName: SloMetric, value: number | null): number | null =>
  value === null || METRIC_WORDS[metricName].unit === MINUTES ? value : value / 100

const judged = ({ checks }: TableHealth): boolean => checks.length > 0

function objectives({ facts }: Report): Finding {
  const tables = facts.tables.filter((table) => judged(table) && table.kind === 'fact')
  const { checks, passed, slo_compliance_pct: share } = facts.compliance
  return writeFinding({
    id: 'objectives',
    title: 'Data objectives',
    columns: [
      label('table', 'Table'),
      ...SLO_METRICS.map((name) => metric(name, METRIC_WORDS[name].label, METRIC_WORDS[name].unit)),
      metric('met', 'Number met', { kind: 'count' }),
      metric('all', 'Number set', { kind: 'count' }),
      metric('share', 'Share met', PERCENT),
    ],
    rows: [
      ['All tables', null, null, null, null, passed, checks, (share ?? 0) / 100],
      ...tables.map((table) => [
        table.table,
        ...SLO_METRICS.map((name) => scaled(name, table.metrics[name])),
        table.checks.filter((check) => check.passed).length,
        table.checks.length,
        table.checks.length === 0
          ? null
          : table.checks.filter((check) => check.passed).length / table.checks.length,
      ]),
    ],
    sentences: [
      [
        { row: 0, column: 'table' },
        ' together meet ',
        { row: 0, column: 'share' },
        ' of the objectives: ',
        { row: 0, column: 'met' },
        ' of ',
        { row: 0, column: 'all' },
        '.',
      ],
    ],
    open: facts.evidence.filter(({ severity }) => severity > 0).map(({ rows }) => rows),
  })
}

const GUARDRAIL_UNITS: Readonly<Record<string, { readonly label: string; readonly unit: Unit }>> = {
  missing_pct: { label: 'Invoices without a payment', unit: PERCENT },
  on_time_pct: { label: 'Payments on time', unit: PERCENT },
  dup_key_pct: { label: 'Repeated invoices', unit: PERCENT },
  p95_payment_lag_min: { label: 'p95 payment lag', unit: MINUTES },
  overall_share_pct: { label: 'Payments in the evening', unit: PERCENT },
  days_pct: { label: 'Days with enough of them', unit: PERCENT },
}

export const guardrailWords = (name: string) => GUARDRAIL_UNITS[name] ?? { label: name, unit: PERCENT }

export const guardrailValue = (name: string, value: number | null): number | null =>
  value === null || guardrailWords(name).unit === MINUTES ? value : value / 100

function guardrailFinding(
  { id, title }: { readonly id: string; readonly title: string },
  checks: readonly Check[],
  open: Finding['open'],
): Finding {
  const failing = checks.filter(({ passed }) => !passed)
  const columns = checks.flatMap(({ metric: name, rule }) => [
    metric(name, `Measured ${name}`, guardrailWords(name).unit),
    metric(
      `${name}_limit`,
      `${rule === 'max' ? 'Upper' : 'Lower'} limit of ${name}`,
      guardrailWords(name).unit,
    ),
  ])
  return writeFinding({
    id,
    title,
    columns: [label('guardrail', 'Guardrail'), ...columns],
    rows: [
      [
        title,
        ...checks.flatMap(({ metric: name, value, threshold }) => [
          guardrailValue(name, value),
          guardrailValue(name, threshold),
        ]),
      ],
    ],
    sentences:
      failing.length === 0
        ? [['Every guardrail holds.']]
        : failing.map(({ metric: name }) => [
            `${guardrailWords(name).label}: `,
            { row: 0, column: name },
            ` (limit: `,
            { row: 0, column: `${name}_limit` },
            ').',
          ]),
    open,
    known: checks.map(({ metric: name }) => guardrailWords(name).label),
  })
}

function invoiceFinding({ facts }: Report): readonly Finding[] {
  if (facts.invoices === null) return []
  const days = { from: isoDay(facts.window.from), to: isoDay(facts.window.to) }
  return [
    guardrailFinding({ id: 'invoice-aggregates', title: 'Invoices' }, facts.invoices.checks, [
      { table: 'fact_subscription_invoice', days, any: [{ is: 'null', column: 'paid_at' }] },
    ]),
  ]
}

const eveningFinding = ({ facts }: Report): readonly Finding[] =>
  facts.evenings === null
    ? []
    : [guardrailFinding({ id: 'evening-window', title: 'Evening payments' }, facts.evenings.checks, [])]

/** Days on which a column was null far more often than usual, newest first. */
function spikeFinding({ facts }: Report): readonly Finding[] {
  const spikes = facts.tables.flatMap((table) => table.spikes).toSorted((a, b) => b.day - a.day)
  const [latest] = spikes
  if (latest === undefined) return []
  return [
    writeFinding({
      id: 'null-spikes',
      title: 'Days with missing values',
      columns: [
        day('day', 'Day'),
        label('place', 'Column'),
        metric('null_share', 'Null', PERCENT),
        metric('usual', 'Median of the days around', PERCENT),
        metric('days', 'Days found', { kind: 'duration', unit: 'day' }),
      ],
      rows: spikes.map(({ day: at, table, column, nullPct, usualPct }) => [
        isoDay(at),
        `${table}.${column}`,
        nullPct / 100,
        usualPct / 100,
        spikes.length,
      ]),
      sentences: [
        [
          'On ',
          { row: 0, column: 'day' },
          ' ',
          { row: 0, column: 'null_share' },
          ' of ',
          { row: 0, column: 'place' },
          ' was missing; usually it is ',
          { row: 0, column: 'usual' },
          '.',
        ],
        ['In all, ', { row: 0, column: 'days' }, ' stand out like this.'],
      ],
      open: spikes.map(({ day: at, table, column }) => ({
        table,
        days: { from: isoDay(at), to: isoDay(at) },
        any: [{ is: 'null', column }],
      })),
    }),
  ]
}

function gapFinding({ facts }: Report): readonly Finding[] {
  const gaps = facts.tables.flatMap((table) => table.gaps).toSorted((a, b) => b.day - a.day)
  if (gaps.length === 0) return []
  return [
    writeFinding({
      id: 'write-gaps',
      title: 'Days on which nothing was written',
      columns: [
        day('day', 'Day'),
        label('table', 'Table'),
        metric('rows', 'Rows', { kind: 'count' }),
        metric('lag', 'Median delay', MINUTES),
        metric('days', 'Days found', { kind: 'duration', unit: 'day' }),
      ],
      rows: gaps.map(({ day: at, table, rows, medianLagMin }) => [
        isoDay(at),
        table,
        rows,
        medianLagMin,
        gaps.length,
      ]),
      sentences: [
        ['On ', { row: 0, column: 'day' }, ' nothing was written to ', { row: 0, column: 'table' }, '.'],
        ['In all, ', { row: 0, column: 'days' }, ' lack their load.'],
      ],
      open: gaps.map(({ day: at, table }) => ({
        table,
        days: { from: isoDay(at), to: isoDay(at) },
        any: [],
      })),
    }),
  ]
}

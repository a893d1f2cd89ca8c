import { z } from 'zod'
import { SOURCES, THEMES } from '../../config/dnr-config.ts'
import { ARCHETYPES } from '../../options.ts'

const share = z.number().min(0).max(1)
const percent = z.number().min(0).max(100)
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)
const theme = z.enum(THEMES)
const archetype = z.enum(ARCHETYPES)
const count = z.int().min(0)

const window = z.strictObject({ from: day, to: day, days: count })
const head = { format: z.literal(1), archetype, window }

const check = z.strictObject({
  metric: z.string(),
  value: z.number().nullable(),
  threshold: z.number(),
  rule: z.enum(['max', 'min']),
  passed: z.boolean(),
})

const rowCondition = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('null'), column: z.string() }),
  z.strictObject({ is: z.literal('missing_reference'), column: z.string(), refers_to: z.string() }),
  z.strictObject({
    is: z.literal('early_reference'),
    column: z.string(),
    refers_to: z.string(),
    began: z.string(),
  }),
  z.strictObject({ is: z.literal('repeated_key'), columns: z.array(z.string()) }),
  z.strictObject({
    is: z.literal('later_than'),
    loaded: z.string(),
    happened: z.string(),
    minutes: z.number(),
  }),
])

const rowSelection = z.strictObject({
  table: z.string(),
  days: z.strictObject({ from: day, to: day }).nullable(),
  any: z.array(rowCondition),
})

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** A block: sentences with the cells they show, a Vega-Lite chart, the table, and the rows it opens. */
const finding = z.strictObject({
  id: z.string(),
  title: z.string(),
  answer: z.strictObject({
    narrative: z.strictObject({
      text: z.string(),
      citations: z.array(
        z.strictObject({
          span: z.tuple([count, count]),
          cells: z.array(z.strictObject({ row: count, column: z.string() })),
          formula: z.string(),
        }),
      ),
    }),
    chart: z
      .strictObject({ kind: z.string(), spec: z.record(z.string(), z.unknown()), alt: z.string() })
      .nullable(),
    caveats: z.array(z.string()),
  }),
  columns: z.array(
    z.looseObject({ name: z.string(), label: z.string(), type: z.string(), role: z.string() }),
  ),
  rows: z.array(z.array(cell)),
  open: z.array(rowSelection),
})

const metrics = {
  key_null_pct: percent.nullable(),
  fk_success_pct: percent.nullable(),
  fk_orphan_pct: percent.nullable(),
  dup_keys_pct: percent.nullable(),
  p95_ingest_lag_min: z.number().nullable(),
}

const worst = z
  .strictObject({
    worst_table: z.string(),
    value: z.number(),
    threshold: z.number(),
    tables_passed: count,
    tables: count,
  })
  .nullable()

const tableHealth = z.strictObject({
  kind: z.enum(['fact', 'dimension']),
  rows: z.strictObject({ window: count, history: count }),
  metrics: z.strictObject(metrics),
  history: z.strictObject(metrics),
  null_pct: z.record(z.string(), percent.nullable()),
  references: z.array(
    z.strictObject({
      column: z.string(),
      to: z.string(),
      stated: count,
      success_pct: percent.nullable(),
      orphan_pct: percent.nullable(),
      missing_pct: percent.nullable(),
      early_pct: percent.nullable(),
    }),
  ),
  checks: z.array(check),
  passed: z.boolean(),
  null_spikes: z.array(z.strictObject({ column: z.string(), day, null_pct: percent, usual_pct: percent })),
  write_gaps: z.array(z.strictObject({ day, rows: count, median_lag_min: z.number().nullable() })),
  daily: z.array(z.strictObject({ day, rows: count, ...metrics })),
})

const invoiceMetrics = {
  missing_pct: percent.nullable(),
  on_time_pct: percent.nullable(),
  dup_key_pct: percent.nullable(),
  p95_payment_lag_min: z.number().nullable(),
}

const guardrail = { checks: z.array(check), passed: z.boolean() }

const dataHealth = z.strictObject({
  ...head,
  time_zone: z.string(),
  slos: z.strictObject({
    key_null_pct: z.number(),
    fk_orphan_pct: z.number(),
    dup_keys_pct: z.number(),
    p95_ingest_lag_min: z.number(),
  }),
  overall: z.strictObject({
    slo_compliance_pct: percent.nullable(),
    checks: count,
    checks_passed: count,
    passed: z.boolean(),
    metrics: z.strictObject({
      key_null_pct: worst,
      fk_orphan_pct: worst,
      dup_keys_pct: worst,
      p95_ingest_lag_min: worst,
    }),
  }),
  tables: z.record(z.string(), tableHealth),
  aggregates_by_table: z
    .strictObject({ fact_subscription_invoice: z.strictObject({ invoices: count, ...invoiceMetrics }) })
    .optional(),
  invoice_aggregates: z.strictObject({ metrics: z.strictObject(invoiceMetrics), ...guardrail }).optional(),
  marketplace_evening_window: z
    .strictObject({
      thresholds: z.strictObject({
        start_hour: z.number(),
        end_hour: z.number(),
        min_share_pct: z.number(),
        min_days_pct: z.number(),
      }),
      daily_share_pct: z.record(day, percent),
      overall_share_pct: percent.nullable(),
      days_pct: percent.nullable(),
      ...guardrail,
    })
    .optional(),
  findings: z.array(finding),
})

const example = z.strictObject({
  source: z.enum(SOURCES),
  id: z.string(),
  ts: z.string(),
  confidence: share,
  text: z.string(),
})
const bySource = <T extends z.ZodType>(each: T) => z.strictObject({ slack: each, email: each, nlq: each })

const themes = z.strictObject({
  ...head,
  status: z.enum(['themes skipped', 'themes labelled']),
  engine: z.enum(['llm', 'deterministic']).nullable(),
  llm: z.strictObject({ skipped: z.boolean(), reason: z.string().nullable() }),
  source_weights: bySource(share),
  sources: bySource(
    z.strictObject({
      items: count,
      kept: count,
      sampled: count,
      labelled: count,
      parseErrors: count,
      coverage: share,
      partial: z.string().nullable(),
    }),
  ).nullable(),
  coverage: share,
  parse_errors: count,
  themes: z.array(
    z.strictObject({
      theme,
      label: z.string(),
      share,
      share_by_source: bySource(share.nullable()),
      agreement: share,
      items: bySource(count),
      met: count,
      unmet: count,
      tables: z.array(
        z.strictObject({
          table: z.string().nullable(),
          share,
          mentions: count,
          class_confidence: share,
          entity_confidence: share,
        }),
      ),
      examples: z.strictObject({
        met: z.array(example),
        unmet: z.array(example),
        questions: z.array(example),
      }),
    }),
  ),
  findings: z.array(finding),
})

const execSummary = z.strictObject({
  ...head,
  as_of: day,
  time_zone: z.string(),
  engine: z.enum(['llm', 'deterministic']).nullable(),
  run_id: z.string().nullable(),
  notes: z.array(z.string()),
  actions: z
    .array(
      z.strictObject({
        rank: count,
        title: z.string(),
        theme,
        table: z.string().nullable(),
        score: share,
        score_parts: z.strictObject({
          revenue_impact: share,
          demand: share,
          health_severity: share,
          days_since_peak: count,
        }),
        confidence: share,
        confidence_parts: z.strictObject({
          class_conf: share,
          entity_conf: share,
          coverage: share,
          agreement: share,
        }),
        revenue_at_risk_usd: z.number(),
        evidence: z.array(
          z.strictObject({
            kind: z.enum(['nulls', 'orphans', 'copies', 'late', 'unpaid']),
            column: z.string().nullable(),
            value: z.number(),
            threshold: z.number(),
            severity: share,
          }),
        ),
        what: z.string(),
        do: z.string(),
      }),
    )
    .max(3),
  hidden_actions: z.strictObject({
    count,
    least_confidence: share,
    reason: z.string().nullable(),
    highest_confidence: share.nullable(),
  }),
  revenue: z.strictObject({
    monthly_usd: z.number(),
    window_usd: z.number(),
    months: z.array(z.strictObject({ month: z.string(), usd: z.number() })),
  }),
  data_health: z.strictObject({
    slo_compliance_pct: percent.nullable(),
    checks: count,
    checks_passed: count,
    failing: z.array(check.extend({ table: z.string() })),
  }),
  findings: z.array(finding),
})

/** What the JSON files of a report hold; published as JSON Schema in `packages/needs/schemas`. */
export const REPORT_SCHEMAS = {
  data_health: dataHealth,
  themes,
  exec_summary: execSummary,
} as const

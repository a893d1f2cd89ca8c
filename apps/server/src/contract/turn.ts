import type { Answer } from '@numize/blocks'
import type {
  ChangeReport,
  ExperimentReport,
  ForecastReport,
  GoalStatus,
  MetricScan,
  Notable,
  TableProfile,
  WhatIfReport,
} from '@numize/insights'
import type { Reading } from '@numize/planner'
import type { Plan, QuestionPlan, Result } from '@numize/semantic'
import { z } from 'zod'

export const list = <T extends z.ZodType>(item: T) => z.array(item).readonly()

/** Plans are checked where they are made (`ask`); here they pass as they are. Their schema is semantic's. */
export const plan: z.ZodType<Plan, Plan> = z
  .looseObject({ kind: z.string() })
  .meta({ description: 'A Plan, in the words of the semantic model.' }) as unknown as z.ZodType<Plan, Plan>

/** What a turn was asked by, where it was not read from the words. */
const questionPlan = plan as unknown as z.ZodType<QuestionPlan, QuestionPlan>

const span = z.tuple([z.int(), z.int()]).readonly()
const part = z.looseObject({ kind: z.string(), text: z.string(), reading: z.string(), span: span.nullable() })

const reading = z.looseObject({
  plan,
  stated: list(part),
  assumed: list(part),
  dropped: list(part),
  confidence: z.looseObject({ score: z.number().min(0).max(1), reasons: list(z.string()) }),
  presentation: z.string().nullable(),
}) as unknown as z.ZodType<Reading>

export const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
const column = z.looseObject({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  unit: z.looseObject({ kind: z.string() }).nullable(),
  role: z.string(),
  grain: z.string().nullable(),
  source: z.string(),
})
const policy = z.looseObject({ kind: z.enum(['rowFilter', 'mask']), model: z.string(), text: z.string() })
export const explanation = z.looseObject({
  metrics: list(
    z.looseObject({
      name: z.string(),
      label: z.string(),
      definition: z.string(),
      description: z.string().nullable(),
    }),
  ),
  columns: list(z.looseObject({ relation: z.string(), column: z.string() })),
  joins: list(z.string()),
  filters: list(z.looseObject({ text: z.string(), from: z.enum(['plan', 'metric', 'policy']) })),
  policies: list(policy),
})

export const result = z.looseObject({
  runHash: z.string(),
  plan,
  columns: list(column),
  rows: list(list(cell)),
  rowCount: z.int(),
  truncated: z.boolean(),
  sql: z.string(),
  explanation,
  dataVersion: z.string(),
  elapsedMs: z.number(),
  cached: z.boolean(),
  incompleteFrom: z.string().nullable(),
}) as unknown as z.ZodType<Result>

const citation = z.looseObject({
  span,
  cells: list(z.looseObject({ row: z.int(), column: z.string() })),
  formula: z.string(),
})
export const answer = z.looseObject({
  narrative: z.looseObject({ text: z.string(), citations: list(citation) }),
  chart: z
    .looseObject({ kind: z.string(), spec: z.record(z.string(), z.unknown()), alt: z.string() })
    .nullable(),
  caveats: list(z.string()),
}) as unknown as z.ZodType<Answer>

const figure = z.number().nullable()
const finding = z.looseObject({
  kind: z.enum(['segment', 'rate', 'mix', 'broad', 'calendar']),
  text: z.string(),
  segment: list(z.object({ dimension: z.string(), value: z.string() })),
  before: figure,
  after: figure,
  share: figure,
  confidence: z.number().min(0).max(1),
  plan,
})
/** Why a metric changed, where the question asked for a cause. */
const cause = z.looseObject({
  verdict: z.enum(['explained', 'broad', 'noise', 'unknown']),
  headline: z.string(),
  summary: z.string(),
  findings: list(finding),
  ruledOut: list(z.string()),
  runHashes: list(z.string()),
}) as unknown as z.ZodType<ChangeReport>

const estimate = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  low80: z.number(),
  high80: z.number(),
})
const days = { start: z.string(), end: z.string() }
/** What is to come, with 80 and 95 % intervals. */
const forecast = z.looseObject({
  kind: z.literal('forecast'),
  metric: z.string(),
  column,
  period: z.object(days),
  total: estimate.nullable(),
  toDate: figure,
  knownUntil: z.string(),
  grain: z.string(),
  history: list(z.object({ ...days, value: figure })),
  points: list(z.object({ ...days, estimate })),
  method: z.looseObject({ grain: z.string(), checked: z.int(), error: figure, naiveError: figure }),
  target: z.object({ value: z.number(), chance: z.number() }).nullable(),
  notes: list(z.string()),
  plan,
  runHashes: list(z.string()),
}) as unknown as z.ZodType<ForecastReport>

const scenario = z.object({ actual: figure, whatIf: figure })
/** What would follow from a change, by arithmetic. */
const whatIf = z.looseObject({
  kind: z.literal('whatIf'),
  metric: z.string(),
  factor: z.number(),
  metrics: list(
    z.looseObject({
      metric: z.string(),
      column,
      role: z.enum(['changed', 'along', 'follows']),
      segment: scenario.nullable(),
      whole: scenario,
    }),
  ),
  held: list(z.string()),
  notRecomputed: list(z.string()),
  notes: list(z.string()),
  plans: list(plan),
  runHashes: list(z.string()),
}) as unknown as z.ZodType<WhatIfReport>

const outcome = z.looseObject({
  metric: z.string(),
  label: z.string(),
  kind: z.enum(['mean', 'share', 'ratio']),
  variants: list(z.object({ variant: z.string(), units: z.int(), value: figure })),
  compared: list(
    z.looseObject({
      treatment: z.string(),
      effect: z.number(),
      relative: z.boolean(),
      interval: z.tuple([z.number(), z.number()]).readonly(),
      pValue: z.number(),
    }),
  ),
  reason: z.string().nullable(),
})
/** Variants compared. */
const experiment = z.looseObject({
  kind: z.literal('experiment'),
  control: z.string(),
  unit: z.string(),
  goal: outcome,
  guardrails: list(outcome),
  sampleRatio: z.object({ pValue: z.number(), mismatch: z.boolean() }),
  verdicts: list(
    z.object({
      treatment: z.string(),
      verdict: z.enum(['win', 'loss', 'no-difference-yet', 'invalid', 'unknown']),
      text: z.string(),
    }),
  ),
  notes: list(z.string()),
  runHashes: list(z.string()),
}) as unknown as z.ZodType<ExperimentReport>

/** One thing that stands out in a table. */
const notable = z.looseObject({
  kind: z.string(),
  columns: list(z.string()),
  members: list(z.object({ ref: z.string(), member: z.string() })),
  value: z.number(),
  direction: z.enum(['higher', 'lower', 'rising', 'falling', 'even']),
  text: z.string(),
  confidence: z.number().min(0).max(1),
  plan,
}) as unknown as z.ZodType<Notable>

/** How a goal stands. */
export const goalStatus = z.looseObject({
  goal: z.looseObject({ name: z.string(), target: z.number(), period: z.object(days) }),
  label: z.string(),
  state: z.enum(['reached', 'missed', 'on-track', 'uncertain', 'behind', 'not-begun', 'unknown']),
  toDate: figure,
  expectedToDate: figure,
  forecast: estimate.nullable(),
  chance: figure,
  neededPerDay: figure,
  broughtPerDay: figure,
  daysLeft: z.number(),
  text: z.string(),
  runHashes: list(z.string()),
}) as unknown as z.ZodType<GoalStatus>

/** Days unlike the days they should be like, and metrics beyond a plain threshold. */
const anomalies = z.looseObject({
  anomalies: list(
    z.looseObject({
      metric: z.string(),
      label: z.string(),
      segment: list(z.object({ dimension: z.string(), value: z.string() })),
      first: z.string(),
      last: z.string(),
      value: z.number(),
      expected: z.number(),
      direction: z.enum(['high', 'low']),
      confidence: z.number().min(0).max(1),
      text: z.string(),
      cause: cause.nullable(),
      plan,
    }),
  ),
  holidays: list(z.string()).optional(),
  rules: list(z.looseObject({ metric: z.string(), rule: z.enum(['change', 'drop']), text: z.string() })),
  snoozed: z.int(),
  since: z.string(),
  until: z.string(),
  series: z.int(),
  skipped: list(z.string()),
}) as unknown as z.ZodType<MetricScan>

/** What the columns of a table hold. */
export const profile = z.looseObject({
  table: z.string(),
  label: z.string(),
  rows: z.number(),
  columns: list(
    z.looseObject({
      name: z.string(),
      type: z.string(),
      nulls: z.number(),
      distinct: z.number(),
      minimum: z.string().nullable(),
      maximum: z.string().nullable(),
      mean: figure,
      quartiles: z.tuple([z.number(), z.number(), z.number()]).readonly().nullable(),
      top: list(z.object({ value: z.string().nullable(), share: z.number() })),
      notes: list(z.string()),
    }),
  ),
  runHashes: list(z.string()),
}) as unknown as z.ZodType<TableProfile, TableProfile>

/** A definition, a table or a passage an answer used. */
const source = z.object({
  id: z.string(),
  kind: z.enum(['metric', 'table', 'column', 'join', 'dbt', 'question', 'playbook']),
  title: z.string(),
  text: z.string(),
})
const check = z.object({
  name: z.enum(['parts and total', 'shares', 'counts', 'rows of the list', 'period', 'values', 'ties']),
  outcome: z.enum(['passed', 'noted', 'failed', 'not finished']),
})
/** One way a question was carried out where the first failed. */
const attempt = z.object({ what: z.string(), outcome: z.string(), elapsedMs: z.number() })
/** What a choice would give: how many rows, or the one cell. */
const gives = z.object({
  rowCount: z.number().int(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  text: z.string(),
})

const reply = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('answered'),
    reading,
    result,
    answer,
    cause: cause.optional(),
    sources: list(source).optional(),
    verified: z.object({ by: z.string(), at: z.string() }).optional(),
    checks: list(check).optional(),
    tried: list(attempt).optional(),
    forecast: forecast.optional(),
    whatIf: whatIf.optional(),
    experiment: experiment.optional(),
    suggestions: list(z.string()),
  }),
  z.object({
    status: z.literal('clarify'),
    question: z.string(),
    options: list(z.object({ label: z.string(), reading, gives: gives.optional() })),
  }),
  z.object({
    status: z.literal('told'),
    title: z.string(),
    items: list(z.string()),
    sql: z.string().nullable(),
    notables: list(notable).optional(),
    goals: list(goalStatus).optional(),
    anomalies: anomalies.optional(),
    profile: profile.optional(),
  }),
  z.object({
    status: z.literal('diving'),
    dive: z.string().describe('the id of the deep dive that was started'),
    about: z.string(),
  }),
  z.object({
    status: z.literal('refused'),
    code: z.string(),
    reason: z.string(),
    nearest: list(z.string()),
    checks: list(check).optional(),
  }),
  z.object({
    status: z.literal('failed'),
    code: z.string(),
    reason: z.string(),
    tried: list(attempt).optional(),
  }),
])

/** One question and what came of it; the same over REST and the stream. */
export const turn = z
  .object({
    id: z.string(),
    threadId: z.string(),
    question: z.string(),
    plan: questionPlan.optional(),
    askedAt: z.string().describe('ISO 8601, UTC'),
    now: z.string().describe('the local moment the question was read at, and why'),
    reply,
  })
  .meta({ description: 'One question and what came of it.' })

export type Turn = z.output<typeof turn>
export type Reply = Turn['reply']

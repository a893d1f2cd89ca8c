import { z } from 'zod'
import { ELAPSED_UNITS } from '../inline-measure.ts'
import { AGGREGATIONS, DATE_PARTS } from '../model.ts'
import type { Filter, MetricRef, Operand, Plan } from '../plan.ts'
import { checkPlan, funnelPlan, profilePlan, retentionPlan } from './event-plans.ts'
import { kinds, object, oneOf } from './strict.ts'

const name = z.string().min(1)
const direction = oneOf(['asc', 'desc'])
const compareOp = oneOf(['=', '!=', '<', '<=', '>', '>='])
const rows = z.int().min(0).nullable()

const ISO_MOMENT =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?$/
const moment = z.string().regex(ISO_MOMENT, {
  error: 'must be a date or time without offset, like 2026-01-31 or 2026-01-31T18:00:00',
})

const scalarSchema = z.union([z.string(), z.number(), z.boolean()])

const columnName = z.string().regex(/^\P{Cc}+$/u, { error: 'must be a name without control characters' })
const output = { as: columnName.exactOptional() }

const groupBy = object({
  dimension: name,
  grain: name.exactOptional(),
  datePart: oneOf(DATE_PARTS).exactOptional(),
  ...output,
}).meta({ id: 'GroupBy', description: 'A dimension by its entity path, like customer__country.' })

const time = object({
  start: moment.nullable(),
  end: moment.nullable(),
  dimension: name.exactOptional(),
}).meta({ id: 'TimeRange', description: '[start, end) in the time zone of the project; null is open.' })

const comparison = kinds(
  [
    object({
      kind: z.literal('shift'),
      count: z.int().min(1),
      grain: oneOf(['day', 'week', 'month', 'quarter', 'year']),
    }),
    object({ kind: z.literal('range'), start: moment, end: moment }),
  ],
  ['shift', 'range'],
).meta({ id: 'Comparison', description: 'The same rows for another period, beside them.' })

const orderBy = object({ by: name, direction }).meta({ id: 'OrderBy' })

const top = object({
  count: z.int().min(1),
  by: name,
  direction,
  per: z.array(name),
  ties: oneOf(['all', 'first']),
  other: z.boolean().exactOptional(),
}).meta({ id: 'TopN', description: 'The first groups by a column, per value of other columns.' })

const dimensionField = object({
  dimension: name,
  grain: name.exactOptional(),
  datePart: oneOf(DATE_PARTS).exactOptional(),
})

const field = z
  .union([dimensionField, object({ metric: name, by: z.array(name) })])
  .meta({ id: 'Field', description: 'A dimension, or a metric aggregated by entities.' })

const negate = { negate: z.boolean().exactOptional() }

const operand: z.ZodType<Operand> = z
  .union([
    scalarSchema,
    object({
      get plan() {
        return planSchema
      },
    }),
  ])
  .meta({ id: 'Operand', description: 'A value, or a plan that gives one row of one column.' })

export const FILTER_KINDS = [
  'compare',
  'in',
  'inPlan',
  'text',
  'null',
  'columns',
  'and',
  'or',
  'not',
] as const

const filterSchema: z.ZodType<Filter> = kinds(
  [
    object({ kind: z.literal('compare'), field, op: compareOp, value: operand }),
    object({ kind: z.literal('in'), field, values: z.array(scalarSchema), ...negate }),
    object({
      kind: z.literal('inPlan'),
      field,
      get plan() {
        return planSchema
      },
      column: name.exactOptional(),
      ...negate,
    }),
    object({
      kind: z.literal('text'),
      field,
      match: oneOf(['contains', 'startsWith', 'endsWith', 'equalsIgnoringCase']),
      value: z.string(),
      ...negate,
    }),
    object({ kind: z.literal('null'), field, ...negate }),
    object({
      kind: z.literal('columns'),
      field: dimensionField,
      op: compareOp,
      to: dimensionField,
      apart: object({ count: z.number(), unit: oneOf(ELAPSED_UNITS) }).exactOptional(),
    }),
    object({
      kind: z.literal(['and', 'or']),
      get filters() {
        return z.array(filterSchema)
      },
    }),
    object({
      kind: z.literal('not'),
      get filter() {
        return filterSchema
      },
    }),
  ],
  FILTER_KINDS,
).meta({ id: 'Filter' })

const metricOptions = { ...output, where: z.array(filterSchema).exactOptional() }

const metricRef: z.ZodType<MetricRef> = z
  .union([
    object({
      metric: name,
      via: object({ model: name, entity: name }).exactOptional(),
      ...metricOptions,
    }),
    object({
      measure: object({
        over: name,
        aggregation: oneOf(AGGREGATIONS),
        percentile: z.number().gt(0).lt(1).exactOptional(),
        rows: name.exactOptional(),
        since: object({ dimension: name, unit: oneOf(ELAPSED_UNITS) }).exactOptional(),
      }),
      ...metricOptions,
    }),
    object({ countOf: name, ...metricOptions }),
    object({
      ratio: object({
        get numerator() {
          return metricRef
        },
        get denominator() {
          return metricRef
        },
      }),
      ...metricOptions,
    }),
    object({
      formula: object({
        op: oneOf(['+', '-', '*']),
        get of() {
          return z.array(metricRef).min(1)
        },
      }),
      ...metricOptions,
    }),
  ])
  .meta({
    id: 'MetricRef',
    description:
      'A metric, an aggregate over a numeric dimension, the number of rows of a model, one of these over another, or a sum, difference or product of them.',
  })

const share = object({ of: name, within: z.array(name), ...output }).meta({
  id: 'Share',
  description: 'A sum or count as a fraction of its total over the rows that agree in some columns.',
})

const window = kinds(
  [
    object({ kind: z.literal('running'), of: name, within: z.array(name), ...output }),
    object({
      kind: z.literal('rolling'),
      of: name,
      periods: z.int().min(1),
      within: z.array(name),
      ...output,
      average: z.boolean().exactOptional(),
    }),
    object({ kind: z.literal('rank'), of: name, direction, within: z.array(name), ...output }),
  ],
  ['running', 'rolling', 'rank'],
).meta({ id: 'Window', description: 'A column computed along the rows of the answer.' })

const groupTotals = object({
  by: z.array(name),
  of: z.array(name).min(1),
  where: name.exactOptional(),
}).meta({
  id: 'GroupTotals',
  description: 'Instead of the groups their number, and the sums and products of their figures.',
})

const having = object({ column: name, op: compareOp, value: operand }).meta({ id: 'Having' })

const sample = object({
  share: z.number().min(0.000_001).max(1),
  by: name.exactOptional(),
}).meta({
  id: 'Sample',
  description:
    'Figures are estimated from this share of the rows, chosen by a hash of a key (by: the entity kept whole).',
})

/** Optional parts may be left out when a plan is written by hand; parsing fills them in. */
const metricsPlanSchema = object({
  version: z.literal(1).default(1),
  kind: z.literal('metrics'),
  metrics: z.array(metricRef).default([]),
  groupBy: z.array(groupBy).default([]),
  where: z.array(filterSchema).default([]),
  having: z.array(having).default([]),
  time: time.nullable().default(null),
  compare: comparison.nullable().default(null),
  orderBy: z.array(orderBy).default([]),
  limit: rows.default(null),
  top: top.nullable().default(null),
  share: z.array(share).exactOptional(),
  window: z.array(window).exactOptional(),
  groupTotals: groupTotals.exactOptional(),
  distinct: z.boolean().exactOptional(),
  sample: sample.exactOptional(),
}).meta({ id: 'MetricsPlan', description: 'Metrics by group-bys.' })

const listedRows = {
  root: name,
  columns: z.array(groupBy).default([]),
  where: z.array(filterSchema).default([]),
  time: time.nullable().default(null),
}

const listPlanSchema = object({
  version: z.literal(1).default(1),
  kind: z.literal('list'),
  ...listedRows,
  distinct: z.boolean().default(false),
  orderBy: z.array(orderBy).default([]),
  limit: rows.default(null),
  also: z
    .array(
      object(listedRows).meta({
        id: 'ListedRows',
        description: 'Rows of another model, in the same columns.',
      }),
    )
    .exactOptional(),
}).meta({ id: 'ListPlan', description: 'Rows of one semantic model.' })

const parts = { filter: filterSchema, groupBy, moment, time }
const retentionPlanSchema = retentionPlan(parts)
const funnelPlanSchema = funnelPlan(parts)
const checkPlanSchema = checkPlan(parts)
const profilePlanSchema = profilePlan(parts)

/** The query request every face of the product sends. */
export const planSchema: z.ZodType<Plan> = kinds(
  [
    metricsPlanSchema,
    listPlanSchema,
    retentionPlanSchema,
    funnelPlanSchema,
    checkPlanSchema,
    profilePlanSchema,
  ],
  ['metrics', 'list', 'retention', 'funnel', 'check', 'profile'],
).meta({
  id: 'Plan',
  title: 'Numize query request',
  description: 'What is wanted, in the words of a semantic model.',
})

/** For type tests: that the schemas say exactly what the hand-written types say. */
export type ParsedMetricsPlan = z.output<typeof metricsPlanSchema>
export type ParsedListPlan = z.output<typeof listPlanSchema>
export type ParsedRetentionPlan = z.output<typeof retentionPlanSchema>
export type ParsedFunnelPlan = z.output<typeof funnelPlanSchema>
export type ParsedCheckPlan = z.output<typeof checkPlanSchema>
export type ParsedProfilePlan = z.output<typeof profilePlanSchema>

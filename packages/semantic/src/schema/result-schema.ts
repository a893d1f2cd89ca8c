import { z } from 'zod'
import { dataTypeSchema, unitSchema } from './model-schema.ts'
import { planSchema } from './plan-schema.ts'
import { object, oneOf } from './strict.ts'

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]).meta({
  id: 'Cell',
  description: 'Decimals a double cannot hold travel as text; dates YYYY-MM-DD; null is not known.',
})

const column = object({
  name: z.string(),
  label: z.string(),
  type: dataTypeSchema,
  unit: unitSchema.nullable(),
  role: oneOf(['time', 'dimension', 'entity', 'metric', 'previous', 'change', 'changePercent']),
  additive: z.boolean().exactOptional(),
  estimate: oneOf(['scaled', 'sample']).exactOptional(),
  grain: z.string().nullable(),
  source: z.string(),
}).meta({ id: 'ResultColumn' })

const estimate = object({
  rows: z.number().nullable(),
  bytes: z.number().nullable(),
  cost: z.number().nullable(),
  costUnit: z.string().nullable(),
  source: z.string(),
}).meta({ id: 'Estimate', description: 'What a query is expected to take; null is not known.' })

const explanation = object({
  metrics: z.array(
    object({
      name: z.string(),
      label: z.string(),
      definition: z.string(),
      description: z.string().nullable(),
    }),
  ),
  columns: z.array(object({ relation: z.string(), column: z.string() })),
  joins: z.array(z.string()),
  filters: z.array(object({ text: z.string(), from: oneOf(['plan', 'metric', 'policy']) })),
  policies: z.array(object({ kind: oneOf(['rowFilter', 'mask']), model: z.string(), text: z.string() })),
  estimate: estimate.exactOptional(),
  hiddenGroups: object({ groups: z.int(), size: z.int(), of: z.string() })
    .meta({ description: 'Groups that are not shown because too few stand behind them.' })
    .exactOptional(),
  sample: object({
    share: z.number(),
    by: z.array(object({ model: z.string(), entity: z.string() })),
  })
    .meta({ description: 'The part of the rows the figures are estimated from.' })
    .exactOptional(),
  origins: z
    .array(
      object({
        relation: z.string(),
        model: z.string(),
        upstream: z.array(z.string()),
        sources: z.array(z.string()),
        problems: z.array(z.string()),
      }),
    )
    .exactOptional(),
}).meta({ id: 'Explanation' })

export const resultSchema = object({
  runHash: z.string(),
  plan: planSchema,
  columns: z.array(column),
  rows: z.array(z.array(cell)),
  rowCount: z.int(),
  truncated: z.boolean(),
  sql: z.string(),
  explanation,
  dataVersion: z.string(),
  elapsedMs: z.number(),
  cached: z.boolean(),
  incompleteFrom: z.string().nullable(),
}).meta({ id: 'Result', title: 'Numize result', description: 'The rows of a plan and how they came to be.' })

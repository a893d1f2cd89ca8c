import { z } from 'zod'
import { AGGREGATIONS } from '../model.ts'
import { TRAILING_GRAINS } from '../project.ts'
import { placeSchema } from './model-schema.ts'
import { object, oneOf } from './strict.ts'

export const sliceSchema = object({
  name: z.string().min(1),
  label: z.string(),
  description: z.string().nullable(),
  audience: z.array(z.string()),
  models: z.array(z.string()).nullable(),
  metrics: z.array(z.string()).nullable(),
  hiddenDimensions: z.array(z.string()),
  rowFilters: z.array(object({ model: z.string(), where: z.string(), description: z.string().nullable() })),
  pii: z.array(object({ dimension: z.string(), mask: oneOf(['hide', 'null', 'hash', 'truncate', 'show']) })),
  inlineMeasures: z.boolean(),
  limits: object({
    rows: z.number().exactOptional(),
    bytes: z.number().exactOptional(),
    cost: z.number().exactOptional(),
  })
    .meta({ description: 'What one query may be expected to take at most.' })
    .exactOptional(),
  minGroupSize: z
    .int()
    .min(1)
    .meta({ description: 'Groups of fewer are left out; absent = 5, 1 = none is.' })
    .exactOptional(),
  groupEntity: z
    .string()
    .meta({ description: 'Different ones of this entity are counted; absent = rows.' })
    .exactOptional(),
  rawRows: z
    .boolean()
    .meta({ description: 'Whether single rows may be listed; absent = true.' })
    .exactOptional(),
  window: z
    .union([
      object({ kind: z.literal('between'), from: z.string().nullable(), to: z.string().nullable() }),
      object({ kind: z.literal('trailing'), count: z.int().min(1), grain: oneOf(TRAILING_GRAINS) }),
    ])
    .meta({ description: 'Rows of other times do not exist, by the default time of each model.' })
    .exactOptional(),
  aggregations: z.array(oneOf(AGGREGATIONS)).exactOptional(),
  joins: z
    .array(z.string())
    .meta({ description: 'model.entity references that may be followed; absent = all.' })
    .exactOptional(),
  place: placeSchema,
}).meta({
  id: 'Slice',
  title: 'Numize semantic slice',
  description: 'What one team may ask. Null lists mean all.',
})

import { z } from 'zod'
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
  place: placeSchema,
}).meta({
  id: 'Slice',
  title: 'Numize semantic slice',
  description: 'What one team may ask. Null lists mean all.',
})

import { z } from 'zod'
import { metricSchema, modelSchema } from './model-schema.ts'
import { planSchema } from './plan-schema.ts'
import { resultSchema } from './result-schema.ts'
import { sliceSchema } from './slice-schema.ts'

const PUBLISHED = {
  'semantic-objects': modelSchema,
  'query-request': planSchema,
  kpi: metricSchema,
  slice: sliceSchema,
  result: resultSchema,
}

/** The published JSON Schemas (draft 2020-12): file name → text. What may be left out of a plan is not required. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(PUBLISHED).map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }), null, 2)}\n`,
    ]),
  )
}

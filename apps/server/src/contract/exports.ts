import { z } from 'zod'
import { moment, name, type RouteGroup } from './shared.ts'
import { plan } from './turn.ts'

const format = z.enum(['csv', 'parquet', 'json', 'notebook'])
const ofMessage = z.object({ format, message_id: name, plan: z.undefined().optional() })
const ofPlan = z.object({
  format,
  plan,
  project: name.optional(),
  slice: name.optional(),
  now: moment.optional(),
  message_id: z.undefined().optional(),
})

export const exportRoutes = {
  'POST /v1/exports': {
    summary:
      'The rows of a Plan or of an answer as a file: CSV, Parquet or JSON (a notebook is not built yet: 501)',
    permission: 'export:data',
    body: z.union([ofMessage, ofPlan]),
    response: z
      .custom<Uint8Array>((value) => value instanceof Uint8Array)
      .meta({ type: 'string', format: 'binary' }),
    status: 200,
    file: ['text/csv', 'application/vnd.apache.parquet', 'application/json'],
  },
} as const satisfies RouteGroup

import type { Explanation } from '@numize/semantic'
import { z } from 'zod'
import { described, inProject, moment, name, type RouteGroup } from './shared.ts'
import { explanation, plan, result } from './turn.ts'

const SQL_LIMIT = 20_000
const planned = z.object({ project: name.optional(), slice: name.optional(), plan, now: moment.optional() })
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const queryRoutes = {
  'POST /v1/query/plan': {
    summary: 'Run a Plan (schema: /v1/schemas/query-request.schema.json): rows, lineage and policies',
    permission: 'run:query',
    body: planned,
    response: result,
    status: 200,
    keyed: true,
  },
  'POST /v1/query/explain': {
    summary: 'What a Plan would run, why, and what it is expected to take, without running it',
    permission: 'run:query',
    body: planned,
    response: z.object({
      sql: z.string(),
      explanation: explanation as unknown as z.ZodType<Explanation>,
      refusal: z.string().nullable(),
    }),
    status: 200,
  },
  'POST /v1/query/sql': {
    summary: 'Run one SELECT of your own over the tables of your slice, guarded',
    permission: 'run:sql',
    body: z.object({
      /** Id of a data source; the only one where there is one. */
      datasource_id: name.optional(),
      slice: name.optional(),
      sql: z.string().min(1).max(SQL_LIMIT, `SQL has at most ${SQL_LIMIT} characters`),
      /** A hundred rows at most. */
      sample: z.boolean().optional(),
    }),
    response: z.object({
      columns: z.array(z.object({ name: z.string(), type: z.string() })).readonly(),
      rows: z.array(z.record(z.string(), cell)).readonly(),
      row_count: z.int(),
      /** Whether rows were left out. */
      sampled: z.boolean(),
      sql: z.string(),
      data_version: z.string(),
      elapsed_ms: z.number(),
    }),
    status: 200,
    keyed: true,
  },
  'GET /v1/projects/:project/sql-tables': {
    summary: 'The tables and columns SQL of your own may name, through a slice of yours',
    permission: 'run:sql',
    params: inProject,
    query: z.object({ slice: name.optional() }),
    response: z.object({
      slice: z.object(described),
      /** The slices you may write SQL or ask through. */
      slices: z.array(z.object(described)).readonly(),
      /** Why no SQL runs through this slice; null where it does. */
      refusal: z.string().nullable(),
      tables: z
        .array(
          z.object({
            ...described,
            /** Its name in the database, where that works too. */
            alias: z.string().nullable(),
            description: z.string().nullable(),
            columns: z.array(z.object({ ...described, type: z.string() })).readonly(),
          }),
        )
        .readonly(),
    }),
    status: 200,
    viewed: true,
  },
  'POST /v1/query/python': {
    summary: 'Run DataFrame code in a sandbox (not built yet: answers 501)',
    permission: 'run:sql',
    body: z.object({ code: z.string().max(SQL_LIMIT) }),
    response: z.null(),
    status: 200,
  },
} as const satisfies RouteGroup

import { z } from 'zod'
import { cursor, name, page, type RouteGroup } from './shared.ts'

const moment = z.iso.datetime({ offset: true, local: true }).or(z.iso.date())

const entry = z.looseObject({
  seq: z.int(),
  at: z.string(),
  action: z.string(),
  userId: z.string().nullable(),
  project: z.string().nullable(),
  outcome: z.string().nullable(),
  runHash: z.string().nullable(),
  hash: z.string(),
})

export const auditRoutes = {
  'GET /v1/audit': {
    summary: 'What was asked, seen and changed, by whom; oldest first',
    permission: 'admin:audit',
    query: page.extend({
      user: name.optional(),
      action: name.optional(),
      project: name.optional(),
      outcome: name.optional(),
      run_hash: name.optional(),
      from: moment.optional(),
      to: moment.optional(),
    }),
    response: z.object({ entries: z.array(entry).readonly(), next_cursor: cursor.nullable() }),
    status: 200,
  },
} as const satisfies RouteGroup

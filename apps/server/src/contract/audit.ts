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

const filter = z.object({
  user: name.optional(),
  action: name.optional(),
  project: name.optional(),
  outcome: name.optional(),
  run_hash: name.optional(),
  from: moment.optional(),
  to: moment.optional(),
})

const verdict = z.union([
  z.object({
    ok: z.literal(true),
    /** The first entry that is still kept, and how many follow. */
    from: z.int(),
    entries: z.int(),
    /** Made by an older version, without a key. */
    unkeyed: z.int(),
    /** The newest entry that is also known outside the database. */
    anchoredTo: z.int().nullable(),
  }),
  /** The first entry that is not as it was written, and why. */
  z.object({ ok: z.literal(false), seq: z.int(), problem: z.string() }),
])

export const auditRoutes = {
  'GET /v1/audit': {
    summary: 'What was asked, seen and changed, by whom; oldest first unless said',
    permission: 'admin:audit',
    query: page.extend(filter.shape).extend({ order: z.enum(['oldest', 'newest']).default('oldest') }),
    response: z.object({ entries: z.array(entry).readonly(), next_cursor: cursor.nullable() }),
    status: 200,
  },
  'GET /v1/audit/verify': {
    summary: 'Whether every entry is as it was written; the first that is not is named',
    permission: 'admin:audit',
    response: verdict,
    status: 200,
  },
  'GET /v1/audit/export': {
    summary: 'Entries that match as a file, oldest first; the header numize-truncated tells of more',
    permission: 'admin:audit',
    query: filter.extend({ format: z.enum(['csv', 'jsonl']).default('csv') }),
    response: z
      .custom<Uint8Array>((value) => value instanceof Uint8Array)
      .meta({ type: 'string', format: 'binary' }),
    status: 200,
    file: ['text/csv', 'application/x-ndjson'],
  },
} as const satisfies RouteGroup

import { z } from 'zod'
import { inProject, moment, name, question, type RouteGroup } from './shared.ts'
import { goalStatus, list, profile } from './turn.ts'

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'write a day like 2026-12-01')
const snooze = z.object({
  metric: name,
  segment: z.string().max(500).nullable().describe('dimension=value; null is all of the metric'),
  until: day.describe('told again from this day on'),
})

/** No column of a table is empty in more rows than it has. */
const earlierProfile = profile.refine(
  ({ rows, columns }) => rows >= 0 && columns.every(({ nulls }) => nulls >= 0 && nulls <= rows),
  'a column is empty in more rows than the table has: give a profile as it was written',
)
const drift = z.object({
  column: z.string().nullable().describe('null is the table itself'),
  kind: z.enum(['rows', 'column', 'type', 'nulls', 'values', 'level', 'key']),
  text: z.string(),
})

/** What a project keeps of goals and of unusual days; everyone who works on it shares them. */
export const insightRoutes = {
  'GET /v1/projects/:project/goals': {
    summary: 'How the goals of the project stand',
    permission: 'read:session',
    params: inProject,
    query: z.object({ now: moment.optional() }),
    response: list(goalStatus),
    status: 200,
  },
  'POST /v1/projects/:project/goals': {
    summary: 'Keep a goal in words, such as "2 M revenue this quarter"; it replaces one of the same name',
    permission: 'write:board',
    params: inProject,
    body: z.object({ text: question, name: name.optional(), now: moment.optional() }),
    response: z.object({ name: z.string(), target: z.number() }),
    status: 201,
  },
  'DELETE /v1/projects/:project/goals/:goal': {
    summary: 'Forget a goal',
    permission: 'write:board',
    params: z.object({ project: name, goal: name }),
    response: z.null(),
    status: 204,
  },
  'GET /v1/projects/:project/snoozes': {
    summary: 'Metrics whose unusual days are not told until a day',
    permission: 'read:session',
    params: inProject,
    response: list(snooze),
    status: 200,
  },
  'POST /v1/projects/:project/snoozes': {
    summary: 'Do not tell unusual days of a metric, or of one segment of it, until a day',
    permission: 'write:board',
    params: inProject,
    body: snooze,
    response: snooze,
    status: 201,
  },
  'POST /v1/projects/:project/profiles/drift': {
    summary: 'Profile a table anew and say how it differs from an earlier profile of it',
    permission: 'read:session',
    params: inProject,
    body: z.object({ before: earlierProfile }),
    response: z.object({ table: z.string(), label: z.string(), rows: z.number(), drift: list(drift) }),
    status: 200,
  },
} as const satisfies RouteGroup

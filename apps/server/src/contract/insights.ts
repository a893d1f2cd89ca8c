import { z } from 'zod'
import { inProject, moment, name, question, type RouteGroup } from './shared.ts'
import { goalStatus, list } from './turn.ts'

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'write a day like 2026-12-01')
const snooze = z.object({
  metric: name,
  segment: z.string().max(500).nullable().describe('dimension=value; null is all of the metric'),
  until: day.describe('told again from this day on'),
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
} as const satisfies RouteGroup

import { z } from 'zod'
import { dive, opened } from './dive.ts'
import { inProject, moment, name, question, type RouteGroup } from './shared.ts'
import { list, turn } from './turn.ts'

const ofDive = z.object({ project: name, dive: z.uuid() })

/** Deep dives: durable runs of the one who started them, seen by nobody else. Live over `/v1/stream` (`watch`). */
export const runRoutes = {
  'POST /v1/projects/:project/dives': {
    summary: 'Start a deep dive on a change in words, such as "revenue last month"',
    permission: 'run:job',
    params: inProject,
    body: z.object({ about: question, thread: name.optional(), now: moment.optional() }),
    response: turn,
    status: 201,
  },
  'POST /v1/projects/:project/turns/:turn/dives': {
    summary: 'Start a deep dive on what an answer shows, or on one finding of its cause (counted from 0)',
    permission: 'run:job',
    params: z.object({ project: name, turn: name }),
    body: z.object({ finding: z.int().min(0).max(1000).optional() }),
    response: turn,
    status: 201,
  },
  'GET /v1/projects/:project/dives': {
    summary: 'Your deep dives, newest first, without their looks',
    permission: 'read:session',
    params: inProject,
    response: list(dive),
    status: 200,
  },
  'GET /v1/projects/:project/dives/:dive': {
    summary: 'A deep dive with its looks so far, and its report once it is done',
    permission: 'read:session',
    params: ofDive,
    response: dive,
    status: 200,
  },
  'GET /v1/projects/:project/dives/:dive/evidence/:at': {
    summary: 'The figures a piece of evidence rests on (counted from 0), asked anew under your policies',
    permission: 'read:session',
    params: ofDive.extend({ at: z.coerce.number().int().min(0).max(1000) }),
    response: opened,
    status: 200,
  },
  'POST /v1/projects/:project/dives/:dive/stop': {
    summary: 'Stop a deep dive; what it found is kept',
    permission: 'run:job',
    params: ofDive,
    response: dive,
    status: 200,
  },
  'POST /v1/projects/:project/dives/:dive/resume': {
    summary: 'Go on with a deep dive that was stopped or failed',
    permission: 'run:job',
    params: ofDive,
    response: dive,
    status: 200,
  },
} as const satisfies RouteGroup

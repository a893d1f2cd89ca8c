import { z } from 'zod'
import type { RouteGroup } from './shared.ts'

const texts = z.array(z.string()).readonly()
/** `scopes`: what the person may do with this session, as in the table of roles. */
const me = z.object({ userId: z.string(), orgId: z.string(), roles: texts, scopes: texts })

export const accountRoutes = {
  'POST /v1/sign-in': {
    summary: 'Trade a one-time sign-in token for a session cookie',
    permission: 'anyone',
    body: z.object({ token: z.string().min(1).max(500) }),
    response: me,
    status: 200,
    perMinute: 20,
  },
  'POST /v1/sign-out': {
    summary: 'End the session',
    permission: 'signedIn',
    response: z.null(),
    status: 204,
  },
  'GET /v1/me': {
    summary: 'Who is signed in',
    permission: 'signedIn',
    response: me,
    status: 200,
  },
} as const satisfies RouteGroup

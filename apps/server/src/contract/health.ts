import { z } from 'zod'
import type { RouteGroup } from './shared.ts'

const health = z.object({ status: z.enum(['ok', 'starting']), version: z.string() })

export const healthRoutes = {
  'GET /v1/health': {
    summary: 'Whether the process answers, and whether it can answer questions',
    permission: 'anyone',
    response: z.object({ live: z.literal(true), ready: z.boolean(), version: z.string() }),
    status: 200,
  },
  'GET /health/live': {
    summary: 'Whether the process answers',
    permission: 'anyone',
    response: health,
    status: 200,
  },
  'GET /health/ready': {
    summary: 'Whether questions can be answered (503 until then)',
    permission: 'anyone',
    response: health,
    status: 200,
  },
} as const satisfies RouteGroup

import type { healthRoutes } from '../contract/health.ts'
import { serverError } from '../errors.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'

export const healthHandlers = ({ version, isReady }: ServerDeps): HandlersOf<keyof typeof healthRoutes> => ({
  'GET /v1/health': async () => ({ live: true, ready: isReady(), version }),
  'GET /health/live': async () => ({ status: 'ok', version }),
  'GET /health/ready': async () => {
    if (!isReady()) throw serverError('starting', undefined)
    return { status: 'ok', version }
  },
})

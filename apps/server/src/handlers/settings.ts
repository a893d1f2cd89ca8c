import { requireScope } from '@numize/access'
import type { settingsRoutes } from '../contract/settings.ts'
import type { ServerDeps } from '../server-deps.ts'
import { RATES } from '../traffic/traffic.ts'
import type { HandlersOf } from './call.ts'

export const settingsHandlers = (deps: ServerDeps): HandlersOf<keyof typeof settingsRoutes> => ({
  'GET /v1/settings': async ({ principal }) => ({
    retention: await deps.keepersOf(principal.orgId).retention.policies(),
    rates: { ...RATES, ...deps.rates },
    contentCheck: Boolean(deps.inspectContent),
    allowedOrigins: deps.allowedOrigins ?? [],
  }),
  'PUT /v1/settings/retention/:kind': async ({ params, body, principal }) => {
    if (params.kind === 'audit') requireScope(principal, 'admin:audit')
    const { retention } = deps.keepersOf(principal.orgId)
    await retention.set(params.kind, body.days, principal.userId)
    return retention.policies()
  },
})

import type { ServerDeps } from '../server-deps.ts'
import { accountHandlers } from './account.ts'
import { auditHandlers } from './audit.ts'
import { boardHandlers } from './boards.ts'
import type { Handlers } from './call.ts'
import { catalogHandlers } from './catalog.ts'
import { datasourceHandlers } from './datasources.ts'
import { exploreHandlers } from './explore.ts'
import { exportHandlers } from './exports.ts'
import { healthHandlers } from './health.ts'
import { identityHandlers } from './identity.ts'
import { insightHandlers } from './insights.ts'
import type { Live } from './live.ts'
import { peopleHandlers } from './people.ts'
import { providerHandlers } from './providers.ts'
import { queryHandlers } from './queries.ts'
import { reviewHandlers } from './reviewing.ts'
import { runHandlers } from './runs.ts'
import { sessionHandlers } from './sessions.ts'
import { settingsHandlers } from './settings.ts'
import { sliceHandlers } from './slices.ts'
import { threadHandlers } from './threads.ts'
import { uploadHandlers } from './uploads.ts'

/** Every handler by its route. */
export const handlersOf = (deps: ServerDeps, live: Live): Handlers => ({
  ...accountHandlers(deps),
  ...exploreHandlers(deps, live),
  ...boardHandlers(deps, live),
  ...threadHandlers(deps, live),
  ...identityHandlers(deps),
  ...peopleHandlers(deps),
  ...providerHandlers(deps),
  ...settingsHandlers(deps),
  ...reviewHandlers(deps),
  ...sessionHandlers(deps, live),
  ...queryHandlers(deps, live),
  ...exportHandlers(deps, live),
  ...catalogHandlers(deps, live),
  ...datasourceHandlers(deps, live),
  ...uploadHandlers(deps),
  ...sliceHandlers(deps),
  ...auditHandlers(deps),
  ...runHandlers(deps, live),
  ...insightHandlers(deps, live),
  ...healthHandlers(deps),
})

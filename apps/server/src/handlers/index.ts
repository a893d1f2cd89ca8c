import type { ServerDeps } from '../server-deps.ts'
import { accountHandlers } from './account.ts'
import type { Handlers } from './call.ts'
import { exploreHandlers } from './explore.ts'
import { healthHandlers } from './health.ts'
import { reviewHandlers } from './reviewing.ts'
import { threadHandlers } from './threads.ts'

/** Every handler by its route. */
export const handlersOf = (deps: ServerDeps): Handlers => ({
  ...accountHandlers(deps),
  ...threadHandlers(deps),
  ...exploreHandlers(deps),
  ...reviewHandlers(deps),
  ...healthHandlers(deps),
})

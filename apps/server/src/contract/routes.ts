import type { z } from 'zod'
import { accountRoutes } from './account.ts'
import { auditRoutes } from './audit.ts'
import { boardRoutes } from './boards.ts'
import { catalogRoutes } from './catalog.ts'
import { datasourceRoutes } from './datasources.ts'
import { exploreRoutes } from './explore.ts'
import { exportRoutes } from './exports.ts'
import { healthRoutes } from './health.ts'
import { identityRoutes } from './identity.ts'
import { insightRoutes } from './insights.ts'
import { peopleRoutes } from './people.ts'
import { providerRoutes } from './providers.ts'
import { queryRoutes } from './queries.ts'
import { reviewRoutes } from './reviewing.ts'
import { runRoutes } from './runs.ts'
import { sessionRoutes } from './sessions.ts'
import { settingsRoutes } from './settings.ts'
import type { RouteGroup } from './shared.ts'
import { sliceRoutes } from './slices.ts'
import { threadRoutes } from './threads.ts'
import { uploadRoutes } from './uploads.ts'

/** Every route of the product by method and path; OpenAPI, the handlers' types and the web's client come from it. */
export const routes = {
  ...accountRoutes,
  ...identityRoutes,
  ...peopleRoutes,
  ...providerRoutes,
  ...settingsRoutes,
  ...threadRoutes,
  ...exploreRoutes,
  ...boardRoutes,
  ...reviewRoutes,
  ...sessionRoutes,
  ...queryRoutes,
  ...exportRoutes,
  ...catalogRoutes,
  ...datasourceRoutes,
  ...uploadRoutes,
  ...sliceRoutes,
  ...auditRoutes,
  ...runRoutes,
  ...insightRoutes,
  ...healthRoutes,
} as const satisfies RouteGroup

export type Routes = typeof routes
export type RouteName = keyof Routes
type Part<K extends RouteName, P extends 'params' | 'query' | 'body', Side> = Routes[K] extends {
  [key in P]: infer S extends z.ZodType
}
  ? Side extends 'in'
    ? z.input<S>
    : z.output<S>
  : undefined

export type RouteParams<K extends RouteName> = Part<K, 'params', 'out'>
export type RouteQuery<K extends RouteName> = Part<K, 'query', 'out'>
export type RouteBody<K extends RouteName> = Part<K, 'body', 'in'>
export type RouteResponse<K extends RouteName> = z.output<Routes[K]['response']>

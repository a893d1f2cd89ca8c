import type { RouteResponse } from '@numize/server/contract'

/** A service that people sign in with. */
export type Provider = RouteResponse<'GET /v1/identity-providers'>[number]

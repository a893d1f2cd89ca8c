import type { Principal } from '@numize/access'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type {
  RouteBody,
  RouteName,
  RouteParams,
  RouteQuery,
  RouteResponse,
  Routes,
} from '../contract/index.ts'

/** What a handler is given: the parsed request, and who asks where the route demands somebody. */
interface Call<K extends RouteName> {
  readonly params: RouteParams<K>
  readonly query: RouteQuery<K>
  readonly body: RouteBody<K>
  readonly principal: Routes[K]['permission'] extends 'anyone' ? null : Principal
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** One handler per route; the types leave no route without one. */
export type HandlersOf<K extends RouteName> = {
  readonly [N in K]: (call: Call<N>) => Promise<RouteResponse<N>>
}
export type Handlers = HandlersOf<RouteName>

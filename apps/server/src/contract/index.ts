export { QUESTION_LIMIT } from './limits.ts'
export {
  type Problem,
  problem,
  type RouteBody,
  type RouteName,
  type RouteParams,
  type RouteResponse,
  type Routes,
  routes,
  type ThreadSummary,
  type Welcome,
} from './routes.ts'
export { type ClientMessage, clientMessage, type ServerMessage, type Step, serverMessage } from './stream.ts'
export type { Reply, Turn } from './turn.ts'

export {
  type Problem,
  problem,
  QUESTION_LIMIT,
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

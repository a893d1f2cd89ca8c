export type { CatalogView, DimensionView, MetricView, ModelView } from '@numize/assistant'
export type { Block, BoardContent } from '@numize/boards'
export type { Me } from './account.ts'
export type { Dive } from './dive.ts'
export type { AccountView, ApiKeyView, OwnSessionView } from './identity.ts'
export { QUESTION_LIMIT } from './limits.ts'
export type { PersonView } from './people.ts'
export type { ProviderView } from './providers.ts'
export {
  type RouteBody,
  type RouteName,
  type RouteParams,
  type RouteQuery,
  type RouteResponse,
  type Routes,
  routes,
} from './routes.ts'
export type { RetentionView, SettingsView } from './settings.ts'
export { type Problem, problem } from './shared.ts'
export type { SliceContent } from './slices.ts'
export {
  type ClientMessage,
  clientMessage,
  messagePermissions,
  type ServerMessage,
  type Step,
  serverMessage,
  socketPermissions,
} from './stream.ts'
export type { ThreadSummary, Welcome } from './threads.ts'
export type { Reply, Turn } from './turn.ts'
export type { UploadColumn, UploadPreviewView, UploadView } from './uploads.ts'

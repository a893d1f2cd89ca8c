import type { RouteBody } from '@numize/server/contract'

/** What a reviewer decides about an answer. */
export type Decision = RouteBody<'POST /v1/projects/:project/reviews/:review/decision'>

import type { Principal } from '@numize/access'
import type { RouteBody, RouteResponse } from '../contract/index.ts'
import type { reviewRoutes } from '../contract/reviewing.ts'
import { serverError } from '../errors.ts'
import { type Conversations, projectOf, through } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'

export const reviewHandlers = (deps: ServerDeps): HandlersOf<keyof typeof reviewRoutes> => ({
  'POST /v1/projects/:project/turns/:turn/feedback': async ({ params, body, principal }) => {
    const { reason, note, verdict } = body
    const said = { verdict, ...(reason ? { reason } : {}), ...(note === undefined ? {} : { note }) }
    return {
      state: await projectOf(deps, params.project, principal).assistant.feedback(params, said, principal),
    }
  },
  'POST /v1/projects/:project/turns/:turn/corrections': async ({ params, body, principal }) => {
    await projectOf(deps, params.project, principal).assistant.correct(params, body, principal)
    return null
  },
  'GET /v1/projects/:project/reviews': async ({ params, principal }) =>
    projectOf(deps, params.project, principal).assistant.reviews(principal),
  'POST /v1/projects/:project/reviews/:review/decision': async ({ params, body, principal }) => {
    const { assistant } = projectOf(deps, params.project, principal)
    const review = (await assistant.reviews(principal)).find(({ id }) => id === params.review)
    if (!review) throw serverError('no-review', { review: params.review })
    await decide(body, { review, assistant, by: through(principal, review.slice) })
    await assistant.dismiss(params.review, principal)
    const { kind, why = null } = body
    await deps.keepersOf(principal.orgId).audit.append({
      action: 'review',
      userId: principal.userId,
      project: params.project,
      outcome: 'answered',
      runHash: review.runHash,
      detail: { review: params.review, decision: kind, why },
    })
    return null
  },
  'GET /v1/projects/:project/lessons': async ({ params, principal }) =>
    projectOf(deps, params.project, principal).assistant.lessons(principal),
  'POST /v1/projects/:project/dismissals': async ({ params, body, principal }) => {
    await projectOf(deps, params.project, principal).assistant.dismiss(body.id, principal)
    return null
  },
})

type Review = RouteResponse<'GET /v1/projects/:project/reviews'>[number]

interface Deciding {
  readonly review: Review
  readonly assistant: Conversations
  readonly by: Principal
}

/** The answer's slice is the one it was given through, whatever the reviewer's own first one is. */
async function decide(
  decision: RouteBody<'POST /v1/projects/:project/reviews/:review/decision'>,
  { review, assistant, by }: Deciding,
): Promise<void> {
  const of = { run: review.runHash }
  const { kind, why } = decision
  if (kind === 'leave') return
  if (kind !== 'approve') await assistant.correct(of, decision, by)
  else await assistant.feedback(of, { verdict: 'up', ...(why === undefined ? {} : { note: why }) }, by)
}

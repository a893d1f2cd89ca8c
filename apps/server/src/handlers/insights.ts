import { type Goal, profileDrift } from '@numize/insights'
import type { Outcome } from '@numize/planner'
import type { insightRoutes } from '../contract/insights.ts'
import { serverError } from '../errors.ts'
import { projectOf } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'
import type { Live } from './live.ts'

export const insightHandlers = (
  deps: ServerDeps,
  { traffic }: Live,
): HandlersOf<keyof typeof insightRoutes> => ({
  'GET /v1/projects/:project/goals': async ({ params, query, principal, signal }) => {
    const { assistant } = projectOf(deps, params.project, principal)
    const goals = await deps.keepersOf(principal.orgId).goals.list(params.project)
    const admit = traffic.admitFor(params.project, principal)
    return assistant.goalStatuses(goals, { principal, signal, admit, ...at(query.now) })
  },
  'POST /v1/projects/:project/goals': async ({ params, body, principal, signal }) => {
    const { assistant } = projectOf(deps, params.project, principal)
    const read = await assistant.readGoal(body.text, body.name ?? null, {
      principal,
      signal,
      ...at(body.now),
    })
    if ('kind' in read) throw serverError('no-goal', { reason: reasonOf(read) })
    await deps.keepersOf(principal.orgId).goals.save(params.project, read, principal.userId)
    return { name: read.name, target: read.target }
  },
  'DELETE /v1/projects/:project/goals/:goal': async ({ params, principal }) => {
    projectOf(deps, params.project, principal)
    await deps.keepersOf(principal.orgId).goals.remove(params.project, params.goal)
    return null
  },
  'GET /v1/projects/:project/snoozes': async ({ params, principal }) => {
    projectOf(deps, params.project, principal)
    return deps.keepersOf(principal.orgId).snoozes.list(params.project)
  },
  'POST /v1/projects/:project/snoozes': async ({ params, body, principal }) => {
    projectOf(deps, params.project, principal)
    await deps.keepersOf(principal.orgId).snoozes.save(params.project, body, principal.userId)
    return body
  },
  'POST /v1/projects/:project/profiles/drift': async ({ params, body: { before }, principal, signal }) => {
    const { assistant } = projectOf(deps, params.project, principal)
    const admit = traffic.admitFor(params.project, principal)
    const after = await assistant.profile(before.table, { principal, signal, admit, time: null })
    const { table, label, rows } = after
    return { table, label, rows, drift: profileDrift(before, after) }
  },
})

const at = (now: string | undefined) => (now === undefined ? {} : { now })

const reasonOf = (outcome: Exclude<Goal | Outcome, Goal>): string =>
  outcome.kind === 'refuse'
    ? outcome.reason
    : outcome.kind === 'clarify'
      ? `${outcome.question} (${outcome.options.map(({ label }) => label).join(', ')})`
      : 'That is no goal.'

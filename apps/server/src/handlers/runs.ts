import { assistantError } from '@numize/assistant'
import type { runRoutes } from '../contract/runs.ts'
import { askerOf, divesOf, startingDives } from '../dives.ts'
import { projectOf, through } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'
import { afterTurn, inThread } from './in-thread.ts'
import type { Live } from './live.ts'

export const runHandlers = (deps: ServerDeps, { traffic }: Live): HandlersOf<keyof typeof runRoutes> => ({
  'POST /v1/projects/:project/dives': async ({ params, body, principal, signal }) => {
    const { assistant } = projectOf(deps, params.project, principal)
    const asker = await inThread(deps, principal, body.thread)
    divesOf(deps)
    return assistant.answer(`deep dive on ${body.about}`, {
      principal: asker,
      signal,
      admit: traffic.admitFor(params.project, principal),
      ...startingDives(principal, deps),
      ...(body.thread === undefined ? {} : { threadId: body.thread }),
      ...(body.now === undefined ? {} : { now: body.now }),
    })
  },
  'POST /v1/projects/:project/turns/:turn/dives': async ({ params, body, principal, signal }) => {
    const { assistant } = projectOf(deps, params.project, principal)
    const asker = await afterTurn(deps, principal, params.turn)
    divesOf(deps)
    return assistant.diveOn(params.turn, body.finding ?? null, {
      principal: asker,
      signal,
      admit: traffic.admitFor(params.project, principal),
      ...startingDives(principal, deps),
    })
  },
  'GET /v1/projects/:project/dives': async ({ params, principal }) => {
    const asker = askerOf(params.project, principal, deps)
    return divesOf(deps).list(asker)
  },
  'GET /v1/projects/:project/dives/:dive': async ({ params, principal }) => {
    const asker = askerOf(params.project, principal, deps)
    return divesOf(deps).find(params.dive, asker)
  },
  'GET /v1/projects/:project/dives/:dive/evidence/:at': async ({ params, principal, signal }) => {
    const { assistant } = projectOf(deps, params.project, principal)
    const asker = askerOf(params.project, principal, deps)
    const { report, slice } = await divesOf(deps).find(params.dive, asker)
    const plan = report?.evidence[params.at]?.plan
    if (!plan) throw assistantError('no-evidence', { at: params.at })
    const admit = traffic.admitFor(params.project, principal)
    return assistant.run(plan, { principal: through(principal, slice), signal, admit })
  },
  'POST /v1/projects/:project/dives/:dive/stop': async ({ params, principal }) => {
    const asker = askerOf(params.project, principal, deps)
    return divesOf(deps).stop(params.dive, asker)
  },
  'POST /v1/projects/:project/dives/:dive/resume': async ({ params, principal }) => {
    const asker = askerOf(params.project, principal, deps)
    return divesOf(deps).resume(params.dive, asker)
  },
})

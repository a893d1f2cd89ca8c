import { type Principal, requireScope } from '@numize/access'
import type { AnswerOptions, Asker, Dives } from '@numize/assistant'
import { serverError } from './errors.ts'
import { projectOf } from './projects.ts'
import type { ServerDeps } from './server-deps.ts'

/** Who looks at a dive, with what is theirs. @throws `server/unknown-project` */
export function askerOf(project: string, principal: Principal, deps: ServerDeps): Asker {
  const { assistant } = projectOf(deps, project, principal)
  return { principal, project, mayUse: (slice) => assistant.mayUse(slice, principal) }
}

/** @throws `server/no-dives` */
export function divesOf({ dives }: ServerDeps): Dives {
  if (!dives) throw serverError('no-dives', undefined)
  return dives
}

/** How an asker's dives are started, where any are run. Starting throws `access/forbidden` where they may start none. */
export function startingDives(principal: Principal, { dives }: ServerDeps): Pick<AnswerOptions, 'startDive'> {
  if (!dives) return {}
  return {
    startDive: async (asked) => {
      requireScope(principal, 'run:job')
      return dives.start(asked, principal)
    },
  }
}

interface Watch {
  readonly id: string
  readonly project: string
  readonly signal: AbortSignal
  /** Who is asking, asked anew for each piece of news: a session may end meanwhile. */
  readonly whoAsks: () => Promise<Principal>
}

/**
 * Every news of a dive until it is done, the one who watches is gone, or their session is over.
 * @yields the dive as it is
 */
export async function* watchDive({ id, project, signal, whoAsks }: Watch, deps: ServerDeps) {
  const asker = askerOf(project, await whoAsks(), deps)
  for await (const dive of divesOf(deps).watch(id, asker, signal)) {
    await whoAsks()
    yield dive
  }
}

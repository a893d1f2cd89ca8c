import type { Principal } from '@numize/access'
import type { Plan, Result } from '@numize/semantic'
import { defaultProject, through } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { Live } from './live.ts'

interface Planned {
  readonly plan: Plan
  readonly project?: string | undefined
  readonly slice?: string | undefined
  readonly now?: string | undefined
}

interface Asker {
  readonly deps: ServerDeps
  readonly live: Live
  readonly principal: Principal
  readonly signal: AbortSignal
}

/** The rows of a Plan of unknown JSON, through `ask`. @throws what `ask` throws, `server/busy` */
export async function runPlan(
  { plan, project, slice, now }: Planned,
  { deps, live, principal, signal }: Asker,
): Promise<Result> {
  const { ask, ground } = defaultProject(deps, project, principal)
  const [result] = await ask([plan], through(principal, slice), {
    signal,
    admit: live.traffic.admitFor(ground.project.name, principal),
    ...(now === undefined ? {} : { now }),
  })
  if (!result) throw new Error('ask gave no result for one plan')
  return result
}

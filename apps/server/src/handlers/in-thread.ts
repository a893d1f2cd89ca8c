import type { Principal } from '@numize/access'
import { through } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import { sliceOf } from './sessions.ts'

/** Somebody asking in a thread: one that was started as a session is asked through the session's slice. */
export async function inThread(
  deps: ServerDeps,
  principal: Principal,
  threadId: string | undefined,
): Promise<Principal> {
  if (threadId === undefined) return principal
  const { sessions } = deps.keepersOf(principal.orgId)
  const session = await sessions.find(threadId, principal.userId)
  return session ? through(principal, sliceOf(session)) : principal
}

/** The same for an answer to one of a thread's turns. */
export async function afterTurn(deps: ServerDeps, principal: Principal, turnId: string): Promise<Principal> {
  const turn = await deps.keepersOf(principal.orgId).sessions.turn(turnId, principal.userId)
  return inThread(deps, principal, turn?.threadId)
}

import type { Principal } from '@numize/access'
import { describeError } from '@numize/base'
import type { FastifyRequest } from 'fastify'
import type { RouteName } from '../contract/index.ts'
import type { ServerDeps } from '../server-deps.ts'

interface Happened {
  readonly route: RouteName
  readonly request: FastifyRequest
  readonly principal: Principal
}

/** Writes down that somebody looked at what a route shows. */
export const noteView = (deps: ServerDeps, { route, request, principal }: Happened): Promise<void> =>
  deps.keepersOf(principal.orgId).audit.append({
    action: 'view',
    userId: principal.userId,
    project: projectIn(request),
    outcome: 'answered',
    detail: { route, ...(request.params as object) },
  })

/** Writes down that somebody was not let in, and tells them so. */
export async function noteDenied(
  deps: ServerDeps,
  { route, request, principal }: Happened,
  error: unknown,
): Promise<never> {
  await deps.keepersOf(principal.orgId).audit.append({
    action: 'denied',
    userId: principal.userId,
    project: projectIn(request),
    outcome: 'refused',
    detail: { route, code: describeError(error).code },
  })
  throw error
}

function projectIn({ params }: FastifyRequest): string | null {
  const { project } = (params ?? {}) as { project?: unknown }
  return typeof project === 'string' ? project : null
}

import {
  allows,
  decideRaw,
  type Principal,
  type RawKeeper,
  type RawRequest,
  requestRaw,
} from '@numize/access'
import type { Clock } from '@numize/base'
import type { Project } from '@numize/semantic'

/** What is done with wishes to see personal data unmasked. */
export type RawWork =
  | { readonly kind: 'ask'; readonly dimension: string; readonly why: string; readonly slice?: string }
  | { readonly kind: 'list' }
  /** `days` null = refused. */
  | { readonly kind: 'decide'; readonly id: string; readonly days: number | null }

interface RawTools {
  readonly project: Project
  readonly principal: Principal
  readonly keeper: RawKeeper
  readonly clock: Clock
  readonly newId: () => string
}

/** The requests that were made, decided or wanted. @throws what `@numize/access` throws */
export async function carryOutRaw(work: RawWork, tools: RawTools): Promise<readonly RawRequest[]> {
  const { project, principal, keeper, clock } = tools
  switch (work.kind) {
    case 'ask': {
      const { dimension, why, slice } = work
      const wanted = { project, by: principal, dimension, why, id: tools.newId() }
      return [await requestRaw(slice === undefined ? wanted : { ...wanted, slice }, keeper)]
    }
    case 'list': {
      const all = await keeper.list(project.name)
      return allows(principal, 'approve:raw') ? all : all.filter(({ by }) => by === principal.userId)
    }
    case 'decide': {
      const { id, days } = work
      return [await decideRaw({ project: project.name, id, by: principal, days, at: clock.now() }, keeper)]
    }
  }
}

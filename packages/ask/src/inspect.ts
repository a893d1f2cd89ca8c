import type { Grant, Principal } from '@numize/access'
import type { Clock } from '@numize/base'
import type { Catalog } from '@numize/planner'
import type { Ledger } from './ask-plans.ts'
import { buildCatalog } from './catalog.ts'
import type { Ground } from './ground.ts'

/** `ask`'s sibling: what may be known of the data itself (names, values, ranges), under the same policies and audit. */
export type Inspect = (grant: Grant, principal: Principal) => Promise<Catalog>

export const createInspect =
  (ground: Ground, ledger: Ledger, clock: Clock): Inspect =>
  async (grant, { userId }) => {
    const startedAt = clock.now()
    const catalog = await buildCatalog(ground, grant)
    await ledger.audit({
      at: new Date(startedAt).toISOString(),
      userId,
      action: 'inspect',
      project: ground.project.name,
      slice: grant.slice.name,
      runHash: null,
      outcome: 'answered',
      detail: { columns: catalog.values.map(({ model, dimension }) => `${model}.${dimension}`) },
      elapsedMs: clock.now() - startedAt,
    })
    return catalog
  }

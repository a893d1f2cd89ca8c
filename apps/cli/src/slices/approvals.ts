import { approvalsOf, type Principal, type RawApproval, type RawKeeper } from '@numize/access'
import type { Identity } from '@numize/identity'
import type { Org } from '@numize/store'
import { approvedFor } from './slice-keepers.ts'

/** What people of an organisation may see unmasked now. */
export interface Approvals {
  of(userId: string): Promise<readonly RawApproval[]>
  /** A keeper whose decisions hold from the next question on. */
  heeding(keeper: RawKeeper): RawKeeper
}

/** What another process decided is heard of within this time. */
const RECENT_MS = 1000

export function approvalsIn(org: Org): Approvals {
  const known = new Map<string, { readonly found: Promise<readonly RawApproval[]>; readonly at: number }>()
  return {
    of: (userId) => {
      const last = known.get(userId)
      if (last && performance.now() - last.at < RECENT_MS) return last.found
      const found = approvedFor(org, userId).then((requests) => approvalsOf(requests, userId))
      known.set(userId, { found, at: performance.now() })
      found.catch(() => known.delete(userId))
      return found
    },
    heeding: (keeper) => ({
      ...keeper,
      decide: async (...decision) => {
        const done = await keeper.decide(...decision)
        known.clear()
        return done
      },
    }),
  }
}

/** Whoever is known by a credential comes with what was approved for them. */
export const withApprovals = (
  identity: Identity,
  approvalsFor: (principal: Principal) => Promise<readonly RawApproval[]>,
): Identity => ({
  ...identity,
  authenticate: async (credential) => {
    const found = await identity.authenticate(credential)
    const approvals = found ? await approvalsFor(found.principal) : []
    return found && approvals.length > 0 ? { ...found, principal: { ...found.principal, approvals } } : found
  },
})

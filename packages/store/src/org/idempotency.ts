import { type Bound, isoNow } from './bound.ts'

/** What a key stands for: nothing yet (then it is the caller's to carry out), a request under way, another, or an answer. */
export type Claim =
  | { readonly state: 'yours' }
  | { readonly state: 'underWay' }
  | { readonly state: 'other' }
  | { readonly state: 'answered'; readonly reply: unknown }

/** Requests that are carried out once however often they arrive; kept for a day. */
export interface IdempotencyKeys {
  /** Takes a key for a request, told by its hash. A claim that was never answered is free again after two minutes. */
  claim(userId: string, key: string, requestHash: string): Promise<Claim>
  /** Keeps the answer of a claimed key. */
  answer(userId: string, key: string, reply: unknown): Promise<void>
  /** Gives a claimed key back: its request came to nothing. */
  release(userId: string, key: string): Promise<void>
}

const DAY_MS = 86_400_000
const ABANDONED_MS = 120_000

export function idempotencyKeysOf(bound: Bound): IdempotencyKeys {
  const { db, orgId, clock } = bound
  const before = (ms: number): string => new Date(clock.now() - ms).toISOString()

  const dropOld = (): Promise<unknown> =>
    db
      .deleteFrom('idempotency_keys')
      .where('org_id', '=', orgId)
      .where(({ or, and, eb }) =>
        or([
          eb('claimed_at', '<', before(DAY_MS)),
          and([eb('reply', 'is', null), eb('claimed_at', '<', before(ABANDONED_MS))]),
        ]),
      )
      .execute()

  const take = async (userId: string, key: string, requestHash: string): Promise<boolean> => {
    const taken = await db
      .insertInto('idempotency_keys')
      .values({
        org_id: orgId,
        user_id: userId,
        key,
        request_hash: requestHash,
        claimed_at: isoNow(bound),
        reply: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return Number(taken.numInsertedOrUpdatedRows ?? 0) > 0
  }

  return {
    claim: async (userId, key, requestHash) => {
      await dropOld()
      if (await take(userId, key, requestHash)) return { state: 'yours' }
      const known = await db
        .selectFrom('idempotency_keys')
        .select(['request_hash as requestHash', 'reply'])
        .where('org_id', '=', orgId)
        .where('user_id', '=', userId)
        .where('key', '=', key)
        .executeTakeFirst()
      if (known && known.requestHash !== requestHash) return { state: 'other' }
      return known && known.reply !== null ? { state: 'answered', reply: known.reply } : { state: 'underWay' }
    },
    answer: async (userId, key, reply) => {
      await db
        .updateTable('idempotency_keys')
        .set({ reply: JSON.stringify(reply) })
        .where('org_id', '=', orgId)
        .where('user_id', '=', userId)
        .where('key', '=', key)
        .execute()
    },
    release: async (userId, key) => {
      await db
        .deleteFrom('idempotency_keys')
        .where('org_id', '=', orgId)
        .where('user_id', '=', userId)
        .where('key', '=', key)
        .where('reply', 'is', null)
        .execute()
    },
  }
}

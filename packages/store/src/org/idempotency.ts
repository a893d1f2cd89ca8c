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

export const idempotencyKeysOf = (bound: Bound): IdempotencyKeys => ({
  claim: (userId, key, requestHash) => claim({ userId, key, requestHash }, bound),
  answer: async (userId, key, reply) => {
    await bound.db
      .updateTable('idempotency_keys')
      .set({ reply: JSON.stringify(reply) })
      .where('org_id', '=', bound.orgId)
      .where('user_id', '=', userId)
      .where('key', '=', key)
      .execute()
  },
  release: async (userId, key) => {
    await bound.db
      .deleteFrom('idempotency_keys')
      .where('org_id', '=', bound.orgId)
      .where('user_id', '=', userId)
      .where('key', '=', key)
      .where('reply', 'is', null)
      .execute()
  },
})

interface Wanted {
  readonly userId: string
  readonly key: string
  readonly requestHash: string
}

async function claim(wanted: Wanted, bound: Bound): Promise<Claim> {
  await dropOld(bound)
  if (await take(wanted, bound)) return { state: 'yours' }
  const known = await bound.db
    .selectFrom('idempotency_keys')
    .select(['request_hash as requestHash', 'reply'])
    .where('org_id', '=', bound.orgId)
    .where('user_id', '=', wanted.userId)
    .where('key', '=', wanted.key)
    .executeTakeFirst()
  if (known && known.requestHash !== wanted.requestHash) return { state: 'other' }
  return known && known.reply !== null ? { state: 'answered', reply: known.reply } : { state: 'underWay' }
}

async function take({ userId, key, requestHash }: Wanted, bound: Bound): Promise<boolean> {
  const taken = await bound.db
    .insertInto('idempotency_keys')
    .values({
      org_id: bound.orgId,
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

async function dropOld({ db, orgId, clock }: Bound): Promise<void> {
  const before = (ms: number): string => new Date(clock.now() - ms).toISOString()
  await db
    .deleteFrom('idempotency_keys')
    .where('org_id', '=', orgId)
    .where((is) =>
      is.or([
        is('claimed_at', '<', before(DAY_MS)),
        is.and([is('reply', 'is', null), is('claimed_at', '<', before(ABANDONED_MS))]),
      ]),
    )
    .execute()
}

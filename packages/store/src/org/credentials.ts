import { type Bound, isoNow } from './bound.ts'

/** A sealed secret of an authenticator app; not asked for until a code of it confirmed it. */
export interface Authenticator {
  readonly secret: string
  readonly confirmed: boolean
}

/** What people prove who they are with. Only hashes and sealed texts are kept. */
export interface Credentials {
  password(userId: string): Promise<string | null>
  setPassword(userId: string, hash: string): Promise<void>
  authenticator(userId: string): Promise<Authenticator | null>
  /** Replaces one that was never confirmed; false where a confirmed one stands. */
  enrol(userId: string, secret: string): Promise<boolean>
  /** Takes a code's time step once, and only a later one than before; confirms what was enrolled. */
  takeStep(userId: string, step: number): Promise<boolean>
  /** Removes the authenticator and its recovery codes; false where there was none. */
  removeAuthenticator(userId: string): Promise<boolean>
  setRecoveryCodes(userId: string, hashes: readonly string[]): Promise<void>
  /** Spends a code; false where it is none, or spent. */
  takeRecoveryCode(userId: string, hash: string): Promise<boolean>
  recoveryCodesLeft(userId: string): Promise<number>
}

export function credentialsOf(bound: Bound): Credentials {
  const { db, orgId } = bound
  const authenticator = (userId: string) =>
    db
      .selectFrom('authenticators')
      .select(['secret', 'confirmed_at'])
      .where('org_id', '=', orgId)
      .where('user_id', '=', userId)
  return {
    password: async (userId) => {
      const found = await db
        .selectFrom('passwords')
        .select('hash')
        .where('org_id', '=', orgId)
        .where('user_id', '=', userId)
        .executeTakeFirst()
      return found?.hash ?? null
    },
    setPassword: async (userId, hash) => {
      const set = { hash, set_at: isoNow(bound) }
      await db
        .insertInto('passwords')
        .values({ org_id: orgId, user_id: userId, ...set })
        .onConflict((conflict) => conflict.columns(['org_id', 'user_id']).doUpdateSet(set))
        .execute()
    },
    authenticator: async (userId) => {
      const found = await authenticator(userId).executeTakeFirst()
      return found ? { secret: found.secret, confirmed: found.confirmed_at !== null } : null
    },
    enrol: (userId, secret) => enrol(bound, userId, secret),
    takeStep: async (userId, step) => {
      const { numUpdatedRows } = await db
        .updateTable('authenticators')
        .set((eb) => ({
          last_step: step,
          confirmed_at: eb.fn.coalesce('confirmed_at', eb.val(isoNow(bound))),
        }))
        .where('org_id', '=', orgId)
        .where('user_id', '=', userId)
        .where('last_step', '<', step)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    removeAuthenticator: (userId) => removeAuthenticator(bound, userId),
    ...recoveryCodesOf(bound),
  }
}

async function enrol({ db, orgId, ...rest }: Bound, userId: string, secret: string): Promise<boolean> {
  const set = { secret, created_at: isoNow(rest), confirmed_at: null, last_step: 0 }
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('authenticators')
    .values({ org_id: orgId, user_id: userId, ...set })
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'user_id'])
        .doUpdateSet(set)
        .where('authenticators.confirmed_at', 'is', null),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows > 0n
}

const removeAuthenticator = ({ db, orgId }: Bound, userId: string): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    await trx.deleteFrom('recovery_codes').where('org_id', '=', orgId).where('user_id', '=', userId).execute()
    const { numDeletedRows } = await trx
      .deleteFrom('authenticators')
      .where('org_id', '=', orgId)
      .where('user_id', '=', userId)
      .executeTakeFirst()
    return numDeletedRows > 0n
  })

type RecoveryCodes = Pick<Credentials, 'setRecoveryCodes' | 'takeRecoveryCode' | 'recoveryCodesLeft'>

const recoveryCodesOf = (bound: Bound): RecoveryCodes => ({
  setRecoveryCodes: (userId, hashes) =>
    bound.db.transaction().execute(async (trx) => {
      await trx
        .deleteFrom('recovery_codes')
        .where('org_id', '=', bound.orgId)
        .where('user_id', '=', userId)
        .execute()
      const rows = hashes.map((code_hash) => ({ org_id: bound.orgId, user_id: userId, code_hash }))
      await trx.insertInto('recovery_codes').values(rows).execute()
    }),
  takeRecoveryCode: async (userId, hash) => {
    const { numUpdatedRows } = await bound.db
      .updateTable('recovery_codes')
      .set({ used_at: isoNow(bound) })
      .where('org_id', '=', bound.orgId)
      .where('user_id', '=', userId)
      .where('code_hash', '=', hash)
      .where('used_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  },
  recoveryCodesLeft: async (userId) => {
    const { left } = await bound.db
      .selectFrom('recovery_codes')
      .select(({ fn }) => fn.countAll<string>().as('left'))
      .where('org_id', '=', bound.orgId)
      .where('user_id', '=', userId)
      .where('used_at', 'is', null)
      .executeTakeFirstOrThrow()
    return Number(left)
  },
})

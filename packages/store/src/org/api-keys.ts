import { type Bound, isoNow } from './bound.ts'

export interface ApiKey {
  /** Stands in the key itself, in clear: finds it in a list or a log. */
  readonly keyId: string
  readonly userId: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdBy: string
  /** ISO, UTC. */
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly usedAt: string | null
  readonly revokedAt: string | null
}

export interface NewApiKey {
  readonly keyId: string
  readonly secretHash: string
  readonly userId: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdBy: string
  readonly expiresAt: string | null
}

export interface ApiKeys {
  add(key: NewApiKey): Promise<void>
  /** A key that is neither revoked nor over, with the hash of its secret; null otherwise. */
  alive(keyId: string): Promise<(ApiKey & { readonly secretHash: string }) | null>
  find(keyId: string): Promise<ApiKey | null>
  /** All, or those of one user, the newest first. */
  list(userId?: string): Promise<readonly ApiKey[]>
  noteUse(keyId: string): Promise<void>
  /** False where there is no such key, or it was revoked before. */
  revoke(keyId: string): Promise<boolean>
}

const COLUMNS = [
  'key_id as keyId',
  'user_id as userId',
  'name',
  'scopes',
  'created_by as createdBy',
  'created_at as createdAt',
  'expires_at as expiresAt',
  'used_at as usedAt',
  'revoked_at as revokedAt',
] as const

export function apiKeysOf(bound: Bound): ApiKeys {
  const { db, orgId } = bound
  const select = db.selectFrom('api_keys').select(COLUMNS).where('org_id', '=', orgId)
  return {
    add: async ({ keyId, secretHash, userId, name, scopes, createdBy, expiresAt }) => {
      await db
        .insertInto('api_keys')
        .values({
          org_id: orgId,
          key_id: keyId,
          secret_hash: secretHash,
          user_id: userId,
          name,
          scopes: JSON.stringify(scopes),
          created_by: createdBy,
          created_at: isoNow(bound),
          expires_at: expiresAt,
        })
        .execute()
    },
    alive: async (keyId) => {
      const found = await select
        .select('secret_hash as secretHash')
        .where('key_id', '=', keyId)
        .where('revoked_at', 'is', null)
        .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', isoNow(bound))]))
        .executeTakeFirst()
      return (found as (ApiKey & { secretHash: string }) | undefined) ?? null
    },
    find: async (keyId) =>
      ((await select.where('key_id', '=', keyId).executeTakeFirst()) as ApiKey | undefined) ?? null,
    list: async (userId) => {
      const wanted = userId === undefined ? select : select.where('user_id', '=', userId)
      return (await wanted.orderBy('created_at', 'desc').orderBy('key_id').execute()) as ApiKey[]
    },
    noteUse: async (keyId) => {
      await db
        .updateTable('api_keys')
        .set({ used_at: isoNow(bound) })
        .where('org_id', '=', orgId)
        .where('key_id', '=', keyId)
        .execute()
    },
    revoke: async (keyId) => {
      const { numUpdatedRows } = await db
        .updateTable('api_keys')
        .set({ revoked_at: isoNow(bound) })
        .where('org_id', '=', orgId)
        .where('key_id', '=', keyId)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
  }
}

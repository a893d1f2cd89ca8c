import { type Bound, isoNow } from './bound.ts'

export interface SigningKey {
  readonly keyId: string
  /** JWK. */
  readonly publicKey: Readonly<Record<string, unknown>>
  /** Sealed. */
  readonly privateKey: string
  /** ISO, UTC. */
  readonly createdAt: string
}

/** Keys of access tokens. */
export interface SigningKeys {
  add(key: Omit<SigningKey, 'createdAt'>): Promise<void>
  /** The newest first. */
  list(): Promise<readonly SigningKey[]>
  /** Forgets those made before a moment. */
  dropBefore(moment: string): Promise<void>
}

export const signingKeysOf = (bound: Bound): SigningKeys => ({
  add: async ({ keyId, publicKey, privateKey }) => {
    await bound.db
      .insertInto('signing_keys')
      .values({
        org_id: bound.orgId,
        key_id: keyId,
        public_key: JSON.stringify(publicKey),
        private_key: privateKey,
        created_at: isoNow(bound),
      })
      .execute()
  },
  list: async () => {
    const rows = await bound.db
      .selectFrom('signing_keys')
      .select([
        'key_id as keyId',
        'public_key as publicKey',
        'private_key as privateKey',
        'created_at as createdAt',
      ])
      .where('org_id', '=', bound.orgId)
      .orderBy('created_at', 'desc')
      .orderBy('key_id')
      .execute()
    return rows as SigningKey[]
  },
  dropBefore: async (moment) => {
    await bound.db
      .deleteFrom('signing_keys')
      .where('org_id', '=', bound.orgId)
      .where('created_at', '<', moment)
      .execute()
  },
})

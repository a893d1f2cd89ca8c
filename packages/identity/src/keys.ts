import { allows, requireScope, type Scope, scopesOf } from '@numize/access'
import { hashText } from '@numize/base'
import type { ApiKey, Org, UserAccount } from '@numize/store'
import { newKeyText, printKey } from './api-key-text.ts'
import type { Authenticated } from './credential.ts'
import { identityError } from './errors.ts'
import { type Ground, principalFor } from './ground.ts'
import { note } from './trail.ts'

export interface NewKey {
  readonly name: string
  readonly scopes: readonly Scope[]
  /** ISO; null for one that lasts until it is revoked. */
  readonly expiresAt: string | null
  /** A service account; one's own where it is absent. */
  readonly owner?: string | undefined
}

export interface Keys {
  /** One's own; all of the organisation's with `manage:key`. `prefix` finds a key by what was seen of it. */
  list(options?: { all?: boolean; prefix?: string | undefined }): Promise<readonly ApiKey[]>
  /** The text of the key is told here and never again. @throws `identity/beyond-own-rights`, `identity/past-expiry` */
  create(key: NewKey): Promise<{ readonly key: string; readonly keyId: string }>
  /** @throws `identity/no-key` */
  revoke(keyId: string): Promise<void>
}

interface Holder {
  readonly ground: Ground
  readonly org: Org
  readonly who: Authenticated
}

/** A key does no more than its maker may do at the time, nor than its owner's roles give later. */
export function keysOf(ground: Ground, who: Authenticated): Keys {
  const { principal } = who
  const org = ground.store.org(principal.orgId)
  const holder: Holder = { ground, org, who }
  return {
    list: async ({ all = false, prefix } = {}) => {
      if (all) requireScope(principal, 'manage:key')
      const keys = await org.apiKeys.list(all ? undefined : principal.userId)
      return prefix === undefined ? keys : keys.filter(({ keyId }) => keyId.startsWith(idIn(prefix)))
    },
    create: (key) => create(holder, key),
    revoke: async (keyId) => {
      const key = await org.apiKeys.find(keyId)
      const mine = key?.userId === principal.userId || allows(principal, 'manage:key')
      if (!key || !mine) throw identityError('no-key', { key: keyId })
      await takeKey(holder, key, principal.userId)
    },
  }
}

/** The id within as much of a key as somebody has: `nzk_bG9jYWw.9f3a` or `9f3a`. */
const idIn = (text: string): string => (text.startsWith('nzk_') ? (text.split('.')[1] ?? '') : text)

async function create({ ground, org, who }: Holder, key: NewKey) {
  if (who.via !== 'session') throw identityError('session-needed')
  const { principal } = who
  const owner = await ownerOf(org, who, key.owner)
  return putKey({ ground, org }, key, { owner, by: principal.userId, may: scopesOf(principal) })
}

type Place = Pick<Holder, 'ground' | 'org'>

/** Makes a key of what both its maker may do and its owner. */
export async function putKey(
  { ground, org }: Place,
  key: NewKey,
  { owner, by, may }: { readonly owner: UserAccount; readonly by: string; readonly may: readonly Scope[] },
): Promise<{ key: string; keyId: string }> {
  const owners = scopesOf(principalFor(org, owner))
  const beyond = key.scopes.filter((scope) => !may.includes(scope) || !owners.includes(scope))
  if (beyond.length > 0) throw identityError('beyond-own-rights', { scopes: beyond })
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= ground.clock.now())
    throw identityError('past-expiry')
  const text = newKeyText(org.orgId)
  const { name, scopes, expiresAt } = key
  const { keyId } = text
  const kept = { userId: owner.userId, name, scopes, createdBy: by, expiresAt }
  await org.apiKeys.add({ keyId, secretHash: hashText(text.secret), ...kept })
  await note(org, ground.clock, 'key', {
    userId: by,
    aboutUserId: owner.userId,
    detail: { what: 'key made', keyId, scopes: [...scopes] },
  })
  return { key: printKey(text), keyId }
}

/** @throws `identity/no-key` where it was revoked before */
export async function takeKey(
  { ground, org }: Place,
  { keyId, userId }: Pick<ApiKey, 'keyId' | 'userId'>,
  by: string,
): Promise<void> {
  if (!(await org.apiKeys.revoke(keyId))) throw identityError('no-key', { key: keyId })
  await note(org, ground.clock, 'key', {
    userId: by,
    aboutUserId: userId,
    detail: { what: 'key revoked', keyId },
  })
}

async function ownerOf(org: Org, { principal }: Authenticated, wanted: string | undefined) {
  const owner = await org.users.find(wanted ?? principal.userId)
  if (!owner) throw identityError('no-person', { user: wanted ?? '' })
  if (wanted === undefined || wanted === principal.userId) return owner
  requireScope(principal, 'manage:key')
  if (owner.kind !== 'service') throw identityError('not-a-service', { user: wanted })
  return owner
}

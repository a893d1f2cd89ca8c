import { randomBytes } from 'node:crypto'
import { hashText } from '@numize/base'
import { fail } from '../errors.ts'
import { type Bound, isoNow } from './bound.ts'

export interface Session {
  readonly userId: string
  /** ISO, UTC. */
  readonly expiresAt: string
}

/** One-time links and the sessions they open. Tokens leave this place once; the database holds their hashes. */
export interface SignIn {
  /** A token that opens one session within `lifetimeMs`. */
  createLink(userId: string, lifetimeMs: number): Promise<string>
  /** Spends a link and opens a session; gives its token. @throws `store/link-spent`. */
  redeem(linkToken: string, sessionLifetimeMs: number): Promise<string>
  /** The session behind a token while it lasts; null otherwise. */
  session(token: string): Promise<Session | null>
  revoke(token: string): Promise<void>
  /** Ends every session of a user and spends their links. */
  revokeAll(userId: string): Promise<void>
}

export const signInOf = (bound: Bound): SignIn => ({
  createLink: async (userId, lifetimeMs) => {
    const { token, row } = issue(bound, userId, lifetimeMs)
    await bound.db.insertInto('sign_in_links').values(row).execute()
    return token
  },
  redeem: (linkToken, lifetimeMs) => redeem(bound, linkToken, lifetimeMs),
  session: (token) => sessionOf(bound, token),
  revoke: async (token) => {
    await bound.db
      .updateTable('sessions')
      .set({ revoked_at: isoNow(bound) })
      .where('org_id', '=', bound.orgId)
      .where('token_hash', '=', hashText(token))
      .execute()
  },
  revokeAll: (userId) => revokeAll(bound, userId),
})

function issue({ orgId, clock }: Pick<Bound, 'orgId' | 'clock'>, userId: string, lifetimeMs: number) {
  const token = newToken(orgId)
  const times = {
    created_at: isoNow({ clock }),
    expires_at: new Date(clock.now() + lifetimeMs).toISOString(),
  }
  return { token, row: { org_id: orgId, token_hash: hashText(token), user_id: userId, ...times } }
}

const redeem = (bound: Bound, linkToken: string, lifetimeMs: number): Promise<string> =>
  bound.db.transaction().execute(async (trx) => {
    const link = await trx
      .updateTable('sign_in_links')
      .set({ used_at: isoNow(bound) })
      .where('org_id', '=', bound.orgId)
      .where('token_hash', '=', hashText(linkToken))
      .where('used_at', 'is', null)
      .where('expires_at', '>', isoNow(bound))
      .returning('user_id')
      .executeTakeFirst()
    if (link === undefined) throw fail('link-spent')
    const { token, row } = issue(bound, link.user_id, lifetimeMs)
    await trx.insertInto('sessions').values(row).execute()
    return token
  })

async function sessionOf(bound: Bound, token: string): Promise<Session | null> {
  const found = await bound.db
    .selectFrom('sessions')
    .select(['user_id as userId', 'expires_at as expiresAt'])
    .where('org_id', '=', bound.orgId)
    .where('token_hash', '=', hashText(token))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', isoNow(bound))
    .executeTakeFirst()
  return found ?? null
}

const revokeAll = (bound: Bound, userId: string): Promise<void> =>
  bound.db.transaction().execute(async (trx) => {
    const at = isoNow(bound)
    await trx
      .updateTable('sessions')
      .set({ revoked_at: at })
      .where('org_id', '=', bound.orgId)
      .where('user_id', '=', userId)
      .execute()
    await trx
      .updateTable('sign_in_links')
      .set({ used_at: at })
      .where('org_id', '=', bound.orgId)
      .where('user_id', '=', userId)
      .where('used_at', 'is', null)
      .execute()
  })

/** 256 random bits; the organisation stands in front, so that a token alone says where to look. */
const newToken = (orgId: string): string =>
  `${Buffer.from(orgId).toString('base64url')}.${randomBytes(32).toString('base64url')}`

/** The organisation a token claims to be of (nothing is proven by it); null for what is not a token of ours. */
export function orgOfToken(token: string): string | null {
  const found = /^([\w-]+)\.[\w-]{43}$/.exec(token)
  return found?.[1] === undefined ? null : Buffer.from(found[1], 'base64url').toString()
}

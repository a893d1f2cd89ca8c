import { randomBytes } from 'node:crypto'
import { hashText } from '@numize/base'
import { sql } from 'kysely'
import { fail } from '../errors.ts'
import type { LinkPurpose, SessionOrigin } from '../tables.ts'
import { batched } from './batched.ts'
import { type Bound, isoNow } from './bound.ts'

export interface Session {
  /** Names the session to its owner; opens nothing. */
  readonly sessionId: string
  readonly userId: string
  readonly via: SessionOrigin
  /** What it was opened with, in words; null where that is not known. */
  readonly device: string | null
  /** ISO, UTC. */
  readonly createdAt: string
  readonly seenAt: string
  readonly expiresAt: string
}

export interface NewSession {
  readonly via: SessionOrigin
  readonly device: string | null
  readonly lifetimeMs: number
}

/** One-time links and sessions. Tokens leave this place once; the database holds their hashes. */
export interface SignIn {
  /** A token that opens one session within `lifetimeMs`. */
  createLink(userId: string, lifetimeMs: number, purpose?: LinkPurpose): Promise<string>
  /** Spends a link and opens a session; gives its token. @throws `store/link-spent`. */
  redeem(linkToken: string, sessionLifetimeMs: number, device?: string | null): Promise<string>
  /** Opens a session for somebody who proved who they are; gives its token. */
  open(userId: string, session: NewSession): Promise<string>
  /** The session behind a token while it lasts and was not left alone for `idleMs`; null otherwise. */
  session(token: string, idleMs?: number): Promise<Session | null>
  /** Notes that a session is in use. */
  touch(token: string): Promise<void>
  /** Sessions of a user that have not ended, the latest used first. */
  sessions(userId: string): Promise<readonly Session[]>
  revoke(token: string): Promise<void>
  /** Ends one session of a user by its id; false where there is none. */
  revokeById(userId: string, sessionId: string): Promise<boolean>
  /** Ends every session of a user but the one of `token`; tells how many. */
  revokeOthers(userId: string, token: string): Promise<number>
  /** Ends every session of a user and spends their links. */
  revokeAll(userId: string): Promise<void>
}

const ID_LENGTH = 16
const FOR_EVER_MS = 100 * 365 * 86_400_000
const VIA: Readonly<Record<LinkPurpose, SessionOrigin>> = {
  'sign-in': 'link',
  invitation: 'invitation',
  reset: 'reset',
}

export const signInOf = (bound: Bound): SignIn => ({
  session: sessionsOf(bound),
  createLink: async (userId, lifetimeMs, purpose = 'sign-in') => {
    const { token, row } = issue(bound, userId, lifetimeMs)
    await bound.db
      .insertInto('sign_in_links')
      .values({ ...row, purpose })
      .execute()
    return token
  },
  redeem: (linkToken, lifetimeMs, device = null) => redeem(bound, linkToken, { lifetimeMs, device }),
  open: (userId, session) => open(bound, userId, session),
  touch: async (token) => {
    await bound.db
      .updateTable('sessions')
      .set({ seen_at: isoNow(bound) })
      .where('org_id', '=', bound.orgId)
      .where('token_hash', '=', hashText(token))
      .execute()
  },
  sessions: (userId) => alive(bound).where('user_id', '=', userId).orderBy('seen_at', 'desc').execute(),
  revoke: async (token) => {
    await ending(bound).where('token_hash', '=', hashText(token)).execute()
  },
  revokeById: async (userId, sessionId) => {
    const { numUpdatedRows } = await ending(bound)
      .where('user_id', '=', userId)
      .where(sql`left(token_hash, ${sql.lit(ID_LENGTH)})`, '=', sessionId)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  },
  revokeOthers: async (userId, token) => {
    const { numUpdatedRows } = await ending(bound)
      .where('user_id', '=', userId)
      .where('token_hash', '<>', hashText(token))
      .executeTakeFirst()
    return Number(numUpdatedRows)
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

async function open(bound: Bound, userId: string, { via, device, lifetimeMs }: NewSession): Promise<string> {
  const { token, row } = issue(bound, userId, lifetimeMs)
  await bound.db
    .insertInto('sessions')
    .values({ ...row, via, device, seen_at: row.created_at })
    .execute()
  return token
}

const redeem = (bound: Bound, linkToken: string, how: Omit<NewSession, 'via'>): Promise<string> =>
  bound.db.transaction().execute(async (trx) => {
    const link = await trx
      .updateTable('sign_in_links')
      .set({ used_at: isoNow(bound) })
      .where('org_id', '=', bound.orgId)
      .where('token_hash', '=', hashText(linkToken))
      .where('used_at', 'is', null)
      .where('expires_at', '>', isoNow(bound))
      .returning(['user_id', 'purpose'])
      .executeTakeFirst()
    if (link === undefined) throw fail('link-spent')
    return open({ ...bound, db: trx }, link.user_id, { ...how, via: VIA[link.purpose] })
  })

const alive = (bound: Bound) =>
  bound.db
    .selectFrom('sessions')
    .select([
      sql<string>`left(token_hash, ${sql.lit(ID_LENGTH)})`.as('sessionId'),
      'user_id as userId',
      'via',
      'device',
      'created_at as createdAt',
      'seen_at as seenAt',
      'expires_at as expiresAt',
    ])
    .where('org_id', '=', bound.orgId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', isoNow(bound))

const ending = (bound: Bound) =>
  bound.db
    .updateTable('sessions')
    .set({ revoked_at: isoNow(bound) })
    .where('org_id', '=', bound.orgId)
    .where('revoked_at', 'is', null)

/** Sessions asked for at the same time are read together. */
function sessionsOf(bound: Bound): SignIn['session'] {
  const read = batched(async (hashes: readonly string[]) => {
    const rows = await alive(bound)
      .select('token_hash as hash')
      .where('token_hash', 'in', [...new Set(hashes)])
      .execute()
    const byHash = new Map(rows.map(({ hash, ...session }): [string, Session] => [hash, session]))
    return hashes.map((hash) => byHash.get(hash) ?? null)
  })
  return async (token, idleMs = FOR_EVER_MS) => {
    const since = new Date(bound.clock.now() - idleMs).toISOString()
    const found = await read(hashText(token))
    return found && found.seenAt > since ? found : null
  }
}

const revokeAll = (bound: Bound, userId: string): Promise<void> =>
  bound.db.transaction().execute(async (trx) => {
    await ending({ ...bound, db: trx })
      .where('user_id', '=', userId)
      .execute()
    await trx
      .updateTable('sign_in_links')
      .set({ used_at: isoNow(bound) })
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

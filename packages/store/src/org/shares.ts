import { randomBytes } from 'node:crypto'
import { hashText } from '@numize/base'
import { type Bound, isoNow } from './bound.ts'

export interface ShareRow {
  readonly shareId: string
  readonly kind: 'board' | 'thread'
  readonly targetId: string
  readonly project: string
  /** Who shared it. */
  readonly userId: string
  /** What was set when it was shared: range, filters. */
  readonly view: unknown
  /** ISO, UTC. */
  readonly createdAt: string
  readonly expiresAt: string
}

/** Links to a board or a thread. The link's token leaves this place once; its hash rests here. */
export interface Shares {
  create(share: Omit<ShareRow, 'createdAt'>): Promise<string>
  /** What a token opens while it lasts; null when it is unknown, over or revoked. */
  open(token: string): Promise<ShareRow | null>
  /** The links to a target that still open, newest first. */
  list(kind: ShareRow['kind'], targetId: string): Promise<readonly ShareRow[]>
  /** Whether there was one of that person to revoke. */
  revoke(shareId: string, userId: string): Promise<boolean>
}

export const sharesOf = (bound: Bound): Shares => ({
  create: async ({ shareId, kind, targetId, project, userId, view, expiresAt }) => {
    const token = randomBytes(24).toString('base64url')
    await bound.db
      .insertInto('shares')
      .values({
        org_id: bound.orgId,
        share_id: shareId,
        token_hash: hashText(token),
        kind,
        target_id: targetId,
        project,
        user_id: userId,
        view: JSON.stringify(view),
        created_at: isoNow(bound),
        expires_at: expiresAt,
      })
      .execute()
    return token
  },
  open: async (token) =>
    (await open(bound).where('token_hash', '=', hashText(token)).executeTakeFirst()) ?? null,
  list: (kind, targetId) =>
    open(bound)
      .where('kind', '=', kind)
      .where('target_id', '=', targetId)
      .orderBy('created_at', 'desc')
      .execute(),
  revoke: async (shareId, userId) => {
    const { numUpdatedRows } = await bound.db
      .updateTable('shares')
      .set({ revoked_at: isoNow(bound) })
      .where('org_id', '=', bound.orgId)
      .where('share_id', '=', shareId)
      .where('user_id', '=', userId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  },
})

/** Links that still open something. */
const open = (bound: Bound) =>
  bound.db
    .selectFrom('shares')
    .select([
      'share_id as shareId',
      'kind',
      'target_id as targetId',
      'project',
      'user_id as userId',
      'view',
      'created_at as createdAt',
      'expires_at as expiresAt',
    ])
    .where('org_id', '=', bound.orgId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', isoNow(bound))

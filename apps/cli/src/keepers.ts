import type { Turn } from '@numize/assistant'
import type { Clock, Json } from '@numize/base'
import type { Goal } from '@numize/insights'
import type { BoardRecord, Keepers, SessionRecord, ShareRecord } from '@numize/server'
import { type BoardRow, type Org, readAnchors, type ShareRow, type Thread } from '@numize/store'

/** What an organisation keeps for the API, over the store; `anchors` is the file of the audit's. */
export const keepersOf = (org: Org, clock: Clock, anchors: string): Keepers => ({
  idempotency: org.idempotency,
  snoozes: org.snoozes,
  retention: org.retention,
  goals: {
    save: (project, goal, userId) => org.goals.save(project, goal.name, goal, userId),
    list: async (project) => (await org.goals.list(project)) as Goal[],
    remove: (project, name) => org.goals.remove(project, name),
  },
  sessions: {
    create: async ({ id, project, title, context }, userId) =>
      org.threads.create({ threadId: id, userId, project, title, context }),
    find: async (id, userId) => {
      const thread = await org.threads.find(id, userId)
      return thread && sessionOf(thread)
    },
    page: async (userId, { limit, after }) => {
      const place = after && { threadId: after.id, updatedAt: after.updatedAt }
      const found = await org.threads.page(userId, { limit, ...(place ? { after: place } : {}) })
      return found.map(sessionOf)
    },
    turns: async (id, userId) => (await org.threads.turns(id, userId)) as Turn[],
    turn: async (turnId, userId) => (await org.threads.turn(turnId, userId)) as Turn | null,
    rename: (id, userId, title) => org.threads.rename(id, userId, title),
    remove: (id, userId) => org.threads.remove(id, userId),
  },
  boards: boardsOf(org),
  shares: sharesOf(org, clock),
  audit: {
    append: async (note) => {
      const at = new Date(clock.now()).toISOString()
      await org.audit.append(JSON.parse(JSON.stringify({ at, ...note })) as Json)
    },
    list: async (options) =>
      (await org.audit.list(options)).map(({ seq, at, entry, hash }) => ({
        seq,
        at,
        entry: entry as Readonly<Record<string, unknown>>,
        hash,
      })),
    verify: async () => org.audit.verify(await readAnchors(anchors)),
  },
})

const sessionOf = ({ threadId, project, title, context, createdAt, updatedAt }: Thread): SessionRecord => ({
  id: threadId,
  project,
  title,
  context,
  createdAt,
  updatedAt,
})

const boardOf = ({ boardId, body, ...board }: BoardRow): BoardRecord => ({
  ...board,
  id: boardId,
  content: body as BoardRecord['content'],
})

const boardsOf = ({ boards }: Org): Keepers['boards'] => ({
  create: ({ id, content, ...board }) => boards.create({ ...board, boardId: id, body: content }),
  find: async (id) => {
    const board = await boards.find(id)
    return board && boardOf(board)
  },
  list: async (project) => (await boards.list(project)).map(boardOf),
  save: ({ id, content, ...board }) => boards.save({ ...board, boardId: id, body: content }),
  remove: (id) => boards.remove(id),
})

const DAY_MS = 86_400_000

const shareOf = ({ shareId, view, ...share }: ShareRow): ShareRecord => ({
  ...share,
  id: shareId,
  view: view as ShareRecord['view'],
})

const sharesOf = ({ orgId, shares, users }: Org, clock: Clock): Keepers['shares'] => ({
  create: async ({ id, days, ...share }) => {
    const expiresAt = new Date(clock.now() + days * DAY_MS).toISOString()
    return { token: await shares.create({ ...share, shareId: id, expiresAt }), expiresAt }
  },
  open: async (token) => {
    const share = await shares.open(token)
    if (!share) return null
    const user = await users.find(share.userId)
    const sharer = user && { orgId, userId: user.userId, roles: user.roles, attributes: user.attributes }
    return { ...shareOf(share), sharer }
  },
  list: async (kind, targetId) => (await shares.list(kind, targetId)).map(shareOf),
  revoke: (id, userId) => shares.revoke(id, userId),
})

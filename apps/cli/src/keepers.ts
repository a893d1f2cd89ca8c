import type { Turn } from '@numize/assistant'
import type { Clock, Json } from '@numize/base'
import type { Keepers, SessionRecord } from '@numize/server'
import type { Org, Thread } from '@numize/store'

/** What an organisation keeps for the API, over the store. */
export const keepersOf = (org: Org, clock: Clock): Keepers => ({
  idempotency: org.idempotency,
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
  },
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

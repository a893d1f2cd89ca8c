import type { Keepers } from '../keepers.ts'
import type { ServedProject } from '../projects.ts'
import { memoryAssistant } from './memory-assistant.ts'

/** A project that is talked with and holds no data. */
export const memoryProject = (): ServedProject => ({
  orgId: 'org',
  name: 'shop',
  label: 'Shop',
  assistant: memoryAssistant(),
  ground: {} as ServedProject['ground'],
  ask: () => Promise.reject(new Error('no data here')),
  askSql: () => Promise.reject(new Error('no data here')),
})

/** An organisation that keeps nothing. */
export const memoryKeepers = (): Keepers => ({
  sessions: {
    create: async () => {},
    find: async () => null,
    page: async () => [],
    turns: async () => [],
    turn: async () => null,
    rename: async () => false,
    remove: async () => false,
  },
  idempotency: {
    claim: async () => ({ state: 'yours' }),
    answer: async () => {},
    release: async () => {},
  },
  boards: {
    create: async () => {},
    find: async () => null,
    list: async () => [],
    save: async () => {},
    remove: async () => {},
  },
  shares: {
    create: async () => ({ token: 'token', expiresAt: '2026-01-05T08:00:00.000Z' }),
    open: async () => null,
    list: async () => [],
    revoke: async () => false,
  },
  goals: { save: async () => {}, list: async () => [], remove: async () => 0 },
  snoozes: { save: async () => {}, list: async () => [] },
  audit: {
    append: async () => {},
    list: async () => [],
    verify: async () => ({ ok: true, from: 1, entries: 0, unkeyed: 0, anchoredTo: null }),
  },
  retention: { policies: async () => [], set: async () => {} },
})

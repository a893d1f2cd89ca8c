import { afterAll, expect, it } from 'vitest'
import { startTestStores } from '../testing/start-test-stores.ts'

const SLOW = 90_000
const DAY = 86_400_000
let moment = Date.parse('2026-11-14T10:00:00Z')
const clock = { now: () => moment }
const stores = await startTestStores(() => ({ clock }))
afterAll(() => stores[Symbol.asyncDispose]())

it.each(stores.kinds)(
  'keeps what it is told to on %s, and the audit for a year at least',
  { timeout: SLOW },
  async (kind) => {
    await stores.on(kind).addOrg('o', 'O')
    const { retention, threads, users, results, cache, audit } = stores.on(kind).org('o')
    await expect(retention.set('audit', 100, 'ada')).rejects.toThrow('365 at least')
    await expect(retention.set('mail', 100, 'ada')).rejects.toThrow('Choose audit, threads')
    await retention.set('threads', 10, 'ada')
    await retention.set('results', 20, 'ada')
    await users.save({ userId: 'ada', name: 'Ada', email: null, roles: [], attributes: {} })
    await threads.create({ threadId: 'old', userId: 'ada', project: 'p', title: 'old' })
    await results.put({ runHash: 'r', policies: 'p' }, { rows: [] })
    await cache.put('values', 'k', 1)
    moment += 15 * DAY
    await threads.create({ threadId: 'new', userId: 'ada', project: 'p', title: 'new' })
    expect(await retention.run()).toEqual({ audit: 0, threads: 1, results: 0, caches: 0, runs: 0 })
    expect(await threads.list('ada', 'p')).toMatchObject([{ threadId: 'new' }])
    expect(await results.get({ runHash: 'r', policies: 'p' })).not.toBeNull()
    expect(await retention.policies()).toContainEqual({ kind: 'threads', days: 10, setBy: 'ada' })
    expect((await audit.list()).map(({ entry }) => (entry as { action: string }).action)).toEqual([
      'retention-policy',
      'retention-policy',
      'retention',
    ])
  },
)

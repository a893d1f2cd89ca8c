import { type Clock, seededRandom } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../index.ts'
import { startTestServer } from '../testing.ts'

const DAY = 86_400_000
const server = await startTestServer(console.warn)
afterAll(() => server?.[Symbol.asyncDispose]())

let moment = Date.parse('2026-11-14T10:00:00Z')
const clock: Clock = { now: () => moment }

describe.each(server ? ['PGlite', 'Postgres'] : ['PGlite'])('on %s', (kind) => {
  let store: Store
  beforeAll(async () => {
    store = await openStore(
      kind === 'PGlite' ? { dir: null, clock } : { dir: null, url: server?.url ?? '', clock },
    )
  })
  afterAll(() => store[Symbol.asyncDispose]())

  const orgOf = async (name: string) => {
    await store.addOrg(name, name)
    const org = store.org(name)
    await org.users.save({ userId: 'ada', name: 'Ada', email: null, roles: [], attributes: {} })
    return org
  }

  it('gives a key to the first of many that come at once, and its answer to whoever repeats the request', async () => {
    const { idempotency } = await orgOf('keys')
    const claims = await Promise.all([1, 2, 3, 4].map(() => idempotency.claim('ada', 'k', 'request')))
    expect(claims.map(({ state }) => state).toSorted()).toEqual(['underWay', 'underWay', 'underWay', 'yours'])
    await idempotency.answer('ada', 'k', { status: 201, body: { id: 7 } })
    expect(await idempotency.claim('ada', 'k', 'request')).toEqual({
      state: 'answered',
      reply: { status: 201, body: { id: 7 } },
    })
    expect(await idempotency.claim('ada', 'k', 'another')).toEqual({ state: 'other' })
    expect(await idempotency.claim('bob', 'k', 'request')).toEqual({ state: 'yours' })
    expect(await (await orgOf('others')).idempotency.claim('ada', 'k', 'request')).toEqual({ state: 'yours' })
  })

  it('frees a key that was given back, was never answered, or is a day old', async () => {
    const { idempotency } = await orgOf('ages')
    await idempotency.claim('ada', 'back', 'request')
    await idempotency.release('ada', 'back')
    expect(await idempotency.claim('ada', 'back', 'request')).toEqual({ state: 'yours' })
    await idempotency.claim('ada', 'answered', 'request')
    await idempotency.answer('ada', 'answered', 'yes')
    await idempotency.release('ada', 'answered')
    moment += 121_000
    expect(await idempotency.claim('ada', 'back', 'other')).toEqual({ state: 'yours' })
    expect(await idempotency.claim('ada', 'answered', 'request')).toMatchObject({ state: 'answered' })
    moment += DAY
    expect(await idempotency.claim('ada', 'answered', 'request')).toEqual({ state: 'yours' })
  })

  it('tells sessions, users and versions asked for at the same time apart', async () => {
    const { signIn, users, memory } = await orgOf('together')
    const open = (userId: string) => signIn.open(userId, { via: 'link', device: userId, lifetimeMs: DAY })
    await users.save({ userId: 'bob', name: 'Bob', email: null, roles: [], attributes: {} })
    const [ada, bob, gone] = [await open('ada'), await open('bob'), await open('ada')]
    await signIn.revoke(gone)
    const found = await Promise.all([bob, gone, ada, 'none', ada].map((token) => signIn.session(token)))
    expect(found.map((session) => session?.userId ?? null)).toEqual(['bob', null, 'ada', null, 'ada'])
    moment += 2000
    const idle = await Promise.all([signIn.session(ada, 3000), signIn.session(ada, 1000)])
    expect(idle.map((session) => session !== null)).toEqual([true, false])
    const people = await Promise.all(['ada', 'nobody', 'bob', 'ada'].map((userId) => users.find(userId)))
    expect(people.map((user) => user?.name ?? null)).toEqual(['Ada', null, 'Bob', 'Ada'])
    const before = await Promise.all(['one', 'two'].map((project) => memory.version(project)))
    const entry = { memoryId: 'm', slice: 'all', kind: 'answer' as const, userId: 'ada', body: {} }
    await memory.remember({ ...entry, project: 'two' })
    const after = await Promise.all(['one', 'two'].map((project) => memory.version(project)))
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
  })

  it('pages through threads of all projects, each once, also where many are of one moment', async () => {
    const { threads } = await orgOf('pages')
    const random = seededRandom('threads')
    const ids = Array.from({ length: 23 }, (_, at) => `thread-${at}`)
    for (const threadId of ids) {
      if (random() < 0.4) moment += 1000
      await threads.create({
        threadId,
        userId: 'ada',
        project: random() < 0.5 ? 'shop' : 'bank',
        title: threadId,
        context: { slice: 'all' },
      })
    }
    const seen: string[] = []
    for (let page = await threads.page('ada', { limit: 5 }); page.length > 0; ) {
      expect(page[0]?.context).toEqual({ slice: 'all' })
      seen.push(...page.map(({ threadId }) => threadId))
      const last = page.at(-1)
      if (!last) break
      page = await threads.page('ada', { limit: 5, after: last })
    }
    expect(seen.toSorted()).toEqual(ids.toSorted())
    expect(await threads.page('bob', { limit: 5 })).toEqual([])
  })
})

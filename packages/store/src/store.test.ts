import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Clock } from '@numize/base'
import { keyringOf, newKey } from '@numize/secrets'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore, type Place, restoreStore, type Store } from './index.ts'
import { startTestServer } from './testing.ts'

const SLOW = 60_000
const HOUR = 3_600_000
const START = Date.parse('2026-11-14T10:00:00Z')
let moment = START
const clock: Clock = { now: () => moment }
const auditKeys = keyringOf(newKey())

const root = mkdtempSync(join(tmpdir(), 'numize-store-'))
const server = await startTestServer(console.warn)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  rmSync(root, { recursive: true, force: true })
})

/** A new database of the Postgres server. */
async function newDatabase(name: string): Promise<string> {
  await server?.execute(`CREATE DATABASE ${name}`)
  return server?.url.replace(/postgres$/, name) ?? ''
}

const kinds = server ? ['PGlite', 'Postgres'] : ['PGlite']

let store: Store
let orgs = 0

/** A fresh organisation with one user in the shared store. */
async function freshOrg() {
  const orgId = `org-${(orgs += 1)}`
  await store.addOrg(orgId, orgId)
  const org = store.org(orgId)
  await org.users.save({
    userId: 'ada',
    name: 'Ada',
    email: null,
    roles: ['analyst'],
    attributes: { country: 'FR' },
  })
  return org
}

describe.each(kinds)('on %s', (kind) => {
  const place = async (name: string): Promise<Place> =>
    kind === 'PGlite' ? { dir: join(root, name) } : { dir: null, url: await newDatabase(name) }
  beforeAll(async () => {
    moment = START
    store = await openStore({
      ...(kind === 'PGlite' ? { dir: null } : await place('shared')),
      clock,
      auditKeys,
    })
  }, SLOW)
  afterAll(() => store[Symbol.asyncDispose]())

  it('keeps what was asked, learnt and said of answers, apart for each organisation', async () => {
    const { memory } = await freshOrg()
    const other = (await freshOrg()).memory
    const row = { project: 'shop', slice: 'all', userId: 'ada' }
    await memory.noteAsked({ ...row, runHash: 'abcdef01', body: { question: 'sales' } })
    await memory.noteAsked({ ...row, runHash: 'abcdef01', body: { question: 'sales again' } })
    await memory.noteAsked({ ...row, runHash: 'abcdef99', body: { question: 'costs' } })
    expect(await memory.asked('shop', 'abcdef0')).toMatchObject({ body: { question: 'sales again' } })
    for (const unclear of ['abcdef', 'ab', '%', 'ffffff'])
      expect(await memory.asked('shop', unclear)).toBeNull()
    expect(await other.asked('shop', 'abcdef01')).toBeNull()

    const before = await memory.version('shop')
    await memory.remember({
      ...row,
      memoryId: 'm1',
      kind: 'synonym',
      body: { phrase: 'takings', means: 'sales' },
    })
    expect(await memory.version('shop')).not.toBe(before)
    expect(await memory.memories('shop')).toMatchObject([{ kind: 'synonym', body: { means: 'sales' } }])
    expect(await other.memories('shop')).toEqual([])
    expect([await other.forget('shop', 'm1'), await memory.forget('shop', 'm1')]).toEqual([false, true])

    await memory.addReview({
      ...row,
      reviewId: 'r1',
      runHash: 'abcdef01',
      verdict: 'down',
      body: { reason: 'other' },
    })
    expect(await memory.openReviews('shop')).toMatchObject([{ reviewId: 'r1', verdict: 'down' }])
    expect([await memory.settle('shop', 'r1', 'ada'), await memory.settle('shop', 'r1', 'ada')]).toEqual([
      true,
      false,
    ])
    expect(await memory.openReviews('shop')).toEqual([])
    await memory.dropAsked('2999-01-01T00:00:00Z')
    expect(await memory.asked('shop', 'abcdef0')).toBeNull()
  })

  it('keeps users and replaces what is known of them', async () => {
    const { users } = await freshOrg()
    await users.save({ userId: 'ada', name: 'Ada L.', email: 'a@x.example', roles: [], attributes: {} })
    expect(await users.find('ada')).toEqual({
      userId: 'ada',
      name: 'Ada L.',
      email: 'a@x.example',
      roles: [],
      attributes: {},
      kind: 'person',
      disabledAt: null,
    })
    expect(await users.find('bob')).toBeNull()
  })

  it('opens one session per link, until it expires or is revoked', async () => {
    const { orgId, signIn } = await freshOrg()
    const link = await signIn.createLink('ada', HOUR)
    const session = await signIn.redeem(link, 2 * HOUR)
    expect(store.orgOfToken(session)).toBe(orgId)
    expect(await signIn.session(session)).toMatchObject({
      userId: 'ada',
      expiresAt: '2026-11-14T12:00:00.000Z',
    })
    await expect(signIn.redeem(link, HOUR)).rejects.toMatchObject({ code: 'store/link-spent' })
    expect(await signIn.session(link)).toBeNull()
    moment += 2 * HOUR
    expect(await signIn.session(session)).toBeNull()
    const late = await signIn.createLink('ada', HOUR)
    const next = await signIn.redeem(await signIn.createLink('ada', HOUR), HOUR)
    moment += HOUR - 1
    expect(await signIn.session(next)).not.toBeNull()
    await signIn.revoke(next)
    expect(await signIn.session(next)).toBeNull()
    moment += 1
    await expect(signIn.redeem(late, HOUR)).rejects.toMatchObject({ code: 'store/link-spent' })
  })

  it('lets only one of two hands spend a link', async () => {
    const { signIn } = await freshOrg()
    const link = await signIn.createLink('ada', HOUR)
    const tries = await Promise.allSettled([signIn.redeem(link, HOUR), signIn.redeem(link, HOUR)])
    expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('ends every session of a user at once', async () => {
    const { signIn } = await freshOrg()
    const session = await signIn.redeem(await signIn.createLink('ada', HOUR), HOUR)
    const link = await signIn.createLink('ada', HOUR)
    await signIn.revokeAll('ada')
    expect(await signIn.session(session)).toBeNull()
    await expect(signIn.redeem(link, HOUR)).rejects.toMatchObject({ code: 'store/link-spent' })
  })

  it('keeps threads and their turns in order, for their owner only', async () => {
    const { threads, users } = await freshOrg()
    await users.save({ userId: 'bob', name: 'Bob', email: null, roles: [], attributes: {} })
    const thread = { threadId: 't1', userId: 'ada', project: 'demo', title: 'Spend' }
    await threads.create(thread)
    for (const turn of ['one', 'two', 'three'])
      await threads.addTurn({ ...thread, turnId: turn, body: { z: 1, a: turn } })
    expect(await threads.turns('t1', 'ada')).toEqual(['one', 'two', 'three'].map((a) => ({ z: 1, a })))
    expect(await threads.turn('two', 'ada')).toEqual({ z: 1, a: 'two' })
    expect(await threads.list('ada', 'demo')).toMatchObject([thread])
    expect(await threads.turns('t1', 'bob')).toEqual([])
    expect(await threads.turn('two', 'bob')).toBeNull()
    expect(await threads.find('t1', 'bob')).toBeNull()
  })

  it('renames threads and takes them away with their turns and links, for their owner only', async () => {
    const { threads, shares, users } = await freshOrg()
    await users.save({ userId: 'bob', name: 'Bob', email: null, roles: [], attributes: {} })
    const thread = { threadId: 't1', userId: 'ada', project: 'demo', title: 'Spend' }
    await threads.addTurn({ ...thread, turnId: 'one', body: 1 })
    const expiresAt = new Date(moment + HOUR).toISOString()
    const link = { shareId: 's', kind: 'thread', targetId: 't1', project: 'demo', userId: 'ada' } as const
    const token = await shares.create({ ...link, view: {}, expiresAt })
    expect(await threads.rename('t1', 'bob', 'Mine')).toBe(false)
    expect(await threads.remove('t1', 'bob')).toBe(false)
    expect(await threads.rename('t1', 'ada', 'Card spend')).toBe(true)
    expect(await threads.list('ada', 'demo')).toMatchObject([{ title: 'Card spend' }])
    expect(await threads.remove('t1', 'ada')).toBe(true)
    expect(await threads.list('ada', 'demo')).toEqual([])
    expect(await threads.turn('one', 'ada')).toBeNull()
    expect(await shares.open(token)).toBeNull()
  })

  it('never shows one organisation what another holds', async () => {
    const [mine, theirs] = [await freshOrg(), await freshOrg()]
    const key = { runHash: 'h', policies: 'p' }
    const thread = { threadId: 't', userId: 'ada', project: 'demo', title: 'x' }
    await mine.threads.addTurn({ ...thread, turnId: 'u', body: 1 })
    await mine.results.put(key, { rows: [[1]] })
    await mine.cache.put('values', 'k', [1])
    await mine.audit.append({ did: 'ask' })
    const session = await mine.signIn.redeem(await mine.signIn.createLink('ada', HOUR), HOUR)
    await mine.users.save({ userId: 'only-here', name: 'x', email: null, roles: [], attributes: {} })
    expect(await theirs.threads.turns('t', 'ada')).toEqual([])
    expect(await theirs.threads.find('t', 'ada')).toBeNull()
    await theirs.threads.addTurn({ ...thread, turnId: 'v', body: 2 })
    expect(await mine.threads.turns('t', 'ada')).toEqual([1])
    await expect(
      mine.threads.addTurn({ ...thread, userId: 'only-here', turnId: 'w', body: 3 }),
    ).rejects.toMatchObject({ code: 'store/foreign-thread' })
    expect(await theirs.results.get(key)).toBeNull()
    expect(await theirs.cache.get('values', 'k')).toBeNull()
    expect(await theirs.audit.list()).toEqual([])
    expect(await theirs.signIn.session(session)).toBeNull()
    expect(await theirs.users.find('only-here')).toBeNull()
    await theirs.cache.keepOnly('values', [])
    expect(await mine.cache.get('values', 'k')).toEqual([1])
  })

  it('keeps a result per run and per policies, as it was', async () => {
    const { results } = await freshOrg()
    const result = { rows: [['FR', 1.5, null, '12345678901234567890']], columns: { b: 1, a: 2 } }
    await results.put({ runHash: 'h', policies: 'all' }, result)
    await results.put({ runHash: 'h', policies: 'all' }, { rows: [] })
    expect(JSON.stringify(await results.get({ runHash: 'h', policies: 'all' }))).toBe(JSON.stringify(result))
    expect(await results.get({ runHash: 'h', policies: 'france' })).toBeNull()
    const rows = Array.from({ length: 10_001 }, () => [1])
    await expect(results.put({ runHash: 'big', policies: 'all' }, { rows })).rejects.toMatchObject({
      code: 'store/too-many-rows',
    })
  })

  it('keeps a timeline for each project', async () => {
    const { knownEvents } = await freshOrg()
    const price = { name: 'Price change', day: '2026-03-01', until: null, note: '$9.99 to $11.99' }
    await knownEvents.save('shop', price, 'ada')
    await knownEvents.save(
      'shop',
      { name: 'Fair', day: '2026-02-10', until: '2026-02-12', note: null },
      'ada',
    )
    await knownEvents.save('shop', { ...price, note: '$11.99' }, 'ada')
    expect(await knownEvents.list('shop')).toEqual([
      { name: 'Fair', day: '2026-02-10', until: '2026-02-12', note: null },
      { ...price, note: '$11.99' },
    ])
    expect(await knownEvents.list('other')).toEqual([])
    expect(await knownEvents.remove('shop', 'Fair')).toBe(1)
    expect(await knownEvents.remove('shop', 'Fair')).toBe(0)
  })

  it('drops cache entries that are no longer wanted', async () => {
    const { cache } = await freshOrg()
    await cache.put('values', 'old', 1)
    await cache.put('values', 'new', 2)
    await cache.put('values', 'new', { v: 3 })
    await cache.keepOnly('values', ['new'])
    expect(await cache.get('values', 'old')).toBeNull()
    expect(await cache.get('values', 'new')).toEqual({ v: 3 })
  })

  it('chains the audit without gaps, also when many write at once', async () => {
    const { audit } = await freshOrg()
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => audit.append({ n, text: 'é "quoted"', list: [1.5, null] })),
    )
    const records = await audit.list({ after: 10, limit: 5 })
    expect(records.map(({ seq }) => seq)).toEqual([11, 12, 13, 14, 15])
    expect(await audit.verify()).toMatchObject({ ok: true, entries: 30 })
  })

  it('is backed up while it serves and restored elsewhere, as it was', { timeout: SLOW }, async () => {
    const mine = await freshOrg()
    const thread = { threadId: 't', userId: 'ada', project: 'demo', title: 'it\'s "α"\n' }
    for (const turn of ['one', 'two'])
      await mine.threads.addTurn({ ...thread, turnId: turn, body: { z: 1, a: turn } })
    for (let n = 0; n < 250; n++) await mine.audit.append({ n, text: 'é "quoted"' })
    const file = join(root, `${kind}.backup`)
    const { rows } = await store.backup(file)
    expect(rows).toBeGreaterThan(250)
    for (const target of [await place('restored'), { dir: join(root, `${kind}-to-pglite`) }]) {
      expect(await restoreStore(file, target)).toEqual({ rows })
      await expect(restoreStore(file, target)).rejects.toMatchObject({ code: 'store/not-empty' })
      await using restored = await openStore({ ...target, clock, auditKeys })
      const again = restored.org(mine.orgId)
      expect(await again.audit.list()).toEqual(await mine.audit.list())
      expect(await again.audit.verify()).toMatchObject({ ok: true, entries: 250 })
      expect(await again.threads.list('ada', 'demo')).toEqual(await mine.threads.list('ada', 'demo'))
      await again.threads.addTurn({ ...thread, turnId: 'three', body: 3 })
      expect(await again.threads.turns('t', 'ada')).toEqual([{ z: 1, a: 'one' }, { z: 1, a: 'two' }, 3])
    }
  })

  it('refuses half a backup, and restores nothing of it', { timeout: SLOW }, async () => {
    await freshOrg()
    const file = join(root, `${kind}.whole`)
    await store.backup(file)
    const text = gunzipSync(readFileSync(file)).toString()
    const lines = text.split('\n').filter(Boolean)
    const broken = {
      'cut.backup': gzipSync(`${lines.slice(0, -1).join('\n')}\n`),
      'torn.backup': readFileSync(file).subarray(0, -20),
      'other.backup': gzipSync('{"hello": 1}\n'),
      'plain.backup': Buffer.from(text),
      'foreign.backup': gzipSync([lines[0], 'pg_authid\t{}', ...lines.slice(1)].join('\n')),
    }
    const target = await place('half')
    for (const [name, bytes] of Object.entries(broken)) {
      writeFileSync(join(root, name), bytes)
      await expect(restoreStore(join(root, name), target), name).rejects.toMatchObject({
        code: 'store/bad-backup',
      })
    }
    await using empty = await openStore({ ...target, clock })
    expect(await empty.orgs()).toEqual([])
  })

  it('keeps text for the job queue out of the transactions of others', async () => {
    const { orgId, audit } = await freshOrg()
    await Promise.all([
      ...Array.from({ length: 10 }, (_, n) => audit.append({ n })),
      ...Array.from({ length: 10 }, () => store.executeSql('BEGIN; SELECT 1; ROLLBACK;')),
    ])
    expect(await audit.verify()).toMatchObject({ ok: true, entries: 10 })
    await expect(store.executeSql('BEGIN; SELECT 1; SELECT nothing;')).rejects.toThrow('nothing')
    expect((await store.executeSql('SELECT $1::int AS n', [4])).rows).toEqual([{ n: 4 }])
    expect((await store.orgs()).map((one) => one.orgId)).toContain(orgId)
  })
})

it('is held by one process: a second is told which', { timeout: SLOW }, async () => {
  const dir = join(root, 'locked')
  {
    await using _ = await openStore({ dir })
    const second = openStore({ dir })
    await expect(second).rejects.toMatchObject({ code: 'store/locked', facts: { pid: process.pid } })
    await expect(second).rejects.toThrow(`in use by process ${process.pid}`)
  }
  expect(existsSync(join(dir, 'store.lock'))).toBe(false)
})

it('says in one sentence that a folder cannot be used', async () => {
  const file = join(root, 'a-file')
  writeFileSync(file, '')
  await expect(openStore({ dir: join(file, 'store') })).rejects.toMatchObject({ code: 'store/folder' })
})

/** A process that writes for ever and says each write once it is acknowledged. */
const writer = (dir: string): ChildProcess =>
  spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '--input-type=module',
      '--eval',
      `import { openStore } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
       const store = await openStore({ dir: ${JSON.stringify(dir)} })
       await store.addOrg('o', 'O')
       for (let n = 1; ; n++) { await store.org('o').audit.append({ n }); process.stdout.write(n + '\\n') }`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )

it('keeps every acknowledged write when its process is killed', { timeout: SLOW }, async () => {
  const dir = join(root, 'killed')
  const child = writer(dir)
  let acknowledged = 0
  child.stdout?.on('data', (lines: Buffer) => {
    acknowledged = Number(lines.toString().trim().split('\n').at(-1))
    if (acknowledged >= 20) child.kill('SIGKILL')
  })
  await once(child, 'close')
  expect(acknowledged).toBeGreaterThanOrEqual(20)
  await using reopened = await openStore({ dir })
  const verdict = await reopened.org('o').audit.verify()
  expect(verdict.ok && verdict.entries >= acknowledged).toBe(true)
})

describe.skipIf(!server)('a Postgres server', () => {
  it('is shared by several that start at once', { timeout: SLOW }, async () => {
    const url = await newDatabase('together')
    const opened = await Promise.all([1, 2, 3].map(() => openStore({ dir: null, url, clock, auditKeys })))
    await opened[0]?.addOrg('o', 'O')
    expect(await opened[2]?.orgs()).toEqual([{ orgId: 'o', name: 'O', projectsDir: null }])
    await Promise.all(opened.map(async (one) => one.org('o').audit.append({})))
    expect(await opened[1]?.org('o').audit.verify()).toMatchObject({ ok: true, entries: 3 })
    for (const one of opened) await one[Symbol.asyncDispose]()
  })

  it('that does not answer is told in one sentence, without the password', async () => {
    const wrong = server?.url.replace('owner:owner', 'owner:secret-word') ?? ''
    const refused = openStore({ dir: null, url: wrong, clock })
    await expect(refused).rejects.toMatchObject({ code: 'store/unreachable' })
    await expect(refused).rejects.not.toThrow('secret-word')
    const nobody = openStore({ dir: null, url: 'postgres://u:secret-word@127.0.0.1:1/x', clock })
    await expect(nobody).rejects.toThrow('127.0.0.1:1/x cannot be used (ECONNREFUSED)')
  })
})

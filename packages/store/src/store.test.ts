import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Clock } from '@numize/base'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore, type Store } from './index.ts'

const SLOW = 60_000
const HOUR = 3_600_000
let moment = Date.parse('2026-11-14T10:00:00Z')
const clock: Clock = { now: () => moment }

const root = mkdtempSync(join(tmpdir(), 'numize-store-'))
let store: Store
let orgs = 0

/** A fresh organisation with one user in the shared in-memory store. */
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

beforeAll(async () => {
  store = await openStore({ dir: null, clock })
}, SLOW)
afterAll(async () => {
  await store[Symbol.asyncDispose]()
  rmSync(root, { recursive: true, force: true })
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
    await threads.addTurn({ turnId: turn, threadId: 't1', body: { z: 1, a: turn } })
  expect(await threads.turns('t1', 'ada')).toEqual(['one', 'two', 'three'].map((a) => ({ z: 1, a })))
  expect(await threads.turn('two', 'ada')).toEqual({ z: 1, a: 'two' })
  expect(await threads.list('ada', 'demo')).toMatchObject([thread])
  expect(await threads.turns('t1', 'bob')).toEqual([])
  expect(await threads.turn('two', 'bob')).toBeNull()
  expect(await threads.find('t1', 'bob')).toBeNull()
})

it('never shows one organisation what another holds', async () => {
  const [mine, theirs] = [await freshOrg(), await freshOrg()]
  const key = { runHash: 'h', policies: 'p' }
  await mine.threads.create({ threadId: 't', userId: 'ada', project: 'demo', title: 'x' })
  await mine.threads.addTurn({ turnId: 'u', threadId: 't', body: 1 })
  await mine.results.put(key, { rows: [[1]] })
  await mine.cache.put('values', 'k', [1])
  await mine.audit.append({ did: 'ask' })
  const session = await mine.signIn.redeem(await mine.signIn.createLink('ada', HOUR), HOUR)
  await mine.users.save({ userId: 'only-here', name: 'x', email: null, roles: [], attributes: {} })
  expect(await theirs.threads.turns('t', 'ada')).toEqual([])
  expect(await theirs.threads.find('t', 'ada')).toBeNull()
  await expect(theirs.threads.addTurn({ turnId: 'v', threadId: 't', body: 1 })).rejects.toThrow('foreign key')
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
  expect(await audit.verify()).toEqual({ ok: true, entries: 30 })
})

const ENTRIES = 5

it('refuses changes to the audit, and tells when the files were changed behind its back', {
  timeout: SLOW,
}, async () => {
  const dir = join(root, 'audit')
  const names = ['edited', 'removed', 'cut', 'whole'] as const
  {
    await using written = await openStore({ dir, clock })
    for (const name of names) {
      await written.addOrg(name, name)
      for (let n = 0; n < ENTRIES; n++) await written.org(name).audit.append({ n })
    }
  }
  const database = await PGlite.create(join(dir, 'postgres'))
  for (const change of ["UPDATE audit SET entry = '{}'", 'DELETE FROM audit', 'TRUNCATE audit'])
    await expect(database.exec(change)).rejects.toThrow('append-only')
  await database.exec(`
    ALTER TABLE audit DISABLE TRIGGER USER;
    UPDATE audit SET entry = '{"n": 99}' WHERE org_id = 'edited' AND seq = 2;
    DELETE FROM audit WHERE org_id = 'removed' AND seq = 3;
    DELETE FROM audit WHERE org_id = 'cut' AND seq = 5;
  `)
  await database.close()
  await using reopened = await openStore({ dir, clock })
  const verdicts = await Promise.all(names.map((name) => reopened.org(name).audit.verify()))
  expect(verdicts).toEqual([
    { ok: false, seq: 2, problem: 'changed' },
    { ok: false, seq: 3, problem: 'missing' },
    { ok: false, seq: 5, problem: 'missing' },
    { ok: true, entries: ENTRIES },
  ])
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

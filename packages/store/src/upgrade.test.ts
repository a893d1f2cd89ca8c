import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fixedClock } from '@numize/base'
import { createSealer, keyringOf, newKey } from '@numize/secrets'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Database } from './database.ts'
import { openStore, type Place, type Store } from './index.ts'
import { migrate, migrations } from './migrate.ts'
import { openDatabase } from './open-database.ts'
import { startTestServer } from './testing.ts'

vi.setConfig({ testTimeout: 180_000 })

const clock = fixedClock('2026-11-14T10:00:00Z')
const auditKeys = keyringOf(newKey())
const sealer = createSealer(keyringOf(newKey()))
const root = mkdtempSync(join(tmpdir(), 'numize-upgrade-'))
const server = await startTestServer(console.warn)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  rmSync(root, { recursive: true, force: true })
})

const kinds = server ? ['PGlite', 'Postgres'] : ['PGlite']
let places = 0

async function newPlace(kind: string): Promise<Place> {
  const name = `upgrade_${(places += 1)}`
  if (kind === 'PGlite') return { dir: join(root, name) }
  await server?.execute(`CREATE DATABASE ${name}`)
  return { dir: null, url: server?.url.replace(/postgres$/, name) }
}

const open = (place: Place): Promise<Store> => openStore({ ...place, clock, auditKeys })

/** Something in every part of an organisation. */
async function fill(place: Place): Promise<void> {
  await using store = await open(place)
  await store.addOrg('o', 'Org')
  const org = store.org('o')
  await org.users.save({
    userId: 'ada',
    name: 'Ada',
    email: 'a@x.example',
    roles: ['admin'],
    attributes: { country: 'FR' },
  })
  await org.signIn.redeem(await org.signIn.createLink('ada', 3_600_000), 3_600_000)
  const thread = { threadId: 't', userId: 'ada', project: 'p', title: 'it\'s "α"\n' }
  await org.threads.create(thread)
  for (const turnId of ['one', 'two']) await org.threads.addTurn({ ...thread, turnId, body: { turnId } })
  await org.results.put({ runHash: 'r', policies: 'all' }, { rows: [['FR', 1.5, null]] })
  await org.cache.put('values', 'k', [1])
  const row = { project: 'p', slice: 's', userId: 'ada', body: { words: 'é' } }
  await org.memory.noteAsked({ ...row, runHash: 'abcdef01' })
  await org.memory.remember({ ...row, memoryId: 'm', kind: 'synonym' })
  await org.memory.addReview({ ...row, reviewId: 'v', runHash: 'abcdef01', verdict: 'down' })
  await org.goals.save('p', 'g', { target: 1 }, 'ada')
  await org.knownEvents.save('p', { name: 'Fair', day: '2026-02-10', until: null, note: null }, 'ada')
  await org.runs.add({ kind: 'dive', key: 'k', userId: 'ada', input: {} })
  await org.secrets.put('db', sealer.seal('hunter2', 'db'), 'ada')
  await org.retention.set('threads', 90, 'ada')
  for (let n = 0; n < 3; n++) await org.audit.append({ action: 'ask', userId: 'ada', detail: { n } })
}

async function inDatabase<T>(place: Place, work: (database: Database) => Promise<T>): Promise<T> {
  const { database, lock } = await openDatabase(place)
  try {
    return await work(database)
  } finally {
    await database[Symbol.asyncDispose]()
    lock?.[Symbol.dispose]()
  }
}

type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

/** All rows of all tables. */
async function rowsOf(database: Database): Promise<Rows> {
  const { rows } = await database.query(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_name <> 'schema_version'`,
    [],
  )
  const tables = rows.map((row) => (row as { name: string }).name)
  const found = await Promise.all(
    tables.map(async (name) => {
      const text = `SELECT row_to_json(t) AS row FROM ${name} t ORDER BY row_to_json(t)::text`
      return [name, (await database.query(text, [])).rows.map((one) => (one as { row: object }).row)] as const
    }),
  )
  return Object.fromEntries(found) as Rows
}

/** The tables and columns that `shape` has too; of the cache what was not laid aside. */
function within(rows: Rows, shape: Rows): Rows {
  const tables = Object.keys(shape).filter((name) => rows[name] !== undefined)
  return Object.fromEntries(
    tables.map((name) => {
      const columns = Object.keys(shape[name]?.[0] ?? {})
      const kept = (rows[name] ?? []).filter((row) => !/^\d{4} /.test(String(row['cache'])))
      const cut = kept.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])))
      return [name, cut.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))]
    }),
  )
}

const versions = migrations().map(({ version }) => version)

describe.each(kinds)('a store with data on %s', (kind) => {
  it('goes down the last two versions and up again, and what both know stays as it was', async () => {
    const place = await newPlace(kind)
    await fill(place)
    await inDatabase(place, async (database) => {
      const newest = await rowsOf(database)
      expect(Object.values(newest).filter((rows) => rows.length > 0).length).toBeGreaterThan(14)
      for (const version of [versions.at(-2), versions.at(-3)]) {
        await migrate(database, version)
        const older = await rowsOf(database)
        expect(within(older, older)).toEqual(within(newest, older))
      }
      const oldest = await rowsOf(database)
      for (const version of [versions.at(-2), versions.at(-1)]) {
        await migrate(database, version)
        expect(within(await rowsOf(database), oldest)).toEqual(within(newest, oldest))
      }
    })
    await using store = await open(place)
    expect(await store.org('o').audit.verify()).toMatchObject({ ok: true })
    expect(await store.org('o').threads.turns('t', 'ada')).toEqual([{ turnId: 'one' }, { turnId: 'two' }])
  })

  it('goes down to before keys and secrets and up again: people, secrets, policies and proof are kept', async () => {
    const place = await newPlace(kind)
    await fill(place)
    const before = await (async () => {
      await using store = await open(place)
      return await store.org('o').audit.list()
    })()
    await inDatabase(place, async (database) => {
      await migrate(database, 9)
      const { rows } = await database.query('SELECT entry FROM audit ORDER BY seq', [])
      expect(rows).toHaveLength(before.length)
      await migrate(database)
    })
    await using store = await open(place)
    const { audit, secrets, retention } = store.org('o')
    expect(await audit.list()).toEqual(before)
    expect(await audit.verify()).toMatchObject({ ok: true, unkeyed: 0 })
    expect(sealer.open((await secrets.sealed('db')) ?? '', 'db')).toBe('hunter2')
    expect(await retention.policies()).toContainEqual({ kind: 'threads', days: 90, setBy: 'ada' })
    expect((await audit.append({ action: 'ask', userId: 'ada' })).seq).toBe(before.length + 1)
  })

  it('is upgraded by a step that was merged after a later one', async () => {
    const place = await newPlace(kind)
    await inDatabase(place, async (database) => {
      await migrate(database)
      const gap = migrations().find(({ name }) => name === 'secrets')
      await database.exec(`${gap?.down}; DELETE FROM schema_version WHERE version = ${gap?.version}`)
    })
    await using store = await open(place)
    await store.addOrg('o', 'Org')
    expect(await store.org('o').secrets.list()).toEqual([])
  })
})

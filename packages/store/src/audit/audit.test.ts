import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '@numize/base'
import { keyringOf, newKey } from '@numize/secrets'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { anchorFile, openStore, readAnchors, type Store } from '../index.ts'
import { migrate } from '../migrate.ts'
import { openDatabase } from '../open-database.ts'
import { startTestStores } from '../testing/start-test-stores.ts'
import { unkeyedChain } from '../testing/unkeyed-chain.ts'

const SLOW = 90_000
const DAY = 86_400_000
const START = Date.parse('2026-11-14T10:00:00Z')
let moment = START
const clock: Clock = { now: () => moment }
const auditKeys = keyringOf(newKey())

const root = mkdtempSync(join(tmpdir(), 'numize-audit-'))
const fileOf = (kind: string) => join(root, `${kind}.anchors`)
const stores = await startTestStores((kind) => ({
  clock,
  auditKeys,
  anchors: [anchorFile(fileOf(kind))],
  anchorEvery: { entries: 5 },
}))
afterAll(async () => {
  await stores[Symbol.asyncDispose]()
  rmSync(root, { recursive: true, force: true })
})

let orgs = 0
/** An organisation that nobody else has. */
async function freshOrg(kind: string) {
  const orgId = `${kind}-${(orgs += 1)}`
  await stores.on(kind).addOrg(orgId, orgId)
  return stores.on(kind).org(orgId)
}

const asked = (userId: string, n: number) => ({
  action: 'ask',
  userId,
  project: 'shop',
  outcome: 'answered',
  runHash: `run-${n}`,
  detail: { question: `what did number ${n} buy` },
})

async function fill(store: Store, names: readonly string[]): Promise<void> {
  for (const org of names) {
    await store.addOrg(org, org)
    for (let n = 1; n <= 5; n++) await store.org(org).audit.append(asked('ada', n))
  }
}

/** Statements of somebody who has the database and not the key. */
const behindItsBack = async (store: Store, statements: string): Promise<void> => {
  await store.executeSql(`ALTER TABLE audit DISABLE TRIGGER USER; ${statements};
    ALTER TABLE audit ENABLE TRIGGER USER;`)
}

const SWAP = (org: string) => `
  UPDATE audit SET seq = -1 WHERE org_id = '${org}' AND seq = 2;
  UPDATE audit SET seq = 2 WHERE org_id = '${org}' AND seq = 3;
  UPDATE audit SET seq = 3 WHERE org_id = '${org}' AND seq = -1;`

async function databaseOf(name: string): Promise<string> {
  await stores.server?.execute(`CREATE DATABASE ${name}`)
  return stores.server?.url.replace(/postgres$/, name) ?? ''
}

/** Until the last entry of each is known outside the database. */
const anchored = (kind: string, names: readonly string[]): Promise<void> =>
  vi.waitFor(
    async () => {
      const anchors = await readAnchors(fileOf(kind))
      for (const name of names)
        expect(anchors.filter(({ orgId, seq }) => orgId === name && seq === 5)).not.toEqual([])
    },
    { timeout: SLOW },
  )

describe.each(stores.kinds)('the audit on %s', (kind) => {
  it('names the first entry that was changed, taken away, moved or cut off', { timeout: SLOW }, async () => {
    const store = stores.on(kind)
    const names = ['edited', 'renamed', 'removed', 'swapped', 'cut', 'rewritten', 'emptied', 'whole']
    await fill(store, names)
    await anchored(kind, names)
    await behindItsBack(
      store,
      `UPDATE audit SET entry = '{"action": "view"}' WHERE org_id = 'edited' AND seq = 2;
       UPDATE audit SET person = 'bob' WHERE org_id = 'renamed' AND seq = 4;
       DELETE FROM audit WHERE org_id = 'removed' AND seq = 3;
       ${SWAP('swapped')}
       DELETE FROM audit WHERE org_id = 'cut' AND seq = 5;
       UPDATE audit_heads h SET seq = 4, hash = a.hash FROM audit a
         WHERE h.org_id = 'cut' AND a.org_id = 'cut' AND a.seq = 4;
       DELETE FROM audit WHERE org_id = 'rewritten'; ${unkeyedChain('rewritten', [asked('eve', 1)])}
       DELETE FROM audit WHERE org_id = 'emptied'; DELETE FROM audit_heads WHERE org_id = 'emptied';`,
    )
    const anchors = await readAnchors(fileOf(kind))
    const verdicts = await Promise.all(
      names.map(async (org) => [org, await store.org(org).audit.verify(anchors)]),
    )
    expect(Object.fromEntries(verdicts)).toEqual({
      edited: { ok: false, seq: 2, problem: 'changed' },
      renamed: { ok: false, seq: 4, problem: 'changed' },
      removed: { ok: false, seq: 3, problem: 'missing' },
      swapped: { ok: false, seq: 2, problem: 'changed' },
      cut: { ok: false, seq: 5, problem: 'missing' },
      rewritten: { ok: false, seq: 2, problem: 'missing' },
      emptied: { ok: false, seq: 1, problem: 'missing' },
      whole: { ok: true, entries: 5, from: 1, unkeyed: 0, anchoredTo: 5 },
    })
  })

  it('refuses changes even of its owner', { timeout: SLOW }, async () => {
    const store = stores.on(kind)
    await fill(store, ['refusing'])
    for (const change of [
      "UPDATE audit SET entry = '{}'",
      'DELETE FROM audit WHERE seq = 1',
      'TRUNCATE audit CASCADE',
    ])
      await expect(store.executeSql(change)).rejects.toThrow('append-only')
  })

  it('finds entries by person, kind, project, time and run', { timeout: SLOW }, async () => {
    moment = START
    const { audit } = await freshOrg(kind)
    await audit.append(asked('ada', 1))
    await audit.append({ ...asked('bob', 2), project: 'clinic' })
    moment += DAY
    const from = new Date(moment).toISOString()
    await audit.append({ action: 'grant', userId: 'bob', aboutUserId: 'ada', detail: { roles: ['analyst'] } })
    const found = async (filter: Parameters<typeof audit.list>[0]) =>
      (await audit.list(filter)).map(({ seq }) => seq)
    expect(await found({ userId: 'ada' })).toEqual([1, 3])
    expect(await found({ userId: 'bob', action: 'ask' })).toEqual([2])
    expect(await found({ userId: 'nobody' })).toEqual([])
    expect(await found({ project: 'clinic' })).toEqual([2])
    expect(await found({ runHash: 'run-1' })).toEqual([1])
    expect(await found({ from })).toEqual([3])
    expect(await found({ to: from, newestFirst: true, limit: 1 })).toEqual([2])
    expect((await audit.list({ action: 'grant' }))[0]?.entry).toEqual({
      action: 'grant',
      userId: 'bob',
      aboutUserId: 'ada',
      detail: { roles: ['analyst'] },
    })
  })

  it('is cut by age at a checkpoint that nobody can forge', { timeout: SLOW }, async () => {
    moment = START
    const store = stores.on(kind)
    await fill(store, ['aged', 'other'])
    await anchored(kind, ['aged', 'other'])
    moment += 800 * DAY
    const { audit, retention } = store.org('aged')
    await audit.append(asked('bob', 6))
    expect(await retention.run()).toMatchObject({ audit: 5, threads: 0 })
    expect(await retention.run()).toMatchObject({ audit: 0 })
    const left = await audit.list()
    expect(left.map(({ seq, entry }) => [seq, (entry as { action: string }).action])).toEqual([
      [6, 'ask'],
      [7, 'audit-cut'],
      [8, 'retention'],
    ])
    expect(await audit.verify(await readAnchors(fileOf(kind)))).toMatchObject({
      ok: true,
      from: 6,
      entries: 3,
    })
    expect(await store.org('other').audit.verify(await readAnchors(fileOf(kind)))).toMatchObject({
      entries: 5,
    })
    await expect(store.executeSql("DELETE FROM audit WHERE org_id = 'aged'")).rejects.toThrow('append-only')
    await behindItsBack(
      store,
      `DELETE FROM audit WHERE org_id = 'aged' AND seq = 6; UPDATE audit_checkpoints SET seq = 6,
       hash = (SELECT previous_hash FROM audit WHERE org_id = 'aged' AND seq = 7) WHERE org_id = 'aged'`,
    )
    expect(await audit.verify()).toEqual({ ok: false, seq: 6, problem: 'checkpoint' })
  })

  it('goes on with the key where an older version made the chain without one', {
    timeout: SLOW,
  }, async () => {
    const place = kind === 'PGlite' ? { dir: join(root, 'old') } : { dir: null, url: await databaseOf('old') }
    const chain = (org: string, numbers: readonly number[]) =>
      unkeyedChain(
        org,
        numbers.map((n) => asked('ada', n)),
      )
    const { database, lock } = await openDatabase(place)
    await migrate(database, 9)
    await database.exec("INSERT INTO orgs VALUES ('old', 'old', now()), ('forged', 'forged', now())")
    for (const org of ['old', 'forged']) await database.exec(chain(org, [1, 2, 3]))
    await database[Symbol.asyncDispose]()
    lock?.[Symbol.dispose]()

    await using store = await openStore({ ...place, clock, auditKeys })
    const { audit } = store.org('old')
    await audit.append(asked('bob', 4))
    expect(await audit.verify()).toMatchObject({ ok: true, entries: 5, unkeyed: 3 })
    expect((await audit.list({ userId: 'ada' })).map(({ seq }) => seq)).toEqual([1, 2, 3])
    await behindItsBack(
      store,
      `CREATE TEMP TABLE signed AS SELECT * FROM audit WHERE org_id = 'forged' AND seq = 4;
       DELETE FROM audit WHERE org_id = 'forged'; ${chain('forged', [1, 2, 99])}
       INSERT INTO audit SELECT * FROM signed;
       UPDATE audit_heads h SET seq = 4, hash = signed.hash FROM signed WHERE h.org_id = 'forged'`,
    )
    expect(await store.org('forged').audit.verify()).toEqual({ ok: false, seq: 4, problem: 'changed' })
    await behindItsBack(
      store,
      `INSERT INTO audit (org_id, seq, at, entry, previous_hash, hash)
       SELECT 'old', 6, at, entry, 'x', 'x' FROM audit WHERE org_id = 'old' AND seq = 5`,
    )
    expect(await audit.verify()).toEqual({ ok: false, seq: 6, problem: 'unkeyed' })
  })
})

it('says when the key of the chain is not here', { timeout: SLOW }, async () => {
  const dir = join(root, 'keys')
  const others = keyringOf(newKey())
  {
    await using store = await openStore({ dir, clock, auditKeys })
    await fill(store, ['o'])
  }
  {
    await using store = await openStore({ dir, clock, auditKeys: others })
    expect(await store.org('o').audit.verify()).toEqual({ ok: false, seq: 1, problem: 'unknown-key' })
    await store.org('o').audit.append(asked('eve', 6))
  }
  await using store = await openStore({ dir, clock, auditKeys: keyringOf(others.current, auditKeys.keys) })
  expect(await store.org('o').audit.verify()).toMatchObject({ ok: true, entries: 6 })
})

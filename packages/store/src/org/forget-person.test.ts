import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { startTestStores } from '../testing/start-test-stores.ts'

const SLOW = 90_000
const DAY = 86_400_000
const moment = Date.parse('2026-11-14T10:00:00Z')
const clock = { now: () => moment }
const stores = await startTestStores(() => ({ clock }))
const root = mkdtempSync(join(tmpdir(), 'numize-forget-'))
afterAll(async () => {
  await stores[Symbol.asyncDispose]()
  rmSync(root, { recursive: true, force: true })
})
const asked = { action: 'ask', project: 'p', outcome: 'answered' }

it.each(stores.kinds)(
  'forgets a person on %s: nothing of them can be read, and the chain still verifies',
  {
    timeout: SLOW,
  },
  async (kind) => {
    const name = 'grace-canary'
    const words = 'canary-words'
    const store = stores.on(kind)
    await store.addOrg('o', 'O')
    const org = store.org('o')
    for (const userId of [name, 'ada'])
      await org.users.save({
        userId,
        name: `${userId} H.`,
        email: `${userId}@x.example`,
        roles: [],
        attributes: { words },
      })
    for (const userId of [name, 'ada']) {
      const thread = { threadId: userId, userId, project: 'p', title: words }
      await org.threads.addTurn({ ...thread, turnId: userId, body: { words } })
      const row = { project: 'p', slice: 's', userId, body: { words } }
      const runHash = `${userId}-run`
      await org.memory.noteAsked({ ...row, runHash })
      await org.memory.remember({ ...row, memoryId: userId, kind: 'synonym' })
      await org.memory.addReview({ ...row, runHash, reviewId: userId, verdict: 'down' })
    }
    await org.goals.save('p', 'g', {}, name)
    const session = await org.signIn.redeem(await org.signIn.createLink(name, DAY), DAY)
    await org.audit.append({ ...asked, userId: name, detail: { words, name } })
    await org.audit.append({ action: 'grant', userId: 'ada', aboutUserId: name })
    await org.audit.append({ ...asked, userId: 'ada', detail: { words } })
    await expect(org.forget(name, name)).rejects.toMatchObject({ code: 'store/forget-yourself' })
    await expect(org.forget('nobody', 'ada')).rejects.toMatchObject({ code: 'store/no-person' })
    expect(await org.forget(name, 'ada')).toMatchObject({ namedInAudit: 0 })

    expect(await org.users.find(name)).toBeNull()
    expect(await org.signIn.session(session)).toBeNull()
    expect(await org.threads.list('ada', 'p')).toHaveLength(1)
    expect(await org.memory.memories('p')).toHaveLength(1)
    expect(await org.audit.verify()).toMatchObject({ ok: true, entries: 4 })
    expect((await org.audit.list()).map(({ entry }) => entry)).toMatchObject([
      { action: 'ask', userId: null, project: 'p' },
      { action: 'grant', userId: 'ada', aboutUserId: null },
      { action: 'ask', userId: 'ada', detail: { words } },
      { action: 'forget-person', userId: 'ada', aboutUserId: null },
    ])
    expect(await org.audit.list({ userId: name })).toEqual([])
    const file = join(root, `${kind}.backup`)
    await store.backup(file)
    expect(gunzipSync(readFileSync(file)).toString()).not.toContain(name)
  },
)

it('goes wherever a later table names a person', { timeout: SLOW }, async () => {
  const store = stores.on('PGlite')
  await store.addOrg('later', 'Later')
  const org = store.org('later')
  await org.users.save({ userId: 'grace', name: 'G', email: null, roles: [], attributes: {} })
  await store.executeSql(`
    INSERT INTO boards SELECT 'later', visibility, 'p', 'grace', visibility, 1, '{}', now(), now()
      FROM unnest(ARRAY['private', 'team']) AS visibility;
    CREATE TABLE later_boards (org_id text, board_id text, owned_by text, PRIMARY KEY (org_id, board_id));
    CREATE TABLE later_votes (org_id text, user_id text, vote text, PRIMARY KEY (org_id, user_id));
    CREATE TABLE later_badges (org_id text, badge text, user_id text,
      FOREIGN KEY (org_id, user_id) REFERENCES users ON DELETE CASCADE);
    INSERT INTO later_boards VALUES ('later', 'b', 'grace'), ('o', 'b', 'grace');
    INSERT INTO later_votes VALUES ('later', 'grace', 'yes'), ('later', 'ada', 'no');
    INSERT INTO later_badges VALUES ('later', 'x', 'grace');`)
  await org.forget('grace', 'ada')
  const rowsOf = async (table: string) => (await store.executeSql(`SELECT * FROM ${table} ORDER BY 1`)).rows
  expect(await rowsOf('boards')).toMatchObject([{ board_id: 'team', user_id: '(forgotten)' }])
  expect(await rowsOf('later_boards')).toEqual([
    { org_id: 'later', board_id: 'b', owned_by: '(forgotten)' },
    { org_id: 'o', board_id: 'b', owned_by: 'grace' },
  ])
  expect(await rowsOf('later_votes')).toEqual([{ org_id: 'later', user_id: 'ada', vote: 'no' }])
  expect(await rowsOf('later_badges')).toEqual([])
})

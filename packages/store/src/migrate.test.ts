import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import { migrate, migrations } from './migrate.ts'
import { openPglite } from './pglite/open-pglite.ts'
import { openPostgres } from './postgres/open-postgres.ts'
import { startTestServer } from './testing.ts'

const server = await startTestServer(console.warn)
afterAll(() => server?.[Symbol.asyncDispose]())

it.each(server ? ['PGlite', 'Postgres'] : ['PGlite'])(
  'goes up and down on %s, one version at a time, and refuses a store from the future',
  async (kind) => {
    await using database = kind === 'PGlite' ? await openPglite(null) : await openPostgres(server?.url ?? '')
    const { db } = database
    const state = async () => {
      const tables = await sql<{ name: string }>`
      SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`.execute(
        db,
      )
      const functions = await sql<{ name: string }>`
      SELECT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace`.execute(db)
      return [...tables.rows, ...functions.rows].map(({ name }) => name)
    }
    const states: string[][] = []
    for (const { version } of [{ version: 0 }, ...migrations()]) {
      await migrate(database, version)
      states.push(await state())
    }
    expect(states[0]).toEqual(['schema_version'])
    expect(states.at(-1)).toContain('audit')
    const versions = [0, ...migrations().map(({ version }) => version)]
    for (const [index, expected] of [...states.entries()].toReversed()) {
      await migrate(database, versions[index])
      expect(await state()).toEqual(expected)
    }
    await migrate(database)
    await migrate(database)
    expect(await state()).toEqual(states.at(-1))
    await database.exec("INSERT INTO schema_version VALUES (9999, 'later')")
    await expect(migrate(database)).rejects.toMatchObject({ code: 'store/newer' })
  },
)

it('ties every table to an organisation', async () => {
  const created = migrations().flatMap(({ up }) => [...up.matchAll(/CREATE TABLE (\w+) \(([^;]*)\);/g)])
  expect(created.length).toBeGreaterThan(8)
  for (const [, name, body] of created)
    expect(`${name}: ${body}`).toMatch(/PRIMARY KEY \(org_id|org_id text PRIMARY KEY/)
})

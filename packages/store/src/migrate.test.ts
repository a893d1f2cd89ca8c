import { Kysely, sql } from 'kysely'
import { expect, it } from 'vitest'
import { migrate, migrations } from './migrate.ts'
import { startPglite } from './pglite/client.ts'
import { pgliteDialect } from './pglite/dialect.ts'
import type { Tables } from './tables.ts'

it('goes up and down, one version at a time, and refuses a folder from the future', {
  timeout: 60_000,
}, async () => {
  await using client = await startPglite(null)
  const db = new Kysely<Tables>({ dialect: pgliteDialect(client) })
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
    await migrate(client, db, version)
    states.push(await state())
  }
  expect(states[0]).toEqual(['schema_version'])
  expect(states.at(-1)).toContain('audit')
  for (const [index, expected] of [...states.entries()].toReversed()) {
    await migrate(client, db, index)
    expect(await state()).toEqual(expected)
  }
  await migrate(client, db)
  await migrate(client, db)
  expect(await state()).toEqual(states.at(-1))
  await client.exec("INSERT INTO schema_version VALUES (9999, 'later')")
  await expect(migrate(client, db)).rejects.toMatchObject({ code: 'store/newer' })
})

it('ties every table to an organisation', async () => {
  const created = migrations().flatMap(({ up }) => [...up.matchAll(/CREATE TABLE (\w+) \(([^;]*)\);/g)])
  expect(created.length).toBeGreaterThan(8)
  for (const [, name, body] of created)
    expect(`${name}: ${body}`).toMatch(/PRIMARY KEY \(org_id|org_id text PRIMARY KEY/)
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { besideCode } from './beside-code.ts'
import { fail } from './errors.ts'
import type { PgliteClient } from './pglite/client.ts'
import type { Tables } from './tables.ts'

interface Migration {
  readonly version: number
  readonly name: string
  readonly up: string
  readonly down: string
}

/** The numbered files of `sql/`, in order. */
export function migrations(): Migration[] {
  const dir = besideCode('../sql', 'sql')
  const text = (name: string): string => readFileSync(join(dir, name), 'utf8')
  return readdirSync(dir)
    .filter((name) => name.endsWith('.up.sql'))
    .toSorted()
    .map((name) => ({
      version: Number(name.slice(0, 4)),
      name: name.slice(5, -'.up.sql'.length),
      up: text(name),
      down: text(name.replace('.up.sql', '.down.sql')),
    }))
}

/** Brings the schema up or down to `target` (the newest unless said), each step in its own transaction. */
export async function migrate(client: PgliteClient, db: Kysely<Tables>, target = Infinity): Promise<void> {
  await client.exec(
    'CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, name text NOT NULL)',
  )
  const { rows } = await sql<{
    version: number | null
  }>`SELECT max(version) AS version FROM schema_version`.execute(db)
  const version = rows[0]?.version ?? 0
  const all = migrations()
  const newest = all.at(-1)?.version ?? 0
  if (version > newest) throw fail('newer', { version, known: newest })
  for (const step of all.filter((one) => one.version > version && one.version <= target))
    await client.exec(
      `BEGIN; ${step.up}; INSERT INTO schema_version VALUES (${step.version}, '${step.name}'); COMMIT;`,
    )
  for (const step of all.toReversed().filter((one) => one.version <= version && one.version > target))
    await client.exec(
      `BEGIN; ${step.down}; DELETE FROM schema_version WHERE version = ${step.version}; COMMIT;`,
    )
}

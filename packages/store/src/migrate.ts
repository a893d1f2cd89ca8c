import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { besideCode } from './beside-code.ts'
import type { Database } from './database.ts'
import { fail } from './errors.ts'

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

/**
 * Brings the schema up or down to `target` (the newest unless said), each step whole or not at all. Where several
 * servers start at once, the first to write down a step makes it and the others go on from there.
 * @throws `store/newer`
 */
export async function migrate(database: Database, target = Infinity): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await migrateOnce(database, target)
    } catch (error) {
      if ((error as { code?: unknown }).code !== TAKEN || attempt === ATTEMPTS) throw error
    }
  }
}

const TAKEN = '23505'
const ATTEMPTS = 20

async function migrateOnce(database: Database, target: number): Promise<void> {
  await database.exec(
    'CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, name text NOT NULL)',
  )
  const made = await madeVersions(database)
  const version = Math.max(0, ...made)
  const all = migrations()
  const newest = all.at(-1)?.version ?? 0
  if (version > newest) throw fail('newer', { version, known: newest })
  for (const step of all.filter((one) => !made.has(one.version) && one.version <= target))
    await database.exec(`INSERT INTO schema_version VALUES (${step.version}, '${step.name}'); ${step.up}`)
  for (const step of all.toReversed().filter((one) => made.has(one.version) && one.version > target))
    await database.exec(`${step.down}; DELETE FROM schema_version WHERE version = ${step.version};`)
}

/** Steps are known one by one: one that was merged after a later one is still made. */
async function madeVersions({ db }: Database): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ version: number }>`SELECT version FROM schema_version`.execute(db)
  return new Set(rows.map(({ version }) => version))
}

/** 0 for an empty database. */
export async function schemaVersion({ db }: Database): Promise<number> {
  const { rows } = await sql<{
    version: number | null
  }>`SELECT max(version) AS version FROM schema_version`.execute(db)
  return rows[0]?.version ?? 0
}

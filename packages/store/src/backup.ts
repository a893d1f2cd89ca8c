import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { NumizeError } from '@numize/base'
import { sql, type Transaction } from 'kysely'
import type { Database } from './database.ts'
import { fail } from './errors.ts'
import { migrate, migrations, schemaVersion } from './migrate.ts'
import { closeDatabase, openDatabase, type Place } from './open-database.ts'
import type { Tables } from './tables.ts'

// A line is a word, a tab and JSON: `numize-store ⇥ version`, then `table ⇥ row` for each row, then `end ⇥ rows`.
const FORMAT = 'numize-store'
const END = 'end'
const FETCHED_ROWS = 100
const BATCH_CHARACTERS = 1_000_000

/** How much a backup or a restore carried. */
export interface Carried {
  readonly rows: number
}

/**
 * Writes everything a store holds to a file (gzipped text), as of one moment, whole or not at all. The same file
 * restores into PGlite and into Postgres.
 */
export async function backupDatabase(database: Database, file: string): Promise<Carried> {
  const temporary = `${file}.${process.pid}.part`
  const carried = { rows: 0 }
  try {
    const version = await schemaVersion(database)
    await database.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((trx) =>
        pipeline(
          Readable.from(linesOf(trx, version, carried)),
          createGzip(),
          createWriteStream(temporary, { mode: 0o600 }),
        ),
      )
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  return carried
}

/**
 * Restores a backup into an empty folder or database, all of it or nothing, and brings its schema up to date.
 * @throws `store/not-empty`, `store/bad-backup`, `store/newer`
 */
export async function restoreStore(file: string, target: Place): Promise<Carried> {
  const opened = await openDatabase(target)
  try {
    return await readInto(opened.database, file)
  } finally {
    await closeDatabase(opened)
  }
}

async function* linesOf(
  trx: Transaction<Tables>,
  version: number,
  carried: { rows: number },
): AsyncIterable<string> {
  yield `${FORMAT}\t${version}\n`
  for (const table of await tablesInOrder(trx)) {
    await sql`DECLARE backup NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS line FROM ${sql.table(table)} t`.execute(
      trx,
    )
    for (;;) {
      const { rows } = await sql<{ line: string }>`FETCH ${sql.lit(FETCHED_ROWS)} FROM backup`.execute(trx)
      for (const { line } of rows) yield `${table}\t${line.replaceAll('\n', ' ')}\n`
      carried.rows += rows.length
      if (rows.length < FETCHED_ROWS) break
    }
    await sql`CLOSE backup`.execute(trx)
  }
  yield `${END}\t${carried.rows}\n`
}

/** A table comes after those it refers to. */
async function tablesInOrder(trx: Transaction<Tables>): Promise<readonly string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT relname AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'schema_version' ORDER BY 1`.execute(
    trx,
  )
  const { rows: references } = await sql<{ from: string; to: string }>`
    SELECT a.relname AS "from", b.relname AS "to" FROM pg_constraint
    JOIN pg_class a ON a.oid = conrelid JOIN pg_class b ON b.oid = confrelid
    WHERE contype = 'f' AND conrelid <> confrelid`.execute(trx)
  const ordered: string[] = []
  const visit = (name: string): void => {
    if (ordered.includes(name)) return
    for (const reference of references) if (reference.from === name) visit(reference.to)
    ordered.push(name)
  }
  for (const { name } of tables) visit(name)
  return ordered
}

async function readInto(database: Database, file: string): Promise<Carried> {
  const carried = { rows: 0 }
  try {
    await pipeline(createReadStream(file), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
      const lines = splitLines(chunks)
      await migrate(database, await versionOf(lines))
      await database.db.transaction().execute((trx) => fill(trx, lines, carried))
    })
  } catch (error) {
    if (error instanceof NumizeError) throw error
    throw fail('bad-backup', { problem: (error as NodeJS.ErrnoException).code ?? 'unreadable' })
  }
  await migrate(database)
  return carried
}

async function versionOf(lines: AsyncIterator<readonly [string, string]>): Promise<number> {
  const first = await lines.next()
  const [word, version] = first.done === true ? ['', ''] : first.value
  if (word !== FORMAT) throw fail('bad-backup', { problem: 'its first line is not ours' })
  const known = migrations().at(-1)?.version ?? 0
  if (Number(version) > known) throw fail('newer', { version: Number(version), known })
  return Number(version)
}

async function fill(
  trx: Transaction<Tables>,
  lines: AsyncGenerator<readonly [string, string]>,
  carried: { rows: number },
): Promise<void> {
  const tables = await tablesInOrder(trx)
  const { rows: taken } = await sql`SELECT 1 FROM orgs LIMIT 1`.execute(trx)
  if (taken.length > 0) throw fail('not-empty')
  let promised = -1
  const batch = batchInto(trx)
  for await (const [word, json] of lines) {
    if (word === END) promised = Number(json)
    else if (!tables.includes(word))
      throw fail('bad-backup', { problem: 'it names a table that is not ours' })
    else {
      await batch.add(word, json)
      carried.rows += 1
    }
  }
  await batch.write()
  if (promised !== carried.rows) throw fail('bad-backup', { problem: 'its end is missing' })
  await continueCounting(trx)
}

/** Rows of one table at a time, written when they are many or the table changes. */
function batchInto(trx: Transaction<Tables>) {
  let table = ''
  let rows: string[] = []
  let characters = 0
  const write = async (): Promise<void> => {
    if (rows.length === 0) return
    await sql`INSERT INTO ${sql.table(table)} OVERRIDING SYSTEM VALUE
      SELECT * FROM json_populate_recordset(null::${sql.table(table)}, ${`[${rows.join(',')}]`}::json)`.execute(
      trx,
    )
    rows = []
    characters = 0
  }
  return {
    write,
    add: async (name: string, json: string): Promise<void> => {
      if (name !== table || characters > BATCH_CHARACTERS) await write()
      table = name
      rows.push(json)
      characters += json.length
    },
  }
}

/** Identity columns go on after the numbers that were restored. */
async function continueCounting(trx: Transaction<Tables>): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    SELECT table_name AS table, column_name AS column FROM information_schema.columns
    WHERE table_schema = 'public' AND is_identity = 'YES'`.execute(trx)
  for (const { table, column } of rows)
    await sql`SELECT setval(pg_get_serial_sequence(${table}, ${column}),
      (SELECT coalesce(max(${sql.ref(column)}), 0) + 1 FROM ${sql.table(table)}), false)`.execute(trx)
}

async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly [string, string]> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield wordAndJson(line)
  }
  if (rest !== '') yield wordAndJson(rest)
}

function wordAndJson(line: string): readonly [string, string] {
  const tab = line.indexOf('\t')
  return [line.slice(0, tab), line.slice(tab + 1)]
}

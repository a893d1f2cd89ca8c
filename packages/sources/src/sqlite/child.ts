/** Reads one SQLite file in a process of its own and writes its tables as Parquet. */
import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { openParquetWriter, type ParquetWriter, type TextCell } from '@numize/engines'
import sqlite, { type Database, type SQLiteValue } from 'node-sqlite3-wasm'
import type { Failure } from '../errors.ts'
import { firstBytes } from '../files/file-kind.ts'
import type { ImportedTable, SqliteImport, SqliteReply } from './protocol.ts'
import { quoteSqlite, readSchema, type SqliteTable } from './read-schema.ts'

process.once('message', (task: SqliteImport) => {
  void importFile(task).then((reply) => process.send?.(reply, () => process.exit(0)))
})
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

async function importFile(task: SqliteImport): Promise<SqliteReply> {
  let table = ''
  try {
    const db = openDatabase(task)
    const schema = readSchema(db)
    if (schema.length === 0)
      return { kind: 'failed', failure: { what: 'no-tables', facts: { path: task.shownAs } } }
    const writer = await openParquetWriter({ memoryLimitMb: task.memoryLimitMb, tempDir: task.outDir })
    const tables: ImportedTable[] = []
    const warnings: string[] = []
    for (const [place, found] of schema.entries()) {
      table = found.name
      const file = join(task.outDir, `${place}.parquet`)
      const written = await writeTable({ db, writer, file }, found)
      tables.push({ ...keysOf(found), file, rows: written.rows })
      warnings.push(...written.warnings.map((warning) => `${task.shownAs}, table ${table}: ${warning}`))
    }
    return { kind: 'imported', tables, warnings }
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error, task, table) }
  }
}

/** A write-ahead log needs shared memory, which WebAssembly has not: such a file is read from a copy, held alone. */
function openDatabase({ path, outDir }: SqliteImport): Database {
  const isWal = firstBytes(path, 20)[18] === 2
  if (!isWal) return new sqlite.Database(path, { readOnly: true })
  const copy = join(outDir, 'copy.sqlite')
  copyFileSync(path, copy)
  if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`)
  const db = new sqlite.Database(copy)
  db.exec('PRAGMA locking_mode = EXCLUSIVE')
  return db
}

const keysOf = ({ name, primaryKey, foreignKeys }: SqliteTable) => ({ name, primaryKey, foreignKeys })

interface Effects {
  readonly db: Database
  readonly writer: ParquetWriter
  readonly file: string
}

async function writeTable({ db, writer, file }: Effects, table: SqliteTable) {
  const names = table.columns.map(({ name }) => name)
  const statement = db.prepare(`SELECT ${names.map(quoteSqlite).join(', ')} FROM ${quoteSqlite(table.name)}`)
  try {
    return await writer.write(file, table.columns, textRows(statement.iterate(), names))
  } finally {
    statement.finalize()
  }
}

function* textRows(rows: Iterable<object>, names: readonly string[]): Generator<TextCell[]> {
  for (const row of rows) {
    const cells = row as Readonly<Record<string, SQLiteValue>>
    yield names.map((name) => textOf(cells[name]))
  }
}

function textOf(value: SQLiteValue | undefined): TextCell {
  if (value === null || value === undefined) return null
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value)
}

function failureOf(error: unknown, { shownAs: path }: SqliteImport, table: string): Failure {
  const { message, code } = error as NodeJS.ErrnoException
  if (/not a database|encrypted|unable to open/i.test(message)) return { what: 'not-sqlite', facts: { path } }
  if (/malformed|corrupt/i.test(message)) return { what: 'sqlite-damaged', facts: { path, table } }
  if (/locked|busy/i.test(message)) return { what: 'sqlite-busy', facts: { path } }
  if (code === 'ENOSPC' || /No space left/.test(message))
    return { what: 'import-failed', facts: { path, reason: 'the disk is full' } }
  return {
    what: 'import-failed',
    facts: { path, reason: table ? `table ${table} cannot be read` : 'it cannot be read' },
  }
}

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, openDatabase } from '../database.ts'
import { quote } from '../draw.ts'
import { needsError } from '../errors.ts'

/** What came of a statement: whether DuckDB took it, and its rows where it was run. */
export interface Checked {
  readonly fine: boolean
  readonly rows: number | null
}

/**
 * Binds each statement against the tables of a warehouse, or runs it on them; equal statements once. The statements are
 * those of our own templates: what a model or a person wrote does not come here.
 * @throws `needs/broken-table` where a table of the warehouse cannot be read
 */
export async function checkSql(
  statements: Iterable<string>,
  { warehouse, run, signal }: { warehouse: string; run: boolean; signal: AbortSignal | undefined },
): Promise<ReadonlyMap<string, Checked>> {
  const db = await openDatabase(':memory:', 2)
  try {
    await openTables(db, warehouse)
    const checked = new Map<string, Checked>()
    for (const sql of new Set(statements)) {
      signal?.throwIfAborted()
      checked.set(sql, await checkOne(db, sql, run))
    }
    return checked
  } finally {
    await db[Symbol.asyncDispose]()
  }
}

async function openTables(db: Database, warehouse: string): Promise<void> {
  for (const file of readdirSync(warehouse).filter((name) => name.endsWith('.parquet'))) {
    const path = join(warehouse, file)
    try {
      await db.run(
        `CREATE VIEW "${file.slice(0, -'.parquet'.length)}" AS SELECT * FROM read_parquet(${quote(path)})`,
      )
    } catch {
      throw needsError('broken-table', { path })
    }
  }
}

async function checkOne(db: Database, sql: string, run: boolean): Promise<Checked> {
  try {
    if (run) {
      const [counted] = await db.rows(`SELECT count(*) FROM (${sql})`)
      return { fine: true, rows: Number(counted?.[0]) }
    }
    await db.rows(`EXPLAIN ${sql}`)
    return { fine: true, rows: null }
  } catch {
    return { fine: false, rows: null }
  }
}

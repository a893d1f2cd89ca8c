import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Archetype } from '../config/dnr-config.ts'
import { openDatabase } from '../database.ts'
import { CONTRACTS } from './warehouse/table-contract.ts'

const TYPES: Readonly<Record<string, string>> = {
  created_at: 'TIMESTAMP',
  activated_at: 'TIMESTAMP',
  event_time: 'TIMESTAMP',
  loaded_at: 'TIMESTAMP',
  order_time: 'TIMESTAMP',
  captured_at: 'TIMESTAMP',
  paid_at: 'TIMESTAMP',
  period_start: 'DATE',
  period_end: 'DATE',
  ds: 'DATE',
}
const TEXTS = new Set(
  'status type name mcc cadence kyc_status channel auth_result country shop_status currency'.split(' '),
)

const typeOf = (column: string): string => TYPES[column] ?? (TEXTS.has(column) ? 'VARCHAR' : 'BIGINT')

export type Rows = readonly (readonly (string | number | null)[])[]

/** For tests: a warehouse of hand-made rows, in the order of the spec's columns; tables not given are empty. */
export async function writeWarehouse(
  folder: string,
  archetype: Archetype,
  tables: Readonly<Record<string, Rows>>,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await using db = await openDatabase(':memory:', 1)
  for (const { table, columns } of CONTRACTS[archetype]) {
    await db.run(
      `CREATE TABLE ${table} (${columns.map((column) => `${column} ${typeOf(column)}`).join(', ')})`,
    )
    const rows = tables[table] ?? []
    if (rows.length > 0)
      await db.run(
        `INSERT INTO ${table} VALUES ${rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')}`,
      )
    await db.run(`COPY ${table} TO '${join(folder, `${table}.parquet`)}' (FORMAT parquet)`)
  }
}

const literal = (cell: string | number | null): string =>
  cell === null ? 'NULL' : typeof cell === 'number' ? String(cell) : `'${cell.replaceAll("'", "''")}'`

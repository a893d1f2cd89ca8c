import { join } from 'node:path'
import { buildTables } from '../build-tables.ts'
import { type Database, openDatabase } from '../database.ts'
import { LOST_ID } from '../defects.ts'
import { GENERATOR } from '../generate-warehouse.ts'
import { hashFile } from '../hash-file.ts'
import type { Archetype } from '../options.ts'
import { type Check, holds, notChecked } from './check.ts'
import type { Subject } from './subject.ts'

/** Of the largest fact, from its beginning. */
const SHARE = 0.02

/** Tables of a slice, and the key below which a fact's slice lies; null: all of the table is made. */
const SLICES: Readonly<Record<Archetype, Readonly<Record<string, string | null>>>> = {
  neobank: {
    dim_customer: null,
    dim_account: null,
    dim_card: null,
    dim_merchant: null,
    dim_plan: null,
    fact_subscription_invoice: null,
    fact_card_transaction: 'txn_id',
  },
  marketplace: {
    dim_buyer: null,
    dim_seller: null,
    dim_category: null,
    dim_listing: null,
    fact_order: 'order_id',
    fact_order_item: 'order_id',
    fact_payment: 'order_id',
  },
}

/**
 * Are the files those that were written, and do the recorded settings give the same rows again? Every dimension is
 * made again, and of each fact the first part.
 */
export async function reproducibilityChecks(subject: Subject): Promise<readonly Check[]> {
  return [await recordedHashes(subject), await sliceAgain(subject)]
}

async function recordedHashes({ stamp, folder }: Subject): Promise<Check> {
  const name = 'files as they were written (SHA-256)'
  const recorded = stamp.tables.filter(({ sha256 }) => typeof sha256 === 'string')
  if (recorded.length === 0) return notChecked('reproducibility', name, 'warehouse.json tells no hashes')
  const found = await Promise.all(recorded.map((table) => hashFile(join(folder, `${table.name}.parquet`))))
  const changed = recorded.filter(({ sha256 }, index) => sha256 !== found[index]).map((table) => table.name)
  return holds('reproducibility', name, changed.length === 0, {
    measured: changed.length === 0 ? `all ${recorded.length}` : `changed: ${changed.join(', ')}`,
    expected: `all ${recorded.length}`,
  })
}

async function sliceAgain(subject: Subject): Promise<Check> {
  const { stamp, archetype, threads, signal } = subject
  const name = `the same rows from the same seed (dimensions, and ${100 * SHARE}% of each fact)`
  if (stamp.generator !== GENERATOR)
    return notChecked(
      'reproducibility',
      name,
      `it was made by another version of the generator (${stamp.generator ?? 'not told'}, here ${GENERATOR})`,
    )
  await using db = await openDatabase(':memory:', threads, { signal })
  const options = { ...stamp.settings, out: '' }
  await buildTables(db, options, {
    staging: false,
    share: SHARE,
    without: ['snapshot_listing_daily'],
    signal,
  })
  const differing: string[] = []
  for (const [table, key] of Object.entries(SLICES[archetype]))
    if (!(await isSame(subject.db, db, { table, key }))) differing.push(table)
  const tables = Object.keys(SLICES[archetype]).length
  return holds('reproducibility', name, differing.length === 0, {
    measured: differing.length === 0 ? `all ${tables} tables` : `others in ${differing.join(', ')}`,
    expected: `all ${tables} tables`,
  })
}

async function isSame(
  stored: Database,
  made: Database,
  { table, key }: { table: string; key: string | null },
): Promise<boolean> {
  const columns = (await stored.rows(`DESCRIBE ${table}`)).map(([name]) => String(name)).join(', ')
  const [top] =
    key === null ? [] : await made.rows(`SELECT max(${key}) FROM ${table} WHERE ${key} < ${LOST_ID}`)
  const within = key === null ? '' : `WHERE ${key} <= ${String(top?.[0] ?? 0)}`
  const sql = `SELECT count(*), CAST(sum(CAST(hash(${columns}) AS HUGEINT)) AS VARCHAR) FROM ${table} ${within}`
  const [[was], [is]] = await Promise.all([stored.rows(sql), made.rows(sql)])
  return String(was) === String(is)
}

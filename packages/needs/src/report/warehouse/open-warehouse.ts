import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Archetype } from '../../config/dnr-config.ts'
import { type Database, openDatabase } from '../../database.ts'
import { needsError } from '../../errors.ts'
import { ARCHETYPES } from '../../options.ts'
import { CONTRACTS, type TableContract } from './table-contract.ts'

/** A warehouse that is read in place: one view per Parquet file. */
export interface Warehouse extends AsyncDisposable {
  readonly db: Database
  readonly archetype: Archetype
  /** IANA zone of the business day. */
  readonly timeZone: string
  readonly contracts: readonly TableContract[]
}

export interface OpenOptions {
  /** Used where the warehouse does not say its own. */
  readonly timeZone: string
  readonly threads: number
}

/**
 * Opens the folder that `dnr gen-warehouse` (or anyone with the same tables) wrote. `warehouse.json` tells the
 * archetype and the zone; without it the tables tell the archetype.
 * @throws `needs/no-warehouse`, `needs/missing-table`, `needs/broken-table`, `needs/missing-columns`
 */
export async function openWarehouse(folder: string, options: OpenOptions): Promise<Warehouse> {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw needsError('no-warehouse', { path: folder })
  const told = readMark(folder)
  const archetype = told.archetype ?? guessArchetype(folder)
  if (archetype === null) throw needsError('no-warehouse', { path: folder })
  const db = await openDatabase(':memory:', options.threads)
  try {
    for (const contract of CONTRACTS[archetype]) await addView(db, folder, contract)
  } catch (error) {
    await db[Symbol.asyncDispose]()
    throw error
  }
  return {
    db,
    archetype,
    timeZone: told.timeZone ?? options.timeZone,
    contracts: CONTRACTS[archetype],
    [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
  }
}

interface Mark {
  readonly archetype?: Archetype
  readonly timeZone?: string
}

function readMark(folder: string): Mark {
  const path = join(folder, 'warehouse.json')
  if (!existsSync(path)) return {}
  try {
    const { archetype, timeZone } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    return {
      ...(isArchetype(archetype) ? { archetype } : {}),
      ...(typeof timeZone === 'string' ? { timeZone } : {}),
    }
  } catch {
    throw needsError('broken-table', { path })
  }
}

const isArchetype = (value: unknown): value is Archetype => ARCHETYPES.some((name) => name === value)

const fileOf = (folder: string, table: string): string => join(folder, `${table}.parquet`)

function guessArchetype(folder: string): Archetype | null {
  const has = ({ table }: TableContract) => existsSync(fileOf(folder, table))
  const counts = ARCHETYPES.map((name) => ({ name, count: CONTRACTS[name].filter(has).length }))
  const best = counts.toSorted((a, b) => b.count - a.count)[0]
  return best === undefined || best.count === 0 ? null : best.name
}

async function addView(db: Database, folder: string, { table, columns }: TableContract): Promise<void> {
  const path = fileOf(folder, table)
  if (!existsSync(path)) throw needsError('missing-table', { path, table })
  const source = `read_parquet('${path.replaceAll("'", "''")}')`
  const described = await db.rows(`DESCRIBE SELECT * FROM ${source}`).catch(() => {
    throw needsError('broken-table', { path })
  })
  const present = new Set(described.map(([name]) => String(name)))
  const missing = columns.filter((column) => !present.has(column))
  if (missing.length > 0) throw needsError('missing-columns', { path, columns: missing })
  await db.run(`CREATE VIEW ${table} AS SELECT ${columns.join(', ')} FROM ${source}`)
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InjectedDefect } from '../builder.ts'
import type { DnrConfig } from '../config/dnr-config.ts'
import type { Database } from '../database.ts'
import { needsError } from '../errors.ts'
import type { BusinessEvent } from '../events.ts'
import type { WrittenTable } from '../generate-warehouse.ts'
import type { Archetype, WarehouseOptions } from '../options.ts'
import type { TableCounts } from '../report/health/measure-table.ts'
import type { Warehouse } from '../report/warehouse/open-warehouse.ts'

/** A warehouse under test, with what is known of how it was made. */
export interface Subject {
  readonly archetype: Archetype
  readonly warehouse: Warehouse
  readonly db: Database
  readonly folder: string
  readonly stamp: Stamp
  readonly oracle: Oracle | null
  readonly config: DnrConfig
  /** Counts of every table, over its whole history. */
  readonly counts: ReadonlyMap<string, TableCounts>
  readonly threads: number
  readonly signal: AbortSignal
}

/** `warehouse.json`. */
export interface Stamp {
  /** How it was generated. */
  readonly settings: Omit<WarehouseOptions, 'out' | 'meta'>
  readonly generator: number | null
  readonly tables: readonly WrittenTable[]
}

/** What was planted. */
export interface Oracle {
  readonly defects: readonly InjectedDefect[]
  readonly events: readonly BusinessEvent[]
}

/** Null where the folder has no `warehouse.json`. @throws `needs/broken-file` */
export function readStamp(folder: string): Stamp | null {
  const path = join(folder, 'warehouse.json')
  if (!existsSync(path)) return null
  const { tables, generator, ...settings } = readJson(path) as Partial<Stamp> & Record<string, unknown>
  return {
    settings: settings as unknown as Stamp['settings'],
    generator: typeof generator === 'number' ? generator : null,
    tables: Array.isArray(tables) ? tables : [],
  }
}

/** Null where the folder does not tell what was planted. @throws `needs/broken-file` */
export function readPlanted(meta: string): Oracle | null {
  const [defects, events] = [join(meta, 'defects.json'), join(meta, 'events.json')]
  if (!existsSync(defects) || !existsSync(events)) return null
  const [planted, happened] = [readJson(defects), readJson(events)] as [Partial<Oracle>, Partial<Oracle>]
  if (!Array.isArray(planted.defects)) throw needsError('broken-file', { path: defects })
  if (!Array.isArray(happened.events)) throw needsError('broken-file', { path: events })
  return { defects: planted.defects, events: happened.events }
}

/** @throws `needs/broken-file` where it is no JSON object */
export function readJson(path: string): object {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (value !== null && typeof value === 'object') return value
  } catch {
    // told below: what the parser says would hold a piece of the file
  }
  throw needsError('broken-file', { path })
}

/** The numbers of a query's first row; null cells stay null. */
export async function numbersOf(db: Database, sql: string): Promise<readonly (number | null)[]> {
  const [row = []] = await db.rows(sql)
  return row.map((cell) => (cell === null ? null : Number(cell)))
}

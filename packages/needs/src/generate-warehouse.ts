import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { ARCHETYPE_BUILDS, buildTables, type Progress } from './build-tables.ts'
import type { ArchetypeBuild, Build } from './builder.ts'
import { type Database, openDatabase } from './database.ts'
import { quote } from './draw.ts'
import { hashFile } from './hash-file.ts'
import { checkOptions, DEFAULTS, type WarehouseOptions } from './options.ts'
import { asCallerError, checkTarget, workFolder } from './replace-folder.ts'

/** What a build needs of the world. */
export interface GenerateEffects {
  readonly onProgress?: (progress: Progress) => void
  /** When it is aborted, the statement that runs ends, and nothing is left behind. */
  readonly signal?: AbortSignal
  /** Default: as many as the machine has. The bytes are the same with any number. */
  readonly threads?: number
}

export interface GeneratedWarehouse {
  readonly out: string
  readonly meta: string
  readonly tables: readonly WrittenTable[]
}

export interface WrittenTable {
  readonly name: string
  readonly rows: number
  /** Of its Parquet file. */
  readonly sha256: string
}

const MARK = 'warehouse.json'
/** Raised when the same settings give other bytes. */
export const GENERATOR = 4

/**
 * Writes a synthetic warehouse: one Parquet file (zstd) per table in `out`, and its oracle in `meta`. Everything is
 * built beside `out` and moved in at the end, so that what stands in `out` is whole.
 * @throws the errors of `checkOptions`, `needs/not-a-folder`, `needs/foreign-folder`, `needs/cannot-write`, `needs/disk-full`
 */
export async function generateWarehouse(
  options: WarehouseOptions,
  effects: GenerateEffects = {},
): Promise<GeneratedWarehouse> {
  checkOptions(options)
  const out = resolve(options.out)
  const meta = resolve(options.meta ?? join(out, 'meta'))
  checkTarget(out, MARK)
  const work = workFolder(out)
  try {
    await mkdir(join(work, 'out'), { recursive: true })
    await mkdir(join(work, 'meta'), { recursive: true })
    const tables = await buildInto(work, options, effects)
    await moveIn(work, { out, meta })
    return { out, meta, tables }
  } catch (error) {
    effects.signal?.throwIfAborted()
    throw asCallerError(error, out)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function buildInto(
  work: string,
  options: WarehouseOptions,
  effects: GenerateEffects,
): Promise<GeneratedWarehouse['tables']> {
  const archetype = ARCHETYPE_BUILDS[options.archetype]
  const path = join(work, 'warehouse.duckdb')
  const staging = options.staging ?? options.scale !== 'evaluation'
  const names = [...archetype.tables, ...(staging ? archetype.stagingTables : [])]
  const tables = await usingDatabase(path, effects, async (db) => {
    const build = await buildTables(db, options, { ...effects, staging })
    await writeMeta(join(work, 'meta'), { archetype, build, options })
    return exportTables(db, names, join(work, 'out'))
  })
  await writeFile(join(work, 'out', MARK), `${JSON.stringify({ ...described(options), tables }, null, 2)}\n`)
  if (options.database ?? true)
    await keepDatabase(path, join(work, 'out', `${options.archetype}.duckdb`), {
      names,
      views: archetype.views(options.timeZone),
    })
  return tables
}

async function usingDatabase<T>(
  path: string,
  effects: GenerateEffects,
  use: (db: Database) => Promise<T>,
): Promise<T> {
  const db = await openDatabase(path, effects.threads ?? availableParallelism(), {
    memoryMb: 260,
    signal: effects.signal,
  })
  try {
    return await use(db)
  } finally {
    await db[Symbol.asyncDispose]()
  }
}

async function exportTables(
  db: Database,
  names: readonly string[],
  folder: string,
): Promise<GeneratedWarehouse['tables']> {
  const tables: WrittenTable[] = []
  for (const name of names) {
    const path = join(folder, `${name}.parquet`)
    await db.run(`COPY ${name} TO ${quote(path)} (FORMAT parquet, COMPRESSION zstd)`)
    const [row] = await db.rows(`SELECT count(*) FROM ${name}`)
    tables.push({ name, rows: Number(row?.[0]), sha256: await hashFile(path) })
  }
  return tables
}

/** The oracle: `defects.json` (what was broken, how much, when) and `events.json` (what happened to the business). */
async function writeMeta(
  folder: string,
  { archetype, build, options }: { archetype: ArchetypeBuild; build: Build; options: WarehouseOptions },
): Promise<void> {
  const head = {
    ...described(options),
    window: { from: build.window.start, until: options.until ?? DEFAULTS.until },
  }
  const write = (name: string, value: object) =>
    writeFile(join(folder, name), `${JSON.stringify({ ...head, ...value }, null, 2)}\n`)
  await write('defects.json', { defects: archetype.injected(build) })
  await write('events.json', { events: build.events })
}

/** The settings that decide the bytes. */
const described = ({ out: _out, meta: _meta, ...settings }: WarehouseOptions) => ({
  generator: GENERATOR,
  until: DEFAULTS.until,
  ...settings,
})

/** Drops the working tables of the build, keeps the rest and adds the views. */
async function keepDatabase(
  from: string,
  to: string,
  { names, views }: { names: readonly string[]; views: Readonly<Record<string, string>> },
): Promise<void> {
  await usingDatabase(from, { threads: 1 }, async (db) => {
    const rows = await db.rows('SELECT table_name FROM duckdb_tables() WHERE NOT internal')
    for (const [name] of rows) if (!names.includes(String(name))) await db.run(`DROP TABLE ${String(name)}`)
    for (const [name, sql] of Object.entries(views)) await db.run(`CREATE VIEW ${name} AS ${sql}`)
  })
  await rename(from, to)
}

async function moveIn(work: string, { out, meta }: { out: string; meta: string }): Promise<void> {
  const inside = meta.startsWith(`${out}/`)
  if (inside) await rename(join(work, 'meta'), join(work, 'out', meta.slice(out.length + 1)))
  else {
    await mkdir(dirname(meta), { recursive: true })
    await rm(meta, { recursive: true, force: true })
    await rename(join(work, 'meta'), meta)
  }
  await rm(out, { recursive: true, force: true })
  await rename(join(work, 'out'), out)
}

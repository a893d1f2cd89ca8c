import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { hashText, NumizeError } from '@numize/base'
import type { ExposedRelation } from '@numize/engines'
import { type Lake, type LakeWriter, type Manifest, openLake } from '@numize/lake'
import { stampOf } from '../files/stamp.ts'
import { type Imported, importSqlite } from './import-sqlite.ts'

/** Raised whenever a file would be read otherwise than before. */
const IMPORT_FORMAT = 1
const GRACE_MS = 24 * 3_600_000
const MEMORY_LIMIT_MB = 2048

export interface SqliteRelations {
  readonly relations: readonly ExposedRelation[]
  readonly warnings: readonly string[]
  readonly manifestId: string
}

interface Origin {
  readonly path: string
  readonly size: number
  readonly mtimeMs: number
  readonly format: number
  readonly warnings: readonly string[]
}

/** The tables of a SQLite file as Parquet in a lake below `stateDir`; loaded anew only when the file has changed. */
export async function sqliteRelations(
  path: string,
  schema: string | null,
  stateDir: string,
): Promise<SqliteRelations> {
  const lake = await openLake(join(stateDir, 'sqlite', hashText(path).slice(0, 24)))
  const manifest = (await upToDate(lake, path)) ?? (await load(lake, path))
  return {
    relations: manifest.tables.map((table) => ({
      kind: 'parquet',
      name: table.name,
      ...(schema === null ? {} : { schema }),
      paths: table.segments.map(({ file }) => lake.pathOf(file)),
      primaryKey: table.primaryKey,
      foreignKeys: table.foreignKeys,
    })),
    warnings: originOf(manifest).warnings,
    manifestId: manifest.id,
  }
}

const originOf = (manifest: Manifest): Origin => manifest.origin as unknown as Origin

async function upToDate(lake: Lake, path: string): Promise<Manifest | null> {
  const manifest = await lake.current()
  if (!manifest) return null
  const { size, mtimeMs } = await stampOf(path)
  const origin = originOf(manifest)
  return origin.size === size && origin.mtimeMs === mtimeMs && origin.format === IMPORT_FORMAT
    ? manifest
    : null
}

async function load(lake: Lake, path: string): Promise<Manifest> {
  await using writer = await writerInTurn(lake)
  const done = await upToDate(lake, path)
  if (done) return done
  const stamp = await stampOf(path)
  await mkdir(lake.dir, { recursive: true })
  const outDir = await mkdtemp(join(lake.dir, 'import-'))
  try {
    const imported = await importSqlite({ path, shownAs: path, outDir, memoryLimitMb: MEMORY_LIMIT_MB })
    const tables = await Promise.all(imported.tables.map((table) => segmentOf(writer, table)))
    const origin = { ...stamp, format: IMPORT_FORMAT, warnings: imported.warnings }
    const manifest = await writer.commit({ tables, origin })
    await writer.sweep(GRACE_MS)
    return manifest
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}

async function segmentOf(writer: LakeWriter, { file, rows, ...table }: Imported['tables'][number]) {
  const segment = writer.newSegment()
  await rename(file, segment)
  return { ...table, segments: [{ file: basename(segment), rows }] }
}

const WAIT_MS = 60_000
const RETRY_MS = 100

/** Another process may be loading the same file: its work is awaited, then used. */
async function writerInTurn(lake: Lake): Promise<LakeWriter> {
  for (let waited = 0; ; waited += RETRY_MS) {
    try {
      return await lake.writer()
    } catch (error) {
      if (!(error instanceof NumizeError) || waited >= WAIT_MS) throw error
      await sleep(RETRY_MS)
    }
  }
}

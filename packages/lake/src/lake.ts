import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, systemClock } from '@numize/base'
import { fail } from './errors.ts'
import { type Manifest, manifestFile, newManifest, readManifest } from './manifest.ts'
import { takeWriterLock } from './writer-lock.ts'

/** A folder of user data at rest. Any number of readers, one writer at a time. */
export interface Lake {
  readonly dir: string
  /** The data as last committed; null before the first commit. */
  current(): Promise<Manifest | null>
  /** Absolute path of a segment. */
  pathOf(file: string): string
  /** @throws `lake/writer-busy` */
  writer(): Promise<LakeWriter>
}

export interface LakeWriter extends AsyncDisposable {
  /** A fresh absolute path to write a segment to. What is never committed is swept one day. */
  newSegment(): string
  /**
   * Makes `tables` the data, all at once and for good: after a crash it is either all there or all as before.
   * @throws `lake/segment-missing` when a segment was not written
   */
  commit(content: Pick<Manifest, 'tables' | 'origin'>): Promise<Manifest>
  /** Deletes segments that no manifest names and that are older than `graceMs`; returns how many. */
  sweep(graceMs: number): Promise<number>
}

/** Opens the lake in `dir`, making the folder where there is none. */
export async function openLake(
  dir: string,
  effects: { clock: Clock } = { clock: systemClock },
): Promise<Lake> {
  await mkdir(segmentsDir(dir), { recursive: true })
  return {
    dir,
    current: () => readManifest(dir),
    pathOf: (file) => join(segmentsDir(dir), file),
    writer: async () => writerOf(dir, await takeWriterLock(dir), effects.clock),
  }
}

const segmentsDir = (dir: string): string => join(dir, 'segments')

const writerOf = (dir: string, release: () => Promise<void>, clock: Clock): LakeWriter => ({
  newSegment: () => join(segmentsDir(dir), `${randomUUID()}.parquet`),
  commit: (content) => commit(dir, content),
  sweep: (graceMs) => sweep(dir, clock.now() - graceMs),
  [Symbol.asyncDispose]: release,
})

async function commit(dir: string, content: Pick<Manifest, 'tables' | 'origin'>): Promise<Manifest> {
  const before = await readManifest(dir)
  for (const table of content.tables)
    for (const { file } of table.segments) await persistSegment(dir, table.name, file)
  await sync(segmentsDir(dir))
  const manifest = newManifest({ parent: before?.id ?? null, tables: content.tables, origin: content.origin })
  const temporary = `${manifestFile(dir)}.${randomUUID()}`
  await writeDurably(temporary, JSON.stringify(manifest, null, 1))
  await rename(temporary, manifestFile(dir))
  await sync(dir)
  return manifest
}

async function persistSegment(dir: string, table: string, file: string): Promise<void> {
  try {
    await sync(join(segmentsDir(dir), file))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw fail('segment-missing', { file, table })
    throw error
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  await using handle = await open(file, 'wx')
  await handle.writeFile(text)
  await handle.sync()
}

async function sync(path: string): Promise<void> {
  await using handle = await open(path, 'r')
  await handle.sync()
}

/** Readers may still hold the manifest before the last one: only what is older than the grace period goes. */
async function sweep(dir: string, before: number): Promise<number> {
  const manifest = await readManifest(dir)
  const named = new Set(manifest?.tables.flatMap(({ segments }) => segments.map(({ file }) => file)))
  let swept = 0
  for (const file of await readdir(segmentsDir(dir))) {
    const path = join(segmentsDir(dir), file)
    if (named.has(file) || (await stat(path)).mtimeMs >= before) continue
    await unlink(path)
    swept++
  }
  return swept
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hashJson, type Json } from '@numize/base'
import { fail } from './errors.ts'

/** An immutable Parquet file in the lake's folder. */
export interface Segment {
  /** File name inside `segments/`. */
  readonly file: string
  readonly rows: number
}

export interface LakeTable {
  readonly name: string
  readonly segments: readonly Segment[]
  readonly primaryKey: readonly string[]
  readonly foreignKeys: readonly {
    readonly columns: readonly string[]
    readonly table: string
    readonly referenced: readonly string[]
  }[]
}

/** All data at one moment. Readers of a manifest see exactly its segments, whatever is written meanwhile. */
export interface Manifest {
  readonly format: 1
  /** The data version: changes with every commit. */
  readonly id: string
  /** The version it replaced; null for the first. */
  readonly parent: string | null
  readonly tables: readonly LakeTable[]
  /** What the writer wants to remember: where the data came from. */
  readonly origin: Json
}

export const manifestFile = (dir: string): string => join(dir, 'manifest.json')

export const newManifest = (content: Pick<Manifest, 'parent' | 'tables' | 'origin'>): Manifest => ({
  format: 1,
  id: hashJson(content),
  ...content,
})

/**
 * The committed manifest; null where nothing was committed yet.
 * @throws `lake/manifest-damaged`
 */
export async function readManifest(dir: string): Promise<Manifest | null> {
  const text = await readFile(manifestFile(dir), 'utf8').catch(absent)
  if (text === null) return null
  const manifest = parsed(text)
  if (manifest?.format !== 1) throw fail('manifest-damaged', { file: manifestFile(dir) })
  return manifest
}

const absent = (error: NodeJS.ErrnoException): null => {
  if (error.code === 'ENOENT') return null
  throw error
}

function parsed(text: string): Manifest | null {
  try {
    return JSON.parse(text) as Manifest
  } catch {
    return null
  }
}

import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tableNameOf } from '../files/table-names.ts'
import type { Upload, UploadPreview } from './upload.ts'

/** What is kept of uploads: a folder each, by its id. Ids that are none of ours lead nowhere. */
export interface UploadFiles {
  readonly folder: (id: string) => string
  readonly original: (id: string) => string
  readonly table: (upload: Upload) => string
  readonly find: (id: string) => Promise<Upload | null>
  readonly list: () => Promise<readonly Upload[]>
  /** Does nothing where it was removed meanwhile. */
  readonly save: (upload: Upload) => Promise<void>
  readonly preview: (id: string) => Promise<UploadPreview | null>
  readonly savePreview: (id: string, preview: UploadPreview | null) => Promise<void>
  readonly remove: (id: string) => Promise<void>
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const LONGEST_TABLE = 50

export function uploadFiles(dir: string): UploadFiles {
  const at = (id: string, ...parts: readonly string[]): string => join(dir, id, ...parts)
  const find = async (id: string) => (UUID.test(id) ? readJson<Upload>(at(id, 'upload.json')) : null)
  return {
    folder: at,
    original: (id) => at(id, 'original'),
    table: ({ id, name }) => at(id, `${tableNameOf(name).slice(0, LONGEST_TABLE)}.parquet`),
    find,
    list: async () => {
      const found = await Promise.all((await readdir(dir).catch(() => [])).map(find))
      return found.flatMap((one) => one ?? []).toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    },
    save: (upload) => writeJson(at(upload.id, 'upload.json'), upload),
    preview: async (id) => (UUID.test(id) ? readJson<UploadPreview>(at(id, 'preview.json')) : null),
    savePreview: (id, preview) =>
      preview === null
        ? rm(at(id, 'preview.json'), { force: true })
        : writeJson(at(id, 'preview.json'), preview),
    remove: async (id) => {
      if (UUID.test(id)) await rm(at(id), { recursive: true, force: true })
    },
  }
}

async function writeJson(path: string, content: unknown): Promise<void> {
  const part = `${path}.${randomUUID()}`
  try {
    await writeFile(part, JSON.stringify(content), { mode: 0o600, flag: 'wx' })
    await rename(part, path)
  } catch (error) {
    // it was removed meanwhile
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

async function readJson<T>(path: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

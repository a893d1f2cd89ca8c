import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fail } from '../errors.ts'
import { type FileKind, fileKind, kindByName } from './file-kind.ts'
import { tableNameOf } from './table-names.ts'

/** Files that make one relation, or one database. */
export interface FoundFiles {
  readonly kind: FileKind
  readonly schema: string | null
  readonly name: string
  readonly paths: readonly string[]
}

/**
 * Data files of a file, folder or pattern (`*` in its last part), in order of name. In a folder, a sub-folder of
 * Parquet parts is one relation, any other sub-folder is a schema.
 * @throws `sources/no-file`, `sources/no-data`, `sources/unsupported-type`
 */
export async function listFiles(path: string, baseDir: string): Promise<FoundFiles[]> {
  const target = resolve(baseDir, path)
  if (basename(target).includes('*')) return listPattern(path, target)
  const status = await statOf(path, target)
  if (!status.isDirectory()) return [single(target, null)]
  const found = await listFolder(target)
  if (found.length === 0) throw fail('no-data', { path: target })
  return found
}

async function statOf(path: string, target: string) {
  try {
    return await stat(target)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') throw fail('no-file', { path, lookedIn: dirname(target) })
    throw fail('not-readable', { path: target, reason: String(code) })
  }
}

const single = (path: string, schema: string | null): FoundFiles => ({
  kind: fileKind(path),
  schema,
  name: tableNameOf(path),
  paths: [path],
})

async function listPattern(path: string, target: string): Promise<FoundFiles[]> {
  const pattern = new RegExp(`^${basename(target).split('*').map(escapeRegExp).join('.*')}$`)
  const names = await readdir(dirname(target)).catch(() => [])
  const matching = names.filter((name) => pattern.test(name) && kindByName(name)).toSorted()
  if (matching.length === 0) throw fail('no-file', { path, lookedIn: dirname(target) })
  return matching.map((name) => single(join(dirname(target), name), null))
}

const escapeRegExp = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)

async function listFolder(dir: string): Promise<FoundFiles[]> {
  const found: FoundFiles[] = []
  for (const entry of await entriesOf(dir)) {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) found.push(...(await listSubfolder(path)))
    else if (isData(entry.name)) found.push(single(path, null))
  }
  return found
}

async function listSubfolder(dir: string): Promise<FoundFiles[]> {
  const files = await parquetBelow(dir)
  if (files.length > 0 && files.every((file) => isPart(dir, file)))
    return [{ kind: 'parquet', schema: null, name: tableNameOf(`${dir}.`), paths: files }]
  const names = (await entriesOf(dir)).filter((entry) => entry.isFile() && isData(entry.name))
  return names.map(({ name }) => single(join(dir, name), tableNameOf(`${dir}.`)))
}

/** `part-0.parquet`, `0001.parquet`, a hash, or anything below `key=value/`. */
const isPart = (dir: string, file: string): boolean =>
  dirname(file) !== dir ||
  /^((part|data|chunk|segment|file)[-_.]?)?(\d+|[0-9a-f-]{16,})\b/i.test(basename(file))

async function parquetBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile() && kindByName(entry.name) === 'parquet')
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

const isData = (name: string): boolean => kindByName(name) !== null && !/^readme\b|\.txt$/i.test(name)

async function entriesOf(dir: string) {
  const entries = await readdir(dir, { withFileTypes: true })
  return entries
    .filter(({ name }) => !name.startsWith('.') && !name.startsWith('_'))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

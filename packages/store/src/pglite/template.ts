import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'

const MARK = 'numize-created'

/**
 * Opens a database folder (null = in memory). Making a new one from nothing takes seconds, so the first one made on a
 * machine is kept as a template in the user's cache folder and later ones start as a copy of it. A folder whose making
 * was interrupted holds nothing anyone was promised: it is made again.
 */
export async function openPglite(dir: string | null, options: PGliteOptions): Promise<PGlite> {
  if (dir === null) return create(options)
  if (existsSync(join(dir, MARK))) return PGlite.create({ ...options, dataDir: dir })
  await rm(dir, { recursive: true, force: true })
  const database = await create({ ...options, dataDir: dir })
  await writeFile(join(dir, MARK), '')
  return database
}

async function create(options: PGliteOptions): Promise<PGlite> {
  const template = templateFile()
  const known = await readFile(template).catch(() => null)
  if (known !== null) {
    try {
      return await PGlite.create({ ...options, loadDataDir: new Blob([known]) })
    } catch {
      await rm(template, { force: true })
      if (options.dataDir !== undefined) await rm(options.dataDir, { recursive: true, force: true })
    }
  }
  const database = await PGlite.create(options)
  await keep(await database.dumpDataDir('none'), template).catch(() => undefined)
  return database
}

/** Written whole or not at all; a cache that cannot be written is no reason to fail. */
async function keep(dump: Blob, template: string): Promise<void> {
  const temporary = `${template}.${randomUUID()}`
  await mkdir(dirname(template), { recursive: true, mode: 0o700 })
  await writeFile(temporary, new Uint8Array(await dump.arrayBuffer()), { mode: 0o600 })
  await rename(temporary, template)
}

/** One per version of PGlite, known by its program. */
function templateFile(): string {
  const cache = process.env['NUMIZE_CACHE'] ?? process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  const program = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  return join(cache, 'numize', `pglite-${versionOf(program)}.tar`)
}

const versionOf = (program: string): string =>
  (createRequire(program)('../package.json') as { version: string }).version

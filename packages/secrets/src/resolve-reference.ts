import { readFile, realpath } from 'node:fs/promises'
import { isAbsolute, relative } from 'node:path'
import { fail } from './errors.ts'
import { readVault } from './vault.ts'

/** Gives the value a reference stands for, looked up each time. @throws `secrets/…`, which names the reference only */
export type Resolve = (reference: string) => Promise<string>

export interface ResolverPlaces {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Folders whose files a reference may name: a project is somebody else's, and must not read any file it likes. */
  readonly folders: readonly string[]
  /** The installation's own secrets, by name; null for one there is not. */
  readonly secret?: (name: string) => Promise<string | null>
}

const REFERENCE = /^(env|file|secret|vault):(.+)$/s

/** Whether a text stands for a secret that lies elsewhere: `env:NAME`, `file:/PATH`, `secret:NAME`, `vault:PATH#FIELD`. */
export const isReference = (text: string): boolean => REFERENCE.test(text)

export function createResolver(places: ResolverPlaces): Resolve {
  return async (reference) => {
    const [, kind, rest = ''] = REFERENCE.exec(reference) ?? []
    if (kind === 'env') return fromEnvironment(rest, places)
    if (kind === 'file') return fromFile(rest, places)
    if (kind === 'secret') return fromStore(rest, places)
    if (kind === 'vault') return fromVault(reference, rest, places)
    throw fail('bad-reference', { reference: reference.split(':')[0] ?? '' })
  }
}

function fromEnvironment(name: string, { env }: ResolverPlaces): string {
  const value = env[name]
  if (value === undefined || value === '') throw fail('no-variable', { name })
  return value
}

/** Without the line end that editors put there. */
async function fromFile(file: string, { folders }: ResolverPlaces): Promise<string> {
  const refused = fail('closed-file', { file, folders: folders.join(', ') || 'none is set' })
  if (!isAbsolute(file)) throw refused
  const unreadable = (error: NodeJS.ErrnoException) =>
    fail('no-file', { file, reason: error.code ?? 'unreadable' })
  const within = await Promise.all(folders.map((folder) => lies(file, folder)))
  if (!within.includes(true)) throw refused
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unreadable(error)
  })
  return text.replace(/\r?\n$/, '')
}

/** Whether a file lies below a folder, once links are followed. */
async function lies(file: string, folder: string): Promise<boolean> {
  try {
    const path = relative(await realpath(folder), await realpath(file))
    return path !== '' && !path.startsWith('..') && !isAbsolute(path)
  } catch {
    return false
  }
}

async function fromStore(name: string, { secret }: ResolverPlaces): Promise<string> {
  const value = (await secret?.(name)) ?? null
  if (value === null) throw fail('no-secret', { name })
  return value
}

function fromVault(reference: string, rest: string, { env }: ResolverPlaces): Promise<string> {
  const [, path = '', field = ''] = /^([^#]+)#([^#]+)$/.exec(rest) ?? []
  if (path === '') throw fail('bad-reference', { reference })
  return readVault(path, field, env)
}

import { randomUUID } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fail } from './errors.ts'
import { type Keyring, newKey, parseKeyring, writtenKeyring } from './keyring.ts'

const OTHERS_MAY = 0o077

/**
 * The keys of a file, which is made (mode 0600, one new key) where there is none. Of two processes that make it at
 * once, one wins and both read its key.
 * @throws `secrets/bad-key`, `secrets/open-key-file`, `secrets/no-file`
 */
export async function openKeyFile(file: string): Promise<Keyring> {
  const found = await readKeyFile(file)
  if (found) return found
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeBeside(file, writtenKeyring([newKey()]), async (temporary) => {
    await link(temporary, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    await rm(temporary)
  })
  const made = await readKeyFile(file)
  if (!made) throw fail('no-file', { file, reason: 'it went away' })
  return made
}

/** The keys of a file; null where there is none. @throws as `openKeyFile` */
export async function readKeyFile(file: string): Promise<Keyring | null> {
  try {
    const text = await readFile(file, 'utf8')
    await checkRights(file)
    return parseKeyring(text, file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    if (code === 'EACCES' || code === 'EISDIR') throw fail('no-file', { file, reason: code })
    throw error
  }
}

/** Puts other keys into a key file, whole or not at all. */
export const replaceKeyFile = (file: string, { keys }: Keyring): Promise<void> =>
  writeBeside(file, writtenKeyring(keys), (temporary) => rename(temporary, file))

async function checkRights(file: string): Promise<void> {
  if (process.platform === 'win32') return
  const { mode } = await stat(file)
  if ((mode & OTHERS_MAY) !== 0) throw fail('open-key-file', { file })
}

/** Written and on the disk before it takes the place it is for. */
async function writeBeside(
  file: string,
  text: string,
  putInPlace: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = `${file}.${randomUUID()}`
  try {
    const handle = await open(temporary, 'wx', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await chmod(temporary, 0o600)
    await putInPlace(temporary)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

import { readFile, rename, rm } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { basename, resolve } from 'node:path'
import { contentInspector } from '@numize/access'
import type { Effects } from './effects.ts'

const ORG = 'local'

interface Outgoing {
  readonly file: string
  /** What the check is told the file is called; its own name unless said. */
  readonly name?: string
  readonly mediaType: string
  /** Writes the file; where it is looked at first, under another name beside it. */
  readonly write: (file: string) => Promise<void>
}

/**
 * Writes a file that leaves with data in it: where the organisation has a check, it is there only once that has let it
 * pass.
 * @throws `access/content-…`
 */
export async function letPass(
  { file, name = basename(file), mediaType, write }: Outgoing,
  { env }: Effects,
): Promise<void> {
  const inspect = contentInspector(env)
  const target = resolve(file)
  if (!inspect) return write(target)
  const unseen = `${target}.${process.pid}.part`
  try {
    await write(unseen)
    const carriage = { direction: 'export', orgId: ORG, userId: userInfo().username, project: null } as const
    await inspect({ ...carriage, name, mediaType }, await readFile(unseen))
    await rename(unseen, target)
  } catch (error) {
    await rm(unseen, { force: true })
    throw error
  }
}

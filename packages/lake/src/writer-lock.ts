import { randomUUID } from 'node:crypto'
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hashText } from '@numize/base'
import { fail } from './errors.ts'

interface Holder {
  readonly pid: number
  /** Tells a process from a later one with the same id; empty where the system does not say. */
  readonly started: string
  /** Makes each taking's text its own. */
  readonly id: string
}

/**
 * Takes the lake's one writer's place; a dead writer's is taken over.
 * @returns what gives it back
 * @throws `lake/writer-busy` while another process lives in it
 */
export async function takeWriterLock(dir: string): Promise<() => Promise<void>> {
  const file = join(dir, 'writer.lock')
  const holder: Holder = { pid: process.pid, started: await startOf(process.pid), id: randomUUID() }
  const own = join(dir, `.lock-${holder.id}`)
  await writeFile(own, JSON.stringify(holder))
  try {
    await take(file, own, dir)
  } finally {
    await unlink(own)
  }
  return () => unlink(file)
}

/**
 * Makes `own` the content of `file`. `link` does so in one step where there is none. A dead holder's may be replaced
 * only by the one who holds the claim named after it, which is taken in the same way: so that no two replace it, and
 * none replaces what another has placed since.
 */
async function take(file: string, own: string, dir: string): Promise<void> {
  while (!(await succeeds(link(own, file), 'EEXIST'))) {
    const text = await readFile(file, 'utf8').catch(() => null)
    if (text === null) continue
    const holder = JSON.parse(text) as Holder
    if (await isAlive(holder)) throw fail('writer-busy', { dir, pid: holder.pid })
    const claim = `${file}.${hashText(text).slice(0, 12)}`
    await take(claim, own, dir)
    try {
      if (await replaced(file, text, own)) return
    } finally {
      await unlink(claim)
    }
  }
}

async function replaced(file: string, stale: string, own: string): Promise<boolean> {
  if ((await readFile(file, 'utf8').catch(() => null)) !== stale) return false
  const copy = `${own}.copy`
  await link(own, copy)
  await rename(copy, file)
  return true
}

async function succeeds(action: Promise<void>, expected: string): Promise<boolean> {
  try {
    await action
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === expected) return false
    throw error
  }
}

async function isAlive({ pid, started }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const now = await startOf(pid)
  return now === '' || started === '' || now === started
}

/** When a process started, in the kernel's ticks (proc(5), field 22 of `stat`); empty where there is no `/proc`. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

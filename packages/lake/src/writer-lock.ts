import { randomUUID } from 'node:crypto'
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail } from './errors.ts'

interface Holder {
  readonly pid: number
  /** Tells a process from a later one with the same id; empty where the system does not say. */
  readonly started: string
}

/**
 * Takes the lake's one writer's place; a dead writer's is taken over.
 * @returns what gives it back
 * @throws `lake/writer-busy` while another process lives in it
 */
export async function takeWriterLock(dir: string): Promise<() => Promise<void>> {
  const file = join(dir, 'writer.lock')
  const own = join(dir, `.lock-${randomUUID()}`)
  await writeFile(own, JSON.stringify({ pid: process.pid, started: await startOf(process.pid) }))
  try {
    await place(own, file, dir)
  } finally {
    await unlink(own)
  }
  return () => unlink(file)
}

async function place(own: string, file: string, dir: string): Promise<void> {
  for (;;) {
    // `link` makes the lock with its content in one step, or fails.
    if (await succeeds(link(own, file), 'EEXIST')) return
    const text = await readFile(file, 'utf8').catch(() => null)
    if (text === null) continue
    const holder = JSON.parse(text) as Holder
    if (await isAlive(holder)) throw fail('writer-busy', { dir, pid: holder.pid })
    await putAside(file, text)
  }
}

/** Removes a dead writer's lock, and only that: what another taker placed meanwhile is put back. */
async function putAside(file: string, stale: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  if (!(await succeeds(rename(file, aside), 'ENOENT'))) return
  if ((await readFile(aside, 'utf8')) !== stale) await succeeds(link(aside, file), 'EEXIST')
  await unlink(aside)
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

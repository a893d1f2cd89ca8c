import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from './errors.ts'

interface Holder {
  readonly pid: number
  /** When the process started, by the system's own count: a process that got a dead one's number is another. */
  readonly started: string | null
}

/**
 * Takes a folder for this process; PGlite itself takes no lock. A lock whose process is gone is taken over.
 * @throws `store/locked` when a living process (this one included) holds it.
 */
export function lockFolder(dir: string): Disposable {
  const file = join(dir, 'store.lock')
  const own = `${file}.${process.pid}.${Math.trunc(performance.now() * 1000)}`
  writeFileSync(own, JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Holder))
  try {
    if (!claim(own, file)) {
      const holder = read(file)
      if (holder !== null && isAlive(holder)) throw fail('locked', { dir, pid: holder.pid })
      putAside(file, holder)
      if (!claim(own, file)) throw fail('locked', { dir, pid: read(file)?.pid ?? 0 })
    }
  } finally {
    rmSync(own, { force: true })
  }
  return { [Symbol.dispose]: () => rmSync(file, { force: true }) }
}

/** A hard link appears whole or not at all, and never over another. */
function claim(own: string, file: string): boolean {
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Moves a dead process's lock away; puts it back if someone took the folder over in between. */
function putAside(file: string, dead: Holder | null): void {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (JSON.stringify(read(aside)) !== JSON.stringify(dead)) claim(aside, file)
  rmSync(aside, { force: true })
}

function read(file: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>
    return typeof holder.pid === 'number' ? { pid: holder.pid, started: holder.started ?? null } : null
  } catch {
    return null
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const now = startOf(pid)
  return started === null || now === null || now === started
}

/** Field 22 of /proc/<pid>/stat (proc(5)); null where there is no such file. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

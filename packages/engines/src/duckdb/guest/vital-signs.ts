import { readFileSync } from 'node:fs'

const PAGE_BYTES = 4096
const TICKS_PER_SECOND = 100

/** Memory a process holds, in MB; null once it is gone. Linux only. */
export function residentMb(pid: number): number | null {
  const pages = Number(fileOf(pid, 'statm')?.split(' ')[1])
  return Number.isFinite(pages) ? (pages * PAGE_BYTES) / 1024 / 1024 : null
}

/** Processor time a process took so far, in seconds; null once it is gone. Linux only. */
export function cpuSeconds(pid: number): number | null {
  const fields = fileOf(pid, 'stat')?.split(') ').at(-1)?.split(' ') ?? []
  const ticks = Number(fields[11]) + Number(fields[12])
  return Number.isFinite(ticks) ? ticks / TICKS_PER_SECOND : null
}

function fileOf(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return null
  }
}

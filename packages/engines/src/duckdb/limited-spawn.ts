import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { ChildEntry } from './child-entry.ts'

const PRLIMIT = '/usr/bin/prlimit'
/** What Node itself takes of a process's data segment, in MB. */
const NODE_MB = 768

/** Whether this machine bounds the memory of a child: Linux with util-linux. Elsewhere only DuckDB's own soft limit holds. */
const hasMemoryLimit = (): boolean => process.platform === 'linux' && existsSync(PRLIMIT)

/**
 * Starts a Node child with a message channel, without our secrets in its environment, and where `hasMemoryLimit()`
 * with a bound of twice `memoryLimitMb` on its data segment: DuckDB's own limit lets one value take gigabytes.
 */
export function limitedSpawn({ file, execArgv }: ChildEntry, memoryLimitMb: number): ChildProcess {
  const bytes = dataMb(memoryLimitMb) * 1024 * 1024
  const limits = hasMemoryLimit() ? [PRLIMIT, `--data=${bytes}`, '--core=0', '--'] : []
  return spawnAfter(limits, { file, execArgv })
}

/** What a process with this soft limit of DuckDB's may have as its data segment, in MB. */
export const dataMb = (memoryLimitMb: number): number => 2 * memoryLimitMb + NODE_MB

/** Starts a Node child behind the programs `before` it, each of which becomes the next. */
export function spawnAfter(before: readonly string[], { file, execArgv }: ChildEntry): ChildProcess {
  const [command, ...args] = [...before, process.execPath, ...execArgv, file]
  return spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'], TZ: 'UTC' },
  })
}

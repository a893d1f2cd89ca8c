import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'

/** What the operating system holds a guest to, whatever DuckDB believes. */
export interface GuestLimits {
  /** Of the data segment: threads' stacks and all that is allocated. */
  readonly memoryMb: number
  /** Of the process's whole life. */
  readonly cpuSeconds: number
  readonly openFiles: number
}

/** How a guest is started here, or why none may be. */
export type Isolation =
  | {
      readonly found: true
      /** Put before a command: limits, no network, no new rights. Each program becomes the next, so the process id stays. */
      readonly before: (limits: GuestLimits) => readonly string[]
      /** Whether the process has to leave the rights of root behind before a guest's statement runs. */
      readonly dropsRoot: boolean
    }
  | { readonly found: false; readonly reason: string }

/** No user of this number is known to a usual system: it owns no file and no other process. */
export const GUEST_UID = 61_193

const THREADS = 64
const TOOLS = ['prlimit', 'unshare', 'setpriv'].map((name) => ({ name, path: `/usr/bin/${name}` }))
const PROBE_MS = 20_000

let known: Promise<Isolation> | null = null

/** Found once a process: a small program is started as a guest would be, and must see no network and none of our rights. */
export const findIsolation = (): Promise<Isolation> => (known ??= probe())

async function probe(): Promise<Isolation> {
  const { platform } = process
  if (platform !== 'linux') return none(`it needs the process limits of Linux, and this is ${platform}`)
  const missing = TOOLS.filter(({ path }) => !existsSync(path)).map(({ name }) => name)
  if (missing.length > 0) return none(`it needs ${missing.join(' and ')}, of the package util-linux`)
  const dropsRoot = process.getuid?.() === 0
  const before = (limits: GuestLimits) => [...limited(limits), ...walled(dropsRoot)]
  const isHeld = await holds(before({ memoryMb: 1024, cpuSeconds: 20, openFiles: 64 }), dropsRoot)
  return isHeld
    ? { found: true, before, dropsRoot }
    : none(
        dropsRoot
          ? 'this machine does not let Numize cut a process off the network (in a container, add the capability SYS_ADMIN)'
          : 'this machine does not let Numize cut a process off the network (allow user namespaces, or start Numize as root)',
      )
}

const none = (reason: string): Isolation => ({ found: false, reason })

const limited = ({ memoryMb, cpuSeconds, openFiles }: GuestLimits): readonly string[] => [
  '/usr/bin/prlimit',
  `--data=${memoryMb * 1024 * 1024}`,
  `--cpu=${cpuSeconds}`,
  `--nofile=${openFiles}`,
  `--nproc=${THREADS}`,
  '--fsize=0',
  '--core=0',
  '--',
]

/** A network of its own with nothing in it, and no way to more rights. */
const walled = (isRoot: boolean): readonly string[] => [
  '/usr/bin/unshare',
  ...(isRoot ? [] : ['--user', '--map-current-user']),
  '--net',
  '--',
  '/usr/bin/setpriv',
  '--no-new-privs',
  '--',
]

/** Leaves root as a guest does, then says what it still has. */
const PROBE = `
if (process.argv[1] === 'drop') { process.setgroups([]); process.setgid(${GUEST_UID}); process.setuid(${GUEST_UID}) }
const { readFileSync } = require('node:fs')
const { networkInterfaces } = require('node:os')
const status = readFileSync('/proc/self/status', 'utf8')
const limits = readFileSync('/proc/self/limits', 'utf8')
const interfaces = readFileSync('/proc/net/dev', 'utf8').trim().split('\\n').slice(2).map((line) => line.split(':')[0].trim())
const held = /CapEff:\\s0+\\n/.test(status) && /NoNewPrivs:\\s1/.test(status) && process.geteuid() !== 0 &&
  interfaces.every((name) => name === 'lo') && Object.keys(networkInterfaces()).length === 0 && /Max file size\\s+0\\s/.test(limits)
process.stdout.write(held ? 'held' : 'not held')`

async function holds(before: readonly string[], dropsRoot: boolean): Promise<boolean> {
  const [command = '', ...args] = [...before, process.execPath, '-e', PROBE, ...(dropsRoot ? ['drop'] : [])]
  try {
    const { stdout } = await promisify(execFile)(command, args, { timeout: PROBE_MS, env: { TZ: 'UTC' } })
    return stdout === 'held'
  } catch {
    return false
  }
}

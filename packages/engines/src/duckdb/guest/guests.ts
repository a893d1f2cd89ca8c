import { readdirSync, statSync } from 'node:fs'
import { setPriority } from 'node:os'
import type { GovernedRows, GuestOptions } from '../../engine.ts'
import { fail, failed } from '../../errors.ts'
import { Lanes } from '../../lanes.ts'
import { childEntry } from '../child-entry.ts'
import { DuckdbChild, type Ending } from '../child-process.ts'
import { dataMb, spawnAfter } from '../limited-spawn.ts'
import type { RunRequest, Setup } from '../protocol.ts'
import { isForAll } from './held-paths.ts'
import { findIsolation, GUEST_UID, type Isolation } from './isolation.ts'
import { cpuSeconds, residentMb } from './vital-signs.ts'

/** Statements of people at one time; each has a process to itself. */
const PLACES = 2
const MOST_THREADS = 2
const MEMORY_MB = 512
/** Rows in memory take a few times what they take as text or Parquet. */
const MEMORY_PER_LOADED_BYTE = 4
/** A spare holds a copy of what is loaded: above this it costs more than the wait it saves. */
const MOST_SPARE_BYTES = 64 * 1024 * 1024
const SPARE_DELAY_MS = 300
const IDLE_MS = 60_000
const LOOK_EVERY_MS = 100
const LIFE_CPU_SECONDS = 600
/** After this much a process is replaced, so that no statement meets the end of its life. */
const WORN_CPU_SECONDS = 200
/** Less urgent than anything of ours. */
const NICE = 5

type Found = Extract<Isolation, { found: true }>

interface Guest {
  readonly child: DuckdbChild
  /** Of the files it reads in place, when it opened them. */
  readonly stamp: string
}

/**
 * Processes for SQL that people wrote: one statement at a time each, under limits of the operating system, without a
 * network and without our rights. Started at the first statement, gone after a minute without one.
 */
export class Guests {
  readonly #setup: Setup
  readonly #lanes = new Lanes(PLACES)
  readonly #idle: Guest[] = []
  readonly #busy = new Set<DuckdbChild>()
  #spareTimer: NodeJS.Timeout | null = null
  #idleTimer: NodeJS.Timeout | null = null
  #closed = false

  constructor(setup: Setup) {
    const bytes = loadedBytes(setup)
    const wanted = MEMORY_MB + (MEMORY_PER_LOADED_BYTE * bytes) / 1024 / 1024
    this.#setup = {
      ...setup,
      memoryLimitMb: Math.min(Math.ceil(wanted), Math.max(MEMORY_MB, setup.memoryLimitMb)),
      threads: Math.min(MOST_THREADS, setup.threads),
      resultsDir: null,
    }
  }

  get pids(): readonly number[] {
    return [...this.#idle.map(({ child }) => child), ...this.#busy].flatMap(({ alive, pid }) =>
      alive && pid ? [pid] : [],
    )
  }

  /** @throws as `runGoverned` of `Engine` does */
  async call(request: RunRequest, options: GuestOptions): Promise<GovernedRows> {
    const started = performance.now()
    const isolation = await findIsolation()
    if (!isolation.found) throw fail('no-isolation', { reason: isolation.reason })
    const deadline = AbortSignal.timeout(options.deadlineMs)
    const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline
    const leave = await this.#lanes.enter(options.by ?? '', signal)
    if (!leave) throw this.#errorOf('interrupted', options)
    try {
      const ending = await this.#serve(request, isolation, signal)
      if (ending.kind === 'rows') return { ...ending.rows, elapsedMs: performance.now() - started }
      if (ending.kind === 'failed') throw failed(ending.failure)
      throw this.#errorOf(ending.kind, options)
    } finally {
      leave()
      this.#keepSpare(isolation)
      this.#goWhenIdle()
    }
  }

  close(): void {
    this.#closed = true
    for (const timer of [this.#spareTimer, this.#idleTimer]) if (timer) clearTimeout(timer)
    for (const child of this.#busy) child.kill()
    this.#dismissIdle()
  }

  async #serve(
    request: RunRequest,
    isolation: Found,
    signal: AbortSignal,
  ): Promise<Ending | { readonly kind: 'overMemory' }> {
    const guest = this.#take(isolation)
    const { child } = guest
    this.#busy.add(child)
    try {
      const opened = await Promise.race([child.opened(), aborted(signal)])
      if (!opened) return { kind: 'interrupted' }
      if (child.pid !== null) lowerPriority(child.pid)
      const watch = watchMemory(child, dataMb(this.#setup.memoryLimitMb))
      const ending = await child.call(request, signal).finally(watch.stop)
      return watch.isOver() ? { kind: 'overMemory' } : ending
    } finally {
      this.#busy.delete(child)
      this.#putBack(guest)
    }
  }

  #take(isolation: Found): Guest {
    if (this.#closed) throw fail('closed')
    if (this.#idleTimer) clearTimeout(this.#idleTimer)
    const stamp = stampOf(this.#setup)
    for (let guest = this.#idle.pop(); guest; guest = this.#idle.pop()) {
      if (guest.child.alive && guest.stamp === stamp) return guest
      guest.child.kill()
    }
    return this.#start(isolation)
  }

  #start({ before, dropsRoot }: Found): Guest {
    const limits = before({
      memoryMb: dataMb(this.#setup.memoryLimitMb),
      cpuSeconds: LIFE_CPU_SECONDS,
      openFiles: 128 + 2 * pathsInPlace(this.#setup).length,
    })
    const stamp = stampOf(this.#setup)
    const started = spawnAfter(limits, childEntry())
    const setup = { ...this.#setup, guest: { uid: dropsRoot ? GUEST_UID : null } }
    return { child: new DuckdbChild(setup, started), stamp }
  }

  #putBack(guest: Guest): void {
    const { alive, pid } = guest.child
    const isWorn = pid === null || (cpuSeconds(pid) ?? 0) > WORN_CPU_SECONDS
    if (alive && !isWorn && !this.#closed) this.#idle.push(guest)
    else guest.child.kill()
  }

  #keepSpare(isolation: Found): void {
    if (this.#spareTimer || loadedBytes(this.#setup) > MOST_SPARE_BYTES) return
    this.#spareTimer = setTimeout(() => {
      this.#spareTimer = null
      if (!this.#closed && this.#idle.length === 0) this.#idle.push(this.#start(isolation))
    }, SPARE_DELAY_MS).unref()
  }

  #goWhenIdle(): void {
    if (this.#idleTimer) clearTimeout(this.#idleTimer)
    this.#idleTimer = setTimeout(() => {
      if (this.#lanes.isEmpty) this.#dismissIdle()
    }, IDLE_MS).unref()
  }

  #dismissIdle(): void {
    for (const { child } of this.#idle.splice(0)) child.kill()
  }

  #errorOf(kind: 'interrupted' | 'died' | 'collateral' | 'overMemory', options: GuestOptions): Error {
    if (this.#closed) return fail('closed')
    if (kind === 'overMemory') return fail('memory')
    if (kind !== 'interrupted') return fail('died')
    return options.signal?.aborted ? fail('cancelled') : fail('deadline', { deadlineMs: options.deadlineMs })
  }
}

/** Kills a process that holds more than it may: a limit on allocations does not see every kind of memory. */
function watchMemory(child: DuckdbChild, mostMb: number) {
  let over = false
  const timer = setInterval(() => {
    if (child.pid === null || (residentMb(child.pid) ?? 0) <= mostMb) return
    over = true
    child.kill()
  }, LOOK_EVERY_MS)
  return { isOver: () => over, stop: () => clearInterval(timer) }
}

/** Of all its threads, each of which has a priority of its own; its start was as urgent as anything. */
function lowerPriority(pid: number): void {
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`)) setPriority(Number(thread), NICE)
  } catch {
    // It is gone already; its end is told where it is asked.
  }
}

const aborted = (signal: AbortSignal): Promise<null> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(null)
    else signal.addEventListener('abort', () => resolve(null), { once: true })
  })

const pathsInPlace = ({ relations, attach }: Setup): readonly string[] => [
  ...relations.flatMap((relation) =>
    relation.kind === 'parquet' ? relation.paths : relation.kind === 'duckdbTable' ? [relation.path] : [],
  ),
  ...(attach === null ? [] : [attach]),
]

/** What a process of its own would have to copy into memory. */
const loadedBytes = ({ relations }: Setup): number =>
  relations
    .flatMap((relation) => {
      if (relation.kind === 'csv' || relation.kind === 'json') return [relation.path]
      return relation.kind === 'parquet' && !relation.paths.every(isForAll) ? relation.paths : []
    })
    .reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0)

const stampOf = (setup: Setup): string =>
  pathsInPlace(setup)
    .map((path) => {
      const { ino, size, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {}
      return [ino, size, mtimeMs].join(':')
    })
    .join(' ')

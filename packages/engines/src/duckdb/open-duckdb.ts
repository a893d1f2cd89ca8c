import { statSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import type { Estimate } from '@numize/semantic'
import type {
  Engine,
  EstimateOptions,
  GovernedOptions,
  GovernedRelation,
  GovernedRows,
  GuestOptions,
  Rows,
  RunOptions,
  Table,
} from '../engine.ts'
import { fail, failed } from '../errors.ts'
import { childEntry } from './child-entry.ts'
import { DuckdbChild, type Ending } from './child-process.ts'
import { estimateOf } from './estimate.ts'
import { Guests } from './guest/guests.ts'
import { limitedSpawn } from './limited-spawn.ts'
import type { RunRequest, Setup } from './protocol.ts'
import type { ExposedRelation } from './relations.ts'

export interface DuckdbOptions {
  /** Relations to show. With `attach`, none. */
  readonly relations?: readonly ExposedRelation[]
  /** A DuckDB file, read in place and never written. */
  readonly attach?: string
  /** Where `toFile` may point. */
  readonly resultsDir?: string
  /** DuckDB's own, soft limit; the process may take about twice as much. A quarter of the machine, at least 1,024. */
  readonly memoryLimitMb?: number
  readonly threads?: number
}

/** What a DuckDB engine offers beyond every engine. */
export interface DuckdbEngine extends Engine {
  /** Sentences about data that was not read as it stands. */
  readonly warnings: readonly string[]
  /** Its processes, for supervision. */
  readonly pids: readonly number[]
  /** Those of them that run SQL of people. */
  readonly guestPids: readonly number[]
}

/**
 * DuckDB in a process of its own, with a second one kept ready after the first answer.
 * @throws `engines/no-file`, `engines/file-locked`, `engines/file-newer`, `engines/file-damaged`,
 * `engines/rows-rejected`
 */
export async function openDuckdb(options: DuckdbOptions): Promise<DuckdbEngine> {
  const engine = new DuckdbProcesses({
    relations: options.relations ?? [],
    attach: options.attach ?? null,
    resultsDir: options.resultsDir ?? null,
    memoryLimitMb: options.memoryLimitMb ?? Math.max(1024, Math.floor(totalmem() / 4 / 1024 / 1024)),
    threads: options.threads ?? Math.min(4, availableParallelism()),
    guest: null,
  })
  await engine.start()
  return engine
}

const SPARE_DELAY_MS = 300
/** A spare holds its own copy of what is loaded into memory: above this it costs more than the wait it saves. */
const MOST_SPARE_BYTES = 64 * 1024 * 1024
/** A child dies by its own call at most once per call; more means that it cannot live here. */
const MOST_RESTARTS = 3

class DuckdbProcesses implements DuckdbEngine {
  readonly dialect = 'duckdb'
  warnings: readonly string[] = []
  readonly #setup: Setup
  #tables: readonly Table[] = []
  #current: DuckdbChild
  #spare: DuckdbChild | null = null
  #spareTimer: NodeJS.Timeout | null = null
  readonly #guests: Guests
  #closed = false

  constructor(setup: Setup) {
    this.#setup = setup
    this.#guests = new Guests(setup)
    this.#current = this.#startChild()
  }

  async start(): Promise<void> {
    const { tables, warnings } = await this.#current.opened()
    this.#tables = tables
    this.warnings = warnings
  }

  get pids(): readonly number[] {
    const own = [this.#current, this.#spare].flatMap((child) =>
      child?.alive && child.pid ? [child.pid] : [],
    )
    return [...own, ...this.guestPids]
  }

  get guestPids(): readonly number[] {
    return this.#guests.pids
  }

  describe(): Promise<readonly Table[]> {
    return Promise.resolve(this.#tables)
  }

  async estimate(sql: string, options: EstimateOptions): Promise<Estimate> {
    const request = { sql, maxRows: 1, toFile: null, explain: true, relations: null, maxBytes: null }
    const { rows } = await this.#call(request, options)
    return estimateOf(JSON.parse(String(rows[0]?.at(-1))), this.#tables)
  }

  run(sql: string, options: RunOptions): Promise<Rows> {
    const { maxRows, toFile = null } = options
    return this.#call({ sql, maxRows, toFile, explain: false, relations: null, maxBytes: null }, options)
  }

  runGoverned(
    sql: string,
    relations: readonly GovernedRelation[],
    options: GovernedOptions,
  ): Promise<GovernedRows> {
    const { maxRows, maxBytes } = options
    return this.#guests.call({ sql, maxRows, maxBytes, toFile: null, explain: false, relations }, options)
  }

  async estimateGoverned(
    sql: string,
    relations: readonly GovernedRelation[],
    options: GuestOptions,
  ): Promise<Estimate> {
    const request = { sql, maxRows: 1, toFile: null, explain: true, relations, maxBytes: null }
    const { rows } = await this.#guests.call(request, options)
    return estimateOf(JSON.parse(String(rows[0]?.at(-1))), this.#tables)
  }

  async #call(request: RunRequest, options: EstimateOptions): Promise<GovernedRows> {
    const started = performance.now()
    const deadline = AbortSignal.timeout(options.deadlineMs)
    const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline
    for (let attempt = 0; attempt <= MOST_RESTARTS; attempt++) {
      const child = await Promise.race([this.#liveChild(), aborted(signal)])
      if (!child) throw this.#errorOf({ kind: 'interrupted' }, options)
      const ending = await child.call(request, signal)
      if (ending.kind === 'collateral' && !this.#closed) continue
      this.#keepSpare()
      if (ending.kind === 'rows') return { ...ending.rows, elapsedMs: performance.now() - started }
      throw this.#errorOf(ending, options)
    }
    throw fail('died', undefined)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    if (this.#spareTimer) clearTimeout(this.#spareTimer)
    this.#current.kill()
    this.#spare?.kill()
    this.#guests.close()
    await Promise.resolve()
  }

  /** The child that answers now: the spare where the one before is gone. */
  async #liveChild(): Promise<DuckdbChild> {
    if (this.#closed) throw fail('closed', undefined)
    this.#replaceTheDead()
    const child = this.#current
    await child.opened()
    return child
  }

  #startChild(): DuckdbChild {
    return new DuckdbChild(this.#setup, limitedSpawn(childEntry(), this.#setup.memoryLimitMb))
  }

  #replaceTheDead(): void {
    if (this.#current.alive) return
    this.#current = this.#spare?.alive ? this.#spare : this.#startChild()
    this.#spare = null
  }

  #keepSpare(): void {
    if (this.#closed) return
    this.#replaceTheDead()
    if (this.#spareTimer || this.#spare?.alive || loadedBytes(this.#setup) > MOST_SPARE_BYTES) return
    this.#spareTimer = setTimeout(() => {
      this.#spareTimer = null
      if (!this.#closed) this.#spare = this.#startChild()
    }, SPARE_DELAY_MS).unref()
  }

  #errorOf(ending: Exclude<Ending, { kind: 'rows' }>, { signal, deadlineMs }: EstimateOptions): Error {
    if (this.#closed) return fail('closed', undefined)
    if (ending.kind === 'failed') return failed(ending.failure)
    if (ending.kind !== 'interrupted') return fail('died', undefined)
    return signal?.aborted ? fail('cancelled', undefined) : fail('deadline', { deadlineMs })
  }
}

/** Null once the signal is given; a child may take longer to open its data than a call may last. */
const aborted = (signal: AbortSignal): Promise<null> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(null)
    else signal.addEventListener('abort', () => resolve(null), { once: true })
  })

const loadedBytes = ({ relations }: Setup): number =>
  relations
    .filter((relation) => relation.kind === 'csv' || relation.kind === 'json')
    .reduce((sum, { path }) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0)

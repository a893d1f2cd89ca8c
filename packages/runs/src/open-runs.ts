import { randomUUID } from 'node:crypto'
import { type Clock, systemClock } from '@numize/base'
import type { RunEvent, RunFilter, RunJournal, RunRecord, Schedule, Store } from '@numize/store'
import { fail } from './errors.ts'
import { type JobQueue, openJobQueue, type RunAddress } from './job-queue.ts'
import type { RunKind } from './run-kind.ts'
import { workOnRun } from './work-on-run.ts'

export interface RunsOptions {
  readonly store: Store
  readonly kinds: readonly RunKind[]
  readonly clock?: Clock
  /** How long a run stays with a process that gives no sign of life. Default 15 seconds. */
  readonly leaseMs?: number
  /** How many runs are worked on here at a time. Default 2. */
  readonly workers?: number
  readonly onError?: (error: unknown) => void
}

export interface Started {
  readonly kind: string
  readonly input: unknown
  readonly userId: string | null
  /** Starts of one kind with one key are one run. Default: a new one each time. */
  readonly key?: string
}

/** Durable runs: what was started is finished once, by whichever process lives, and no finished step is done again. */
export interface Runs extends AsyncDisposable {
  /** @throws `runs/unknown-kind` */
  start(orgId: string, run: Started): Promise<RunRecord>
  find(orgId: string, runId: string): Promise<RunRecord | null>
  list(orgId: string, options?: RunFilter): Promise<readonly RunRecord[]>
  stop(orgId: string, runId: string): Promise<void>
  /** Goes on with a run that was stopped or failed, after its finished steps; of any other run nothing changes. */
  resume(orgId: string, runId: string): Promise<void>
  /** What a run told so far, from the event after `after` on. */
  events(orgId: string, runId: string, after?: number): Promise<readonly RunEvent[]>
  /** What a run told, from the event after `after` on, until it has ended. @throws `runs/unknown-run` */
  watch(
    orgId: string,
    runId: string,
    options?: { after?: number; signal?: AbortSignal },
  ): AsyncIterable<RunEvent>
  /** Waits for the next change of any run here, so long at most: other processes' changes are not heard of. */
  nextChange(signal: AbortSignal, atMostMs: number): Promise<void>
  /** Starts a kind of run by the clock; once a slot, however many processes there are. @throws `runs/bad-schedule` */
  schedule(orgId: string, schedule: Schedule): Promise<void>
  unschedule(orgId: string, name: string): Promise<void>
}

const LEASE_MS = 15_000
const WORKERS = 2
const SWEEP_MS = 2000

/** Opens runs on a store and begins to work on those that wait. */
export async function openRuns(options: RunsOptions): Promise<Runs> {
  const { store, leaseMs = LEASE_MS, onError = () => undefined } = options
  const changes = createChanges()
  const workshop = openWorkshop(options, changes.tell)
  const queue = await openJobQueue(store, options.workers ?? WORKERS, {
    onRun: (run) => workshop.work(run).catch(onError),
    onTime: async ({ orgId, name }, moment) => {
      const schedule = (await store.org(orgId).schedules.list()).find((one) => one.name === name)
      if (schedule) await start(orgId, { ...schedule, key: `${name} ${slotOf(moment)}` })
    },
    onError,
  })
  const start: Runs['start'] = async (orgId, { kind, input, userId, key = randomUUID() }) => {
    workshop.kindOf(kind)
    const run = await store.org(orgId).runs.add({ kind, key, userId, input })
    if (run.state === 'waiting') await queue.offer({ orgId, runId: run.runId })
    return run
  }
  const stopSweeping = sweep(store, { queue, leaseMs, onError })
  await attendSchedules(store, queue, onError)
  return {
    start,
    find: (orgId, runId) => store.org(orgId).runs.find(runId),
    list: (orgId, which) => store.org(orgId).runs.list(which),
    stop: async (orgId, runId) => {
      await store.org(orgId).runs.askStop(runId)
      workshop.stop(runId)
      changes.tell()
    },
    resume: async (orgId, runId) => {
      if (await store.org(orgId).runs.resume(runId)) await queue.offer({ orgId, runId })
      changes.tell()
    },
    events: (orgId, runId, after) => store.org(orgId).runs.events(runId, after),
    nextChange: changes.next,
    watch: (orgId, runId, which) => watch(store.org(orgId).runs, runId, { ...which, changes }),
    schedule: async (orgId, schedule) => {
      workshop.kindOf(schedule.kind)
      await place(queue, orgId, schedule)
      await store.org(orgId).schedules.save(schedule)
    },
    unschedule: async (orgId, name) => {
      await store.org(orgId).schedules.remove(name)
      await queue.unschedule({ orgId, name })
    },
    [Symbol.asyncDispose]: async () => {
      stopSweeping()
      await workshop.close()
      await queue[Symbol.asyncDispose]()
    },
  }
}

/** Where this process works on runs. */
interface Workshop {
  /** @throws `runs/unknown-kind` */
  kindOf(kind: string): RunKind
  work(run: RunAddress): Promise<void>
  stop(runId: string): void
  /** Hands back what is being worked on, and waits until that is written down. */
  close(): Promise<void>
}

function openWorkshop(options: RunsOptions, onChange: () => void): Workshop {
  const { store, clock = systemClock, leaseMs = LEASE_MS, onError = () => undefined } = options
  const kinds = new Map(options.kinds.map((kind) => [kind.kind, kind]))
  const closing = new AbortController()
  const bench = new Map<string, { readonly stopping: AbortController; readonly done: Promise<void> }>()
  const kindOf = (kind: string): RunKind => {
    const found = kinds.get(kind)
    if (!found) throw fail('unknown-kind', { kind, known: [...kinds.keys()] })
    return found
  }
  return {
    kindOf,
    work: async ({ orgId, runId }) => {
      const journal = store.org(orgId).runs
      const run = closing.signal.aborted ? null : await journal.take(runId, leaseMs)
      if (!run) return
      const stopping = new AbortController()
      const signals = { closing: closing.signal, stopping: stopping.signal }
      const done = workOnRun(run, { orgId, journal, kindOf, clock, leaseMs, onChange, onError, ...signals })
      bench.set(runId, { stopping, done })
      await done.finally(() => bench.delete(runId))
    },
    stop: (runId) => bench.get(runId)?.stopping.abort(),
    close: async () => {
      closing.abort()
      await Promise.allSettled([...bench.values()].map(({ done }) => done))
    },
  }
}

/** The minute a schedule fired for: two processes that heard of it start one run. */
const slotOf = (moment: Date): string => new Date(moment).toISOString().slice(0, 16)

const place = async (queue: JobQueue, orgId: string, { name, cron, timeZone }: Schedule): Promise<void> => {
  try {
    await queue.schedule({ orgId, name, cron, timeZone })
  } catch {
    throw fail('bad-schedule', { cron, timeZone })
  }
}

async function attendSchedules(
  store: Store,
  queue: JobQueue,
  onError: (error: unknown) => void,
): Promise<void> {
  for (const { orgId } of await store.orgs())
    for (const schedule of await store.org(orgId).schedules.list())
      await place(queue, orgId, schedule).catch(onError)
}

/** Offers again what nobody works on: runs of a process that died, and those whose offer was lost with one. */
function sweep(
  store: Store,
  { queue, leaseMs, onError }: { queue: JobQueue; leaseMs: number; onError: (error: unknown) => void },
) {
  const once = async (): Promise<void> => {
    for (const run of await store.untendedRuns()) await queue.offer(run)
  }
  void once().catch(onError)
  const timer = setInterval(() => void once().catch(onError), Math.min(leaseMs, SWEEP_MS))
  return () => clearInterval(timer)
}

const WATCH_POLL_MS = 1000

interface Changes {
  readonly tell: () => void
  /** The next change here, or so long: another process may hold the run. */
  readonly next: (signal: AbortSignal, atMostMs: number) => Promise<void>
}

function createChanges(): Changes {
  const waiting = new Set<() => void>()
  return {
    tell: () => {
      for (const wake of waiting) wake()
    },
    next: (signal, atMostMs) =>
      new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer)
          waiting.delete(wake)
          signal.removeEventListener('abort', wake)
          resolve()
        }
        const timer = setTimeout(wake, atMostMs)
        waiting.add(wake)
        signal.addEventListener('abort', wake)
      }),
  }
}

async function* watch(
  runs: RunJournal,
  runId: string,
  {
    after = 0,
    signal = new AbortController().signal,
    changes,
  }: { after?: number; signal?: AbortSignal; changes: Changes },
): AsyncIterable<RunEvent> {
  let last = after
  const ended = async (): Promise<boolean> => {
    const run = await runs.find(runId)
    if (!run) throw fail('unknown-run', { runId })
    return run.endedAt !== null
  }
  for (let over = false; !over && !signal.aborted; ) {
    over = await ended()
    for (const event of await runs.events(runId, last)) {
      last = event.seq
      yield event
    }
    if (!over) await changes.next(signal, WATCH_POLL_MS)
  }
}

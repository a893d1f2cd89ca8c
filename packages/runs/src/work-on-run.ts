import { type Clock, describeError, hashText } from '@numize/base'
import type { Ending, Held, RunJournal, RunRecord } from '@numize/store'
import { fail } from './errors.ts'
import type { RunContext, RunKind } from './run-kind.ts'

const TRIES = 3
const MOST_BACKOFF_MS = 300_000

export interface Workplace {
  readonly orgId: string
  readonly journal: RunJournal
  /** @throws where there is no such kind. */
  readonly kindOf: (kind: string) => RunKind
  readonly clock: Clock
  readonly leaseMs: number
  /** Aborted when the process goes down: the run waits for another. */
  readonly closing: AbortSignal
  /** Aborted when somebody asked here to stop this run. */
  readonly stopping: AbortSignal
  readonly onChange: () => void
  /** Hears of what is not the caller's fault. */
  readonly onError: (error: unknown) => void
}

/** Works on a run as long as its lease is ours, with a sign of life every third of it. */
export async function workOnRun(run: RunRecord & Held, place: Workplace): Promise<void> {
  const { journal, leaseMs, onChange } = place
  const lost = new AbortController()
  const stop = new AbortController()
  const sign = async (): Promise<void> => {
    const state = await journal.renew(run, leaseMs)
    if (state === 'lost') lost.abort()
    if (state === 'stop') stop.abort()
  }
  const signs = setInterval(() => void sign().catch(() => undefined), leaseMs / 3)
  try {
    const ending = await outcomeOf(run, place, {
      stopped: AbortSignal.any([stop.signal, place.stopping]),
      gone: AbortSignal.any([lost.signal, place.closing]),
    })
    if (ending !== null) await journal.end(run, ending)
  } finally {
    clearInterval(signs)
    onChange()
  }
}

interface Signals {
  readonly stopped: AbortSignal
  readonly gone: AbortSignal
}

/** Null where the run is somebody else's from now on. */
async function outcomeOf(
  run: RunRecord & Held,
  place: Workplace,
  { stopped, gone }: Signals,
): Promise<Ending | null> {
  let tries = TRIES
  try {
    const kind = place.kindOf(run.kind)
    tries = kind.tries ?? TRIES
    const context = await contextOf(run, place, AbortSignal.any([stopped, gone]))
    return { state: 'done', output: await kind.work(context) }
  } catch (error) {
    if (place.closing.aborted) return { state: 'waiting' }
    if (gone.aborted) return null
    if (stopped.aborted) return { state: 'stopped' }
    const { code, message } = describeError(error)
    if (code === 'base/bug') place.onError(error)
    if (run.failures + 1 >= tries) return { state: 'failed', error: { code, message } }
    return { state: 'waiting', error: { code, message }, retryInMs: backoffMs(run.failures) }
  }
}

const backoffMs = (failures: number): number => Math.min(1000 * 2 ** failures, MOST_BACKOFF_MS)

async function contextOf(run: RunRecord & Held, place: Workplace, signal: AbortSignal): Promise<RunContext> {
  const { journal, orgId, onChange } = place
  const finished = await journal.steps(run.runId)
  const begun = new Set<string>()
  const kept = (held: boolean): void => {
    if (!held) throw fail('lease-lost', { runId: run.runId })
  }
  return {
    orgId,
    runId: run.runId,
    userId: run.userId,
    input: run.input,
    signal,
    step: async <T>(name: string, work: (step: { readonly key: string }) => Promise<T>): Promise<T> => {
      if (begun.has(name)) throw fail('step-twice', { step: name })
      begun.add(name)
      if (finished.has(name)) return finished.get(name) as T
      signal.throwIfAborted()
      const output = await work({ key: hashText(`${orgId} ${run.runId} ${name}`) })
      kept(await journal.finishStep(run, name, output))
      onChange()
      return output
    },
    tell: async (event) => {
      kept(await journal.tell(run, event))
      onChange()
    },
  }
}

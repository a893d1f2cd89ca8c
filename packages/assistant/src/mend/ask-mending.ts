import { type Clock, describeError } from '@numize/base'
import type { Catalog, Reading } from '@numize/planner'
import type { Plan, Result } from '@numize/semantic'
import { failureOf } from './failure.ts'
import { type Rung, simpler } from './simpler.ts'

/** One way a question was carried out, and what came of it. */
export interface Attempt {
  readonly what: string
  /** A whole sentence. */
  readonly outcome: string
  readonly elapsedMs: number
}

export interface MendTools {
  readonly catalog: Catalog
  /** Local moment of asking. */
  readonly now: string
  readonly clock: Clock
  readonly signal?: AbortSignal
  /** `deadlineMs` of attempts after the first. */
  readonly fetch: (plan: Plan, deadlineMs?: number) => Promise<Result>
  readonly onAttempt: (attempt: Attempt) => void
}

export type Mended =
  | { readonly reading: Reading; readonly result: Result; readonly tried: readonly Attempt[] }
  | { readonly error: unknown; readonly tried: readonly Attempt[] }

const MOST_MENDS = 2
const LATER_DEADLINE_MS = 15_000

/**
 * Rows for a reading. Where carrying it out fails it is tried again at most twice, the engine anew or the question
 * simpler; what was given up stands in the reading. `tried` is empty where the first attempt gave rows.
 */
export async function askMending(asked: Reading, tools: MendTools): Promise<Mended> {
  const tried: Attempt[] = []
  const rungs = new Set<Rung>()
  let reading = asked
  let words = 'the question as it was asked'
  for (;;) {
    const startedAt = tools.clock.now()
    const attempt = (outcome: string): Attempt => ({
      what: words,
      outcome,
      elapsedMs: tools.clock.now() - startedAt,
    })
    try {
      const result = await tools.fetch(reading.plan, ...(rungs.size === 0 ? [] : [LATER_DEADLINE_MS]))
      return { reading, result, tried: tried.length === 0 ? [] : [...tried, attempt('It gave rows.')] }
    } catch (error) {
      const failure = failureOf(error)
      if (failure === null || tools.signal?.aborted === true) return { error, tried }
      tried.push(attempt(describeError(error).message))
      tools.onAttempt(tried.at(-1) ?? attempt(''))
      const next = rungs.size < MOST_MENDS ? simpler(reading, failure, { ...tools, tried: rungs }) : null
      if (!next) return { error, tried }
      rungs.add(next.rung)
      reading = next.reading
      words = next.words
    }
  }
}

import { NumizeError } from '@numize/base'
import type { Batch, BatchRequest } from '@numize/llm'

/** One item of a source and what is asked of it. */
export interface Asked<T> {
  readonly id: string
  readonly request: Omit<BatchRequest<T>, 'signal'>
}

export interface Asking {
  readonly batch: Batch
  readonly concurrency: number
  readonly signal: AbortSignal
  /** Called after each reply. */
  readonly onReply: () => void
}

export interface Replies<T> {
  /** By id; items that failed are not there. */
  readonly values: ReadonlyMap<string, T>
  readonly calls: number
  readonly cachedCalls: number
  readonly parseErrors: number
  readonly costUsd: number
  /** Why the source ended before its items did, or lacks some, in words; null where it has all that could be read. */
  readonly partial: string | null
  /** Whether the cap was reached: then nothing else is to be asked under it. */
  readonly capReached: boolean
}

const MOST_PARSE_ERRORS_IN_A_ROW = 50
/** A provider that fails this often in a row is not asked about the rest of the source. */
const MOST_FAILURES_IN_A_ROW = 5

/**
 * Asks about every item of a source, several at a time. Replies that cannot be read are counted; 50 of them in a row
 * end the source, and so do the cap, a key that is not accepted, and a provider that cannot be reached.
 * @throws `llm/cancelled`
 */
export async function askAll<T>(items: readonly Asked<T>[], asking: Asking): Promise<Replies<T>> {
  const state = newState<T>()
  const queue = items.values()
  const work = async (): Promise<void> => {
    for (const item of queue) {
      if (state.stopped) return
      await askOne(item, state, asking)
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, asking.concurrency) }, work))
  if (asking.signal.aborted) throw asking.signal.reason
  const { values, calls, cachedCalls, parseErrors, costUsd, capReached, partial } = state
  return { values, calls, cachedCalls, parseErrors, costUsd, capReached, partial }
}

interface State<T> {
  readonly values: Map<string, T>
  calls: number
  cachedCalls: number
  parseErrors: number
  costUsd: number
  parseErrorsInARow: number
  failuresInARow: number
  partial: string | null
  capReached: boolean
  stopped: boolean
}

const newState = <T>(): State<T> => ({
  values: new Map(),
  calls: 0,
  cachedCalls: 0,
  parseErrors: 0,
  costUsd: 0,
  parseErrorsInARow: 0,
  failuresInARow: 0,
  partial: null,
  capReached: false,
  stopped: false,
})

async function askOne<T>({ id, request }: Asked<T>, state: State<T>, asking: Asking): Promise<void> {
  try {
    const { value, cached, costUsd } = await asking.batch.ask<T>({ ...request, signal: asking.signal })
    if (cached) state.cachedCalls++
    else state.calls++
    state.costUsd += costUsd
    state.failuresInARow = 0
    if (value === null) countParseError(state)
    else {
      state.values.set(id, value)
      state.parseErrorsInARow = 0
    }
    asking.onReply()
  } catch (error) {
    noteFailure(error, state)
  }
}

function countParseError(state: State<unknown>): void {
  state.parseErrors++
  if (++state.parseErrorsInARow < MOST_PARSE_ERRORS_IN_A_ROW) return
  state.stopped = true
  state.partial = `stopped after ${MOST_PARSE_ERRORS_IN_A_ROW} replies in a row that were no JSON as asked for`
}

const HOPELESS = new Set(['llm/bad-key', 'llm/bad-request', 'llm/no-price'])
const UNREADABLE = new Set(['llm/declined', 'llm/too-large'])

function noteFailure(error: unknown, state: State<unknown>): void {
  const code = error instanceof NumizeError ? error.code : ''
  if (!(error instanceof NumizeError) || !code.startsWith('llm/')) {
    state.stopped = true
    throw error
  }
  if (code === 'llm/cancelled') state.stopped = true
  else if (code === 'llm/over-budget') noteCap(state)
  else if (UNREADABLE.has(code)) {
    state.calls++
    countParseError(state)
  } else {
    state.calls++
    state.partial = error.message
    state.stopped ||= HOPELESS.has(code) || ++state.failuresInARow >= MOST_FAILURES_IN_A_ROW
  }
}

function noteCap(state: State<unknown>): void {
  state.capReached = true
  state.stopped = true
  state.partial ??= 'stopped before the cap was exceeded'
}

import { NumizeError } from '@numize/base'
import type { Batch, BatchReply } from '@numize/llm'
import type { Archetype } from '../../config/dnr-config.ts'
import type { CommsPlan } from '../plan-comms.ts'
import type { Texts } from '../write-texts.ts'
import { type WritingJob, writingJobs } from './writing-jobs.ts'

export interface LlmEffects {
  readonly concurrency: number
  readonly signal: AbortSignal | undefined
  readonly onProgress: (done: number, total: number) => void
}

/** What a model wrote, over what the grammar would have said. */
export interface LlmTexts {
  readonly texts: Texts
  /** Ids whose text is the grammar's after all. */
  readonly grammarIds: Readonly<Record<WritingJob['source'], readonly string[]>>
  readonly spend: Spend
}

/** Of one run of the generator; money in US dollars. */
export interface Spend {
  readonly model: string | null
  readonly capUsd: number
  readonly spentUsd: number
  /** Requests that left, those that were made again included. */
  readonly calls: number
  /** Replies that an earlier run had paid for. */
  readonly cachedCalls: number
  /** Replies that were no JSON of the shape asked for: each was asked for once more. */
  readonly unreadable: number
  /** Requests that were given up: busy, slow, broken or declined. */
  readonly failed: number
  /** Requests that were not sent, since they could have gone over the cap. */
  readonly overBudget: number
}

/** After so many failures in a row nothing more is sent. */
const MOST_FAILURES = 20
/** These would fail for every request, so nothing is written. */
const FATAL = new Set(['llm/bad-key', 'llm/bad-request', 'llm/no-price', 'llm/cancelled'])

/**
 * Has a model write every item, within the batch's cap: what it does not write for lack of money, or after failures,
 * is the grammar's. Replies are cached by the batch, so that a run that was ended goes on where it stopped.
 * @throws `llm/bad-key`, `llm/bad-request`, `llm/cancelled`
 */
export async function writeByLlm(
  plan: CommsPlan,
  { byGrammar, archetype, batch }: { byGrammar: Texts; archetype: Archetype; batch: Batch },
  effects: LlmEffects,
): Promise<LlmTexts> {
  const jobs = writingJobs(plan, byGrammar, archetype)
  const tally: Tally = { cachedCalls: 0, unreadable: 0, failed: 0, overBudget: 0, failuresInARow: 0 }
  const written = new Map<string, readonly string[]>()
  let next = 0
  let done = 0
  await atOnce(effects, async (signal) => {
    for (let job = jobs[next++]; job; job = jobs[next++]) {
      signal.throwIfAborted()
      const texts = await writeOne(job, { batch, tally, signal })
      if (texts) keep(job, texts, written)
      effects.onProgress(++done, jobs.length)
    }
  })
  const { failuresInARow: _, ...counts } = tally
  const spend = {
    model: batch.name,
    capUsd: batch.capUsd,
    spentUsd: batch.spentUsd(),
    calls: batch.sentCalls(),
    ...counts,
  }
  return { texts: merged(byGrammar, written), grammarIds: missing(plan, written), spend }
}

/** Several workers; where one fails the others are stopped, and awaited. */
async function atOnce(
  { concurrency, signal }: LlmEffects,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController()
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal
  const workers = Array.from({ length: concurrency }, async () => {
    try {
      await work(either)
    } catch (error) {
      stop.abort()
      throw error
    }
  })
  await Promise.allSettled(workers)
  await Promise.all(workers)
}

interface Tally {
  cachedCalls: number
  unreadable: number
  failed: number
  overBudget: number
  failuresInARow: number
}

interface Desk {
  readonly batch: Batch
  readonly tally: Tally
  readonly signal: AbortSignal
}

async function writeOne({ request }: WritingJob, desk: Desk): Promise<readonly string[] | null> {
  const first = await ask(request, desk)
  if (!first || first.value) return first?.value ?? null
  desk.tally.unreadable++
  const again = await ask({ ...request, turns: [...request.turns, ...repair(first.text)] }, desk)
  if (again && !again.value) desk.tally.unreadable++
  return again?.value ?? null
}

const MOST_REPEATED = 2_000

const repair = (reply: string): WritingJob['request']['turns'] => [
  { role: 'assistant', text: reply.slice(0, MOST_REPEATED) },
  {
    role: 'user',
    text: 'That is not the JSON object that was asked for, or it holds an address, a link or a long number. Reply with the JSON object only.',
  },
]

type Request = WritingJob['request']

/** A reply, readable or not; null where none came and others may. */
async function ask(
  request: Request,
  { batch, tally, signal }: Desk,
): Promise<BatchReply<readonly string[]> | null> {
  if (tally.failuresInARow >= MOST_FAILURES) return null
  try {
    const reply = await batch.ask({ ...request, signal })
    tally.failuresInARow = 0
    if (reply.cached) tally.cachedCalls++
    return reply
  } catch (error) {
    const code = error instanceof NumizeError ? error.code : ''
    if (!code.startsWith('llm/') || FATAL.has(code)) throw error
    if (code === 'llm/over-budget') tally.overBudget++
    else {
      tally.failed++
      tally.failuresInARow++
    }
    return null
  }
}

function keep(
  { source, ids }: WritingJob,
  texts: readonly string[],
  written: Map<string, readonly string[]>,
): void {
  if (source !== 'nlq') return void written.set(ids[0] ?? '', texts)
  for (const [at, id] of ids.entries()) written.set(id, texts.slice(at, at + 1))
}

function merged(byGrammar: Texts, written: ReadonlyMap<string, readonly string[]>): Texts {
  const over = <T>(
    texts: ReadonlyMap<string, T>,
    put: (lines: readonly string[], before: T) => T,
  ): ReadonlyMap<string, T> =>
    new Map([...texts].map(([id, before]) => [id, put(written.get(id) ?? [], before)] as const))
  return {
    slack: over(byGrammar.slack, (lines, before) => (lines.length > 0 ? lines : before)),
    email: over(byGrammar.email, ([subject, body], before) =>
      subject !== undefined && body !== undefined ? { ...before, subject, body } : before,
    ),
    nlq: over(byGrammar.nlq, ([text], before) => (text === undefined ? before : { ...before, text })),
  }
}

function missing(plan: CommsPlan, written: ReadonlyMap<string, unknown>): LlmTexts['grammarIds'] {
  const left = (plans: readonly { readonly id: string }[]): readonly string[] =>
    plans.map(({ id }) => id).filter((id) => !written.has(id))
  return { slack: left(plan.slack), email: left(plan.email), nlq: left(plan.nlq) }
}

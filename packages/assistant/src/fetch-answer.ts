import type { AskOptions, Moment } from '@numize/ask'
import { describeError } from '@numize/base'
import { writeAnswer } from '@numize/blocks'
import type { Reading } from '@numize/planner'
import type { Plan, Result } from '@numize/semantic'
import type { Reply } from './conversation.ts'
import { failedWith } from './failed.ts'
import { checkRows, type Verdict } from './guard/check-rows.ts'
import { isEmpty } from './guard/is-empty.ts'
import { type Attempt, askMending } from './mend/ask-mending.ts'
import { announce, askOptions, type Call, type Mind } from './mind.ts'
import type { AssistantParts } from './parts.ts'

/**
 * The rows of a reading, told: fetched (mended where that fails), checked for reasonableness, drawn. Rows that are
 * proven wrong are refused; where there are none and a near question has some, it is asked back.
 */
export async function fetchAnswer(asked: Reading, mind: Mind, moment: Moment, call: Call): Promise<Reply> {
  const { parts, options } = call
  const mended = await askMending(asked, {
    catalog: mind.catalog,
    now: moment.at,
    clock: parts.clock,
    ...(options.signal ? { signal: options.signal } : {}),
    fetch: (plan, deadlineMs) =>
      fetchOne(plan, call, deadlineMs === undefined ? askOptions(call) : { ...askOptions(call), deadlineMs }),
    onAttempt: ({ outcome, elapsedMs }) =>
      announce(options, { name: 'run', status: 'failed', detail: outcome, elapsedMs }),
  })
  if ('error' in mended) return failedWith(mended.error, mended.tried, parts.onBug)
  const { reading, result, tried } = mended
  const verdict = await verdictOn(reading, result, { mind, moment, call })
  if (verdict.wrong !== null)
    return {
      status: 'refused',
      code: 'assistant/unreasonable',
      reason: verdict.wrong,
      nearest: [],
      checks: verdict.checks,
    }
  if (verdict.near) return { status: 'clarify', ...verdict.near }
  return told({ reading, result, verdict, tried }, mind, moment, call)
}

interface Checked {
  readonly reading: Reading
  readonly result: Result
  readonly verdict: Verdict
  readonly tried: readonly Attempt[]
}

function told(
  { reading: asked, result, verdict, tried }: Checked,
  mind: Mind,
  moment: Moment,
  { parts, options }: Call,
): Reply {
  const startedAt = parts.clock.now()
  announce(options, { name: 'draw', status: 'started', detail: '', elapsedMs: 0 })
  const { caveats, checks } = verdict
  const withSuggestions = options.keep !== false
  const from = { result, caveats, now: moment.at, because: moment.because, withSuggestions }
  const { verified, ...written } = mind.written(asked, from, () => {
    const reading = saidMoment(asked, moment, parts)
    return {
      reading,
      answer: writeAnswer({ result, reading, dataNotes: caveats }),
      suggestions: withSuggestions ? mind.followUps(reading, moment.at) : [],
      verified: mind.learnt.verified(reading.plan),
    }
  })
  announce(options, {
    name: 'draw',
    status: 'done',
    detail: written.answer.chart?.kind ?? 'table',
    elapsedMs: parts.clock.now() - startedAt,
  })
  return {
    status: 'answered',
    result,
    ...written,
    ...(verified ? { verified } : {}),
    ...(checks.length > 0 ? { checks } : {}),
    ...(tried.length > 0 ? { tried } : {}),
  }
}

async function fetchOne(plan: Plan, { parts, options }: Call, asking: AskOptions): Promise<Result> {
  const [result] = await parts.ask([plan], options.principal, asking)
  if (!result) throw new Error('ask gave no result for one plan')
  return result
}

/** Checks may take this part of the time the rows took, and so much at least. */
const CHECK_SHARE = 0.8
const CHECK_MS = 250
/** Looking for what may have been meant is worth waiting for. */
const NEAR_MS = 2000
const MOST_VERDICTS = 500

/** The checks of an answer, made once for each run hash; what they take is bounded by what the answer took. */
async function verdictOn(
  reading: Reading,
  result: Result,
  { mind, moment, call }: { readonly mind: Mind; readonly moment: Moment; readonly call: Call },
): Promise<Verdict> {
  const known = mind.verdicts.get(result.runHash)
  if (known && known.near === null) return known
  const { clock } = call.parts
  const { onStep: _onStep, ...asking } = askOptions(call)
  const until = clock.now() + (isEmpty(result) ? NEAR_MS : Math.max(CHECK_MS, result.elapsedMs * CHECK_SHARE))
  const verdict = await checkRows({
    reading,
    result,
    catalog: mind.catalog,
    now: moment.at,
    fetch: async (plan) => {
      const deadlineMs = Math.round(until - clock.now())
      return deadlineMs <= 0
        ? null
        : fetchOne(plan, call, { ...asking, deadlineMs }).catch((error: unknown) => withoutRows(error, call))
    },
  })
  const [oldest] = mind.verdicts.keys()
  if (mind.verdicts.size >= MOST_VERDICTS && oldest !== undefined) mind.verdicts.delete(oldest)
  mind.verdicts.set(result.runHash, verdict)
  return verdict
}

/** A check that cannot be made is left out; our own mistakes are heard of. */
function withoutRows(error: unknown, { parts }: Call): null {
  if (describeError(error).code === 'base/bug') parts.onBug(error)
  return null
}

/** A moment that is not the clock's is an assumption the reader must see. */
function saidMoment(reading: Reading, moment: Moment, { ground }: AssistantParts): Reading {
  const dated =
    reading.plan.time !== null ||
    reading.stated.some(({ kind }) => kind === 'period' || kind === 'comparison')
  if (ground.project.now !== 'data' || !dated) return reading
  const said = {
    kind: 'period' as const,
    text: '',
    reading: `today is ${moment.at.slice(0, 10)}: ${moment.because}`,
    span: null,
  }
  const others = reading.assumed.filter((part) => part.reading !== said.reading)
  return { ...reading, assumed: [...others, said] }
}

import type { Part, Planner, Reading } from '@numize/planner'
import { parsePlan, type QuestionPlan } from '@numize/semantic'
import type { Revision } from './assistant.ts'
import type { Turn } from './conversation.ts'
import { assistantError } from './errors.ts'
import { fetchAnswer } from './fetch-answer.ts'
import { type Call, momentFor } from './mind.ts'
import { attempt, keepTurn, noted, ownTurn, turnsOf } from './turns.ts'

/**
 * A Plan put together by hand, answered in a thread like a question: what comes after it goes on from there.
 * @throws `semantic/bad-plan`, `assistant/no-turn`, `assistant/not-asked-in-words`
 */
export async function revise({ plan: json, question, turnId }: Revision, call: Call): Promise<Turn> {
  const plan = questionPlanOf(json)
  const before = turnId === undefined ? null : await ownTurn(turnId, call)
  const { threadId } = call.options
  if (!before && threadId !== undefined) await turnsOf(threadId, call)
  const inThread = before ? { ...call, options: { ...call.options, threadId: before.threadId } } : call
  const changed = before?.reply.status === 'answered' ? before.reply.reading : null
  const reply = await attempt(async () => {
    const mind = await call.mindOf(call.options.principal)
    return fetchAnswer(revisedReading(plan, changed, mind.planner), mind, momentFor(call), inThread)
  }, call.parts.onBug)
  await noted({ question, standsAlone: false }, reply, inThread)
  return keepTurn({ question, plan }, reply, inThread)
}

/** @throws `semantic/bad-plan`, `assistant/not-asked-in-words` */
function questionPlanOf(json: unknown): QuestionPlan {
  const plan = parsePlan(json)
  if (plan.kind === 'metrics' || plan.kind === 'list') return plan
  throw assistantError('not-asked-in-words', { kind: plan.kind })
}

/** What was assumed before and left as it was stays assumed; everything else was chosen. */
function revisedReading(plan: QuestionPlan, before: Reading | null, planner: Planner): Reading {
  const told = planner.tell(plan)
  const known = new Set(before ? planner.tell(before.plan).map(keyOf) : [])
  const isAssumed = (part: Part): boolean =>
    before !== null &&
    known.has(keyOf(part)) &&
    before.assumed.some(({ kind }) => kind === part.kind) &&
    !before.stated.some(({ kind }) => kind === part.kind)
  return {
    plan,
    stated: told.filter((part) => !isAssumed(part)),
    assumed: told.filter(isAssumed),
    dropped: [],
    confidence: { score: 1, reasons: ['The parts were chosen one by one, not read from words.'] },
    presentation: before?.presentation ?? null,
  }
}

const keyOf = ({ kind, reading }: Part): string => `${kind} ${reading}`

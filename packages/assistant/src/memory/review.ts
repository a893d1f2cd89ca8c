import { allows, type Principal, slicesOf } from '@numize/access'
import { planProblems } from '@numize/ask'
import { nearestNames } from '@numize/base'
import type { Reading } from '@numize/planner'
import type { Filter, MetricRef, Model, QuestionPlan } from '@numize/semantic'
import type { AnswerOptions } from '../answer-options.ts'
import { assistantError } from '../errors.ts'
import { type Call, type Mind, momentFor } from '../mind.ts'
import type { AssistantParts } from '../parts.ts'
import type { AnswerRef, Correction, Feedback, Fix } from './feedback.ts'
import type { Asked, Lesson, MemoryKeeper, OpenReview, Remembered } from './remembered.ts'

const MOST_CHARACTERS = 500

/**
 * What somebody says of an answer. A thumbs up of a person with the right approves it; anything else waits for one.
 * @throws `assistant/no-run`, `assistant/no-turn`, `assistant/no-memory`
 */
export async function giveFeedback(
  of: AnswerRef,
  said: Feedback,
  call: Call,
): Promise<'approved' | 'queued'> {
  const { parts, options } = call
  const memory = memoryIn(parts)
  const asked = await askedIn(of, call)
  const { userId } = options.principal
  if (said.verdict === 'up' && allows(options.principal, 'review:answer')) {
    await remember({ ...lessonOf(asked), corrected: false, ...whyOf(said.note) }, asked.slice, call)
    return 'approved'
  }
  await memory.addReview(parts.ground.project.name, {
    id: parts.newId(),
    slice: asked.slice,
    runHash: asked.runHash,
    verdict: said.verdict,
    reason: said.reason ?? null,
    note: said.note?.slice(0, MOST_CHARACTERS) ?? null,
    question: asked.question,
    by: userId,
  })
  return 'queued'
}

/** Puts an answer right for everyone of its slice, from now on. @throws `assistant/may-not-review` and what names the fault */
export async function putRight(of: AnswerRef, correction: Correction, call: Call): Promise<void> {
  requireReviewer(call.options.principal)
  const asked = await askedIn(of, call)
  const mind = await call.mindOf(call.options.principal)
  const { why, ...fix } = correction
  await remember({ ...lessonFrom(fix, asked, { mind, call }), ...whyOf(why) }, asked.slice, call)
}

const whyOf = (why: string | undefined): Pick<Lesson, 'why'> =>
  why === undefined || why.trim() === '' ? {} : { why: why.trim().slice(0, MOST_CHARACTERS) }

/** What waits for somebody with the right, of the slices they may ask through. @throws `assistant/may-not-review` */
export async function openReviews(
  parts: AssistantParts,
  principal: Principal,
): Promise<readonly OpenReview[]> {
  requireReviewer(principal)
  const memory = memoryIn(parts)
  const { name } = parts.ground.project
  const open = (await memory.openReviews(name)).filter(inSlicesOf(parts, principal))
  const asked = await Promise.all(open.map(({ runHash }) => memory.asked(name, runHash)))
  return open.map((one, at) => ({
    ...one,
    read: asked[at]?.reading.stated.map(({ reading }) => reading) ?? [],
  }))
}

/** What was learnt of the slices somebody may ask through. @throws `assistant/may-not-review` */
export async function lessons(parts: AssistantParts, principal: Principal): Promise<readonly Remembered[]> {
  requireReviewer(principal)
  const all = await memoryIn(parts).remembered(parts.ground.project.name)
  return all.filter(inSlicesOf(parts, principal))
}

/** Settles a review, or forgets a lesson, by its id. @throws `assistant/may-not-review`, `assistant/no-memory-entry` */
export async function dismiss(
  id: string,
  { parts, options: { principal } }: Pick<Call, 'parts' | 'options'>,
): Promise<void> {
  const memory = memoryIn(parts)
  const { name } = parts.ground.project
  const own = [...(await openReviews(parts, principal)), ...(await lessons(parts, principal))]
  const found = own.some((one) => one.id === id)
  const done =
    found &&
    ((await memory.settle(name, id, principal.userId)) || (await memory.forget(name, id, principal.userId)))
  if (!done) throw assistantError('no-memory-entry', { id })
}

const inSlicesOf = ({ ground }: AssistantParts, principal: Principal) => {
  const open = new Set(slicesOf(ground.project, principal).map(({ name }) => name))
  return ({ slice }: { readonly slice: string }): boolean => open.has(slice)
}

/** Notes what an answered question was read as, so that its answer can be approved later. */
export async function noteAsked(
  asked: Omit<Asked, 'slice' | 'fingerprint' | 'now'>,
  call: Call & { readonly mind: Mind },
): Promise<void> {
  const { grant } = call.mind
  const { parts, options } = call
  await parts.memory?.noteAsked(parts.ground.project.name, options.principal.userId, {
    ...asked,
    slice: grant.slice.name,
    fingerprint: grant.fingerprint,
    now: momentFor(call).at,
  })
}

function memoryIn({ memory }: AssistantParts): MemoryKeeper {
  if (!memory) throw assistantError('no-memory')
  return memory
}

function requireReviewer(principal: Principal): void {
  if (!allows(principal, 'review:answer')) throw assistantError('may-not-review')
}

async function askedIn(of: AnswerRef, { parts, mindOf, options }: Call): Promise<Asked> {
  const run = 'run' in of ? of.run : await runOfTurn(of.turn, parts, options)
  const asked = await memoryIn(parts).asked(parts.ground.project.name, run)
  const { grant } = await mindOf(options.principal)
  if (!asked || asked.slice !== grant.slice.name) throw assistantError('no-run', { run })
  return asked
}

async function runOfTurn(
  turnId: string,
  parts: AssistantParts,
  { principal }: AnswerOptions,
): Promise<string> {
  const turn = await parts.threads.turn(turnId, principal.userId)
  if (turn?.reply.status !== 'answered') throw assistantError('no-turn', { turn: turnId })
  return turn.reply.result.runHash
}

type AnswerLesson = Extract<Lesson, { kind: 'answer' }>

const lessonOf = ({ runHash: _run, slice: _slice, ...asked }: Asked): Omit<AnswerLesson, 'corrected'> => ({
  kind: 'answer',
  ...asked,
})

async function remember(lesson: Lesson, slice: string, { parts, options }: Call): Promise<void> {
  const memory = memoryIn(parts)
  const { name } = parts.ground.project
  await memory.remember(name, { id: parts.newId(), slice, by: options.principal.userId, lesson })
}

interface Setting {
  readonly mind: Mind
  readonly call: Call
}

function lessonFrom(correction: Fix, asked: Asked, setting: Setting): Lesson {
  const { model } = setting.mind.catalog
  switch (correction.kind) {
    case 'metric':
      return {
        ...lessonOf({ ...asked, reading: withMetric(correction.metric, asked, setting) }),
        corrected: true,
      }
    case 'synonym':
      return {
        ...correction,
        phrase: correction.phrase.trim().slice(0, MOST_CHARACTERS),
        means: requireName(correction.means, namesIn(model)),
      }
    case 'filter':
      return filterFrom(correction.words, asked, setting)
  }
}

function withMetric(metric: string, { reading }: Asked, { mind, call }: Setting): Asked['reading'] {
  const name = requireName(
    metric,
    mind.catalog.model.metrics.map((one) => one.name),
  )
  const { plan } = reading
  const [only] = plan.kind === 'metrics' ? plan.metrics : []
  if (plan.kind !== 'metrics' || !only || plan.metrics.length !== 1) throw assistantError('no-single-metric')
  const other = renamed({ ...plan, metrics: [{ metric: name }] }, only, name)
  const [problem] = planProblems(other, call.parts.ground, call.options.principal, call.parts.clock)
  if (problem !== undefined) throw assistantError('bad-correction', { reason: problem })
  return { ...reading, plan: other, stated: [...mind.planner.tell(other)], assumed: [], dropped: [] }
}

/** Orders and limits that speak of the metric's column speak of the new one's. */
function renamed(plan: QuestionPlan, old: MetricRef, name: string): QuestionPlan {
  const before = 'metric' in old ? (old.as ?? old.metric) : old.as
  if (before === undefined || plan.kind !== 'metrics') return plan
  const column = (by: string): string =>
    by === before ? name : by.startsWith(`${before}__`) ? name + by.slice(before.length) : by
  return {
    ...plan,
    orderBy: plan.orderBy.map((one) => ({ ...one, by: column(one.by) })),
    having: plan.having.map((one) => ({ ...one, column: column(one.column) })),
    top: plan.top && { ...plan.top, by: column(plan.top.by) },
  }
}

function filterFrom(words: string, { reading }: Asked, { mind, call }: Setting): Lesson {
  const { plan } = reading
  const [only] = plan.kind === 'metrics' && plan.metrics.length === 1 ? plan.metrics : []
  if (!only || !('metric' in only)) throw assistantError('no-single-metric')
  const { metric } = only
  const found = mind.catalog.model.metrics.find(({ name }) => name === metric)
  const label = found?.label ?? metric.replaceAll('_', ' ')
  const outcome = mind.planner.plan(`${label} where ${words}`, { now: momentFor(call).at, previous: null })
  const condition = outcome.kind === 'reading' ? conditionOf(outcome.reading) : null
  if (!condition) throw assistantError('bad-filter', { words })
  return { kind: 'filter', metric, where: condition.where, words: condition.words || words }
}

/** What a reading only narrows rows by, and how it says so; null where it asks more or leaves something out. */
function conditionOf({
  plan,
  stated,
  dropped,
}: Reading): { readonly where: readonly Filter[]; readonly words: string } | null {
  if (plan.kind !== 'metrics' || dropped.length > 0 || plan.where.length === 0) return null
  if (plan.time !== null || plan.groupBy.length > 0) return null
  const told = stated.filter(({ kind }) => kind === 'filter').map((part) => part.reading)
  return { where: plan.where, words: told.join(' and ') }
}

function requireName(name: string, names: readonly string[]): string {
  if (names.includes(name)) return name
  throw assistantError('unknown-name', { name, near: nearestNames(name, names) })
}

const namesIn = ({ metrics, semanticModels }: Model): readonly string[] => [
  ...metrics.map(({ name }) => name),
  ...semanticModels.flatMap(({ name, dimensions, entities }) => [
    name,
    ...[...dimensions, ...entities].filter(({ extras }) => extras.hidden !== true).map((one) => one.name),
  ]),
]

import { grant as grantOf, type Principal } from '@numize/access'
import { groundMoment, type Moment, planProblems } from '@numize/ask'
import { describeError, NumizeError } from '@numize/base'
import {
  type Benchmarks,
  type NotableQuestion,
  notableQuestion,
  profileTable,
  scanMetrics,
} from '@numize/insights'
import type { Outcome, Situation } from '@numize/planner'
import { projectToFiles, type QuestionPlan } from '@numize/semantic'
import type { AnswerOptions } from './answer-options.ts'
import type { Assistant, Welcome } from './assistant.ts'
import { weighed } from './choices.ts'
import type { Reply, Turn } from './conversation.ts'
import { askedOfTurn, dive, diveQuestion, replyDive, startDive } from './dive.ts'
import { assistantError } from './errors.ts'
import { replyExperiment } from './experiment.ts'
import { catalogView } from './explore/catalog-view.ts'
import { run, valuesOf } from './explore/explore.ts'
import { replay } from './explore/replay.ts'
import { fetchAnswer } from './fetch-answer.ts'
import { readGoal, statusesOf } from './goals.ts'
import { sourcesOf } from './knowledge/cite.ts'
import { withPhrases } from './memory/learnt.ts'
import { dismiss, giveFeedback, lessons, openReviews, putRight } from './memory/review.ts'
import { announce, type Call, createMinds, fetcher, type Mind, momentFor } from './mind.ts'
import { consult } from './model/consult.ts'
import { scanTables, tellNotable } from './notable.ts'
import type { AheadTools } from './one-metric.ts'
import type { AssistantParts } from './parts.ts'
import { revise } from './revise.ts'
import { asksSqlOf, tellSqlOf } from './sql-of.ts'
import { type Standing, standingOf, stepOf } from './standing.ts'
import { exampleQuestions } from './suggestions.ts'
import { talk } from './talk.ts'
import { tellAhead } from './tell-ahead.ts'
import { attempt, keepTurn, noted, ownTurn, turnsOf } from './turns.ts'
import { causeOf, planWhy } from './why.ts'

/** Conversations over one ground. The planner reads, `ask` fetches, blocks write; nothing else sees rows. */
export function createAssistant(parts: AssistantParts): Assistant {
  const { mindOf, clear } = createMinds(parts)
  const callOf = (options: AnswerOptions): Call => ({ parts, mindOf, options })
  return {
    welcome: async (principal) => welcome(await mindOf(principal), parts),
    answer: (question, options) => answer(readable(question), callOf(options)),
    choose: (turnId, option, options) => choose(turnId, option, callOf(options)),
    revise: (revision, options) => revise(revision, callOf(options)),
    insights: async ({ most, ...options }) => {
      const { catalog } = await mindOf(options.principal)
      return scanTables({ catalog, fetch: fetcher(callOf(options)) }, most)
    },
    profile: async (table, { time, ...options }) => {
      const { catalog } = await mindOf(options.principal)
      const named = tableNamed(table, catalog)
      return profileTable({ table: named, time, catalog, fetch: fetcher({ parts, mindOf, options }) })
    },
    anomalies: async ({ days, settleDays, rules, snoozes, ...options }) => {
      const call = { parts, mindOf, options }
      const { catalog } = await mindOf(options.principal)
      const choices = defined({ days, settleDays, rules, snoozes })
      return scanMetrics({ catalog, fetch: fetcher(call), today: momentFor(call).at, ...choices })
    },
    feedback: (of, said, principal) => giveFeedback(of, said, callOf({ principal })),
    correct: (of, correction, principal) => putRight(of, correction, callOf({ principal })),
    reviews: (principal) => openReviews(parts, principal),
    lessons: (principal) => lessons(parts, principal),
    dismiss: (id, principal) => dismiss(id, callOf({ principal })),
    lexicon: async (principal) => {
      const lexicon = withPhrases(parts.ground.project.lexicon, await lessons(parts, principal))
      return projectToFiles({ ...parts.ground.project, lexicon }).get('lexicon.yml') ?? ''
    },
    dive: (plan, events, options) => dive(plan, events, options, callOf(options)),
    diveOn: (turnId, finding, options) => diveOn(turnId, finding, callOf(options)),
    mayUse: (slice, principal) => mayUse(slice, principal, parts),
    readGoal: async (text, name, options) => readGoal(text, name, await toolsOf({ parts, mindOf, options })),
    goalStatuses: async (goals, options) => statusesOf(goals, await toolsOf({ parts, mindOf, options })),
    experiment: (asked, options) =>
      turnOf(`experiment on ${asked.about}`, { parts, mindOf, options }, (tools) =>
        replyExperiment(asked, tools),
      ),
    catalog: async (principal) => catalogView((await mindOf(principal)).grant, parts.ground),
    run: (plan, options) => run(plan, callOf(options)),
    values: async ({ principal, signal, ...wanted }) => {
      const catalog = catalogView((await mindOf(principal)).grant, parts.ground)
      return valuesOf(wanted, catalog, callOf({ principal, ...(signal ? { signal } : {}) }))
    },
    replay: (turn, options) => replay(turn, callOf(options)),
    threads: (principal) => parts.threads.threads(principal.userId, parts.ground.project.name),
    thread: async (threadId, principal) => {
      const turns = await parts.threads.turns(threadId, principal.userId)
      if (!turns) throw assistantError('no-thread', { thread: threadId })
      return turns
    },
    [Symbol.asyncDispose]: async () => clear(),
  }
}

/** Signs that no store and no terminal takes as text (a null, an escape) are blanks. */
const readable = (question: string): string => question.replaceAll(/(?![\t\n\r])\p{Cc}/gu, ' ')

async function answer(question: string, call: Call): Promise<Turn> {
  const { parts, options } = call
  const previous = options.threadId === undefined ? [] : await turnsOf(options.threadId, call)
  const standing = standingOf(previous)
  const reply = await attempt(async () => {
    const startedAt = parts.clock.now()
    announce(options, { name: 'understand', status: 'started', detail: '', elapsedMs: 0 })
    const mind = await call.mindOf(options.principal)
    const moment = momentFor(call)
    const step = stepOf(question)
    if (step) return retrace(step, standing, mind, call)
    const situation = { now: moment.at, previous: standing.reading }
    const said = await replyAside(question, situation, standing, { mind, call })
    if (said) return said
    const deeper = options.startDive ? diveQuestion(question) : null
    if (deeper !== null) return replyDive(question, deeper, standing, call)
    const { catalog, planner } = mind
    const ahead = await tellAhead(question, {
      catalog,
      planner,
      situation,
      fetch: fetcher(call),
      goals: parts.goals ?? none,
      snoozes: parts.snoozes ?? none,
      benchmarks: parts.benchmarks ?? noBenchmarks,
    })
    if (ahead) return 'status' in ahead ? ahead : replyTo(ahead, mind, moment, call)
    const notable = notableQuestion(question)
    if (notable) return replyNotable(notable, situation, mind, call)
    const why = planWhy(question, mind.planner, situation)
    const planned = why ?? mind.planner.plan(question, situation)
    const elapsedMs = parts.clock.now() - startedAt
    announce(options, { name: 'understand', status: 'done', detail: outcomeInWords(planned), elapsedMs })
    const outcome = await consulted(question, planned, situation, { mind, call })
    const told = await withCause(await replyTo(outcome, mind, moment, call), why !== null, mind, call)
    return withSources(question, told, mind)
  }, parts.onBug)
  await noted({ question, standsAlone: standing.reading === null }, reply, call)
  return keepTurn(question, reply, call)
}

/** What is told of the thread, the catalog or the query of a question, without its rows; null of a question for data. */
async function replyAside(
  question: string,
  situation: Situation,
  standing: Standing,
  { mind, call }: { readonly mind: Mind; readonly call: Call },
): Promise<Reply | null> {
  const { catalog, planner } = mind
  const examples = (): readonly string[] => exampleQuestions(catalog, planner, situation.now)
  const said = talk(question, { catalog, standing, examples })
  const asked = said ? null : asksSqlOf(question)
  if (asked === null) return said
  const told = await tellSqlOf(asked, situation, mind, call)
  return told ?? replyTo(planner.plan(asked, situation), mind, momentFor(call), call)
}

/** What is needed to look ahead, outside a thread. */
async function toolsOf(call: Call): Promise<AheadTools> {
  const { catalog, planner } = await call.mindOf(call.options.principal)
  return { catalog, planner, situation: { now: momentFor(call).at, previous: null }, fetch: fetcher(call) }
}

const noBenchmarks = (): Benchmarks => ({ rows: [], faulty: [] })
const none = async (): Promise<readonly never[]> => []

/** A turn of something asked by name. */
async function turnOf(
  question: string,
  call: Call,
  tell: (tools: AheadTools) => Promise<Reply | Outcome>,
): Promise<Turn> {
  const reply = await attempt(async () => {
    const mind = await call.mindOf(call.options.principal)
    const moment = momentFor(call)
    const told = await tell(await toolsOf(call))
    return 'status' in told ? told : replyTo(told, mind, moment, call)
  }, call.parts.onBug)
  return keepTurn(question, reply, call)
}

/** What the planner made of a question, or a language model where there is one and it is wanted. */
async function consulted(
  question: string,
  outcome: Outcome,
  situation: Situation,
  { mind, call }: { readonly mind: Mind; readonly call: Call },
): Promise<Outcome> {
  const { parts, options } = call
  const llm = await parts.llm().catch((error: unknown) => {
    const detail = describeError(error).message
    announce(options, { name: 'propose', status: 'failed', detail, elapsedMs: 0 })
    return null
  })
  if (!llm) return outcome
  return consult(question, outcome, {
    llm,
    catalog: mind.catalog,
    planner: mind.planner,
    situation,
    problemsOf: (plan) => planProblems(plan, parts.ground, options.principal, parts.clock),
    known: mind.proposals,
    clock: parts.clock,
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.onStep ? { onStep: options.onStep } : {}),
  })
}

function mayUse(slice: string, principal: Principal, { ground }: AssistantParts): boolean {
  try {
    grantOf(ground.project, { ...principal, slice })
    return true
  } catch (error) {
    if (error instanceof NumizeError) return false
    throw error
  }
}

/** A deep dive on what a turn shows, or on one finding of its cause. */
async function diveOn(turnId: string, finding: number | null, call: Call): Promise<Turn> {
  const { parts, options } = call
  const turn = await ownTurn(turnId, call)
  const inThread = { ...call, options: { ...options, threadId: turn.threadId } }
  const asked = askedOfTurn(turn, finding)
  const reply = await attempt(
    () =>
      asked.plan
        ? startDive(asked.question, asked.plan, inThread)
        : replyDive(asked.question, '', standingOf([turn]), inThread),
    parts.onBug,
  )
  return keepTurn(asked.question, reply, inThread)
}

async function choose(turnId: string, option: number, call: Call): Promise<Turn> {
  const { parts, options } = call
  const turn = await ownTurn(turnId, call)
  const choices = turn.reply.status === 'clarify' ? turn.reply.options : []
  const choice = choices[option]
  if (!choice) throw assistantError('no-choice', { option, count: choices.length })
  const inThread = { ...call, options: { ...options, threadId: turn.threadId } }
  const reply = await attempt(async () => {
    const mind = await call.mindOf(options.principal)
    return fetchAnswer(choice.reading, mind, momentFor(call), inThread)
  }, parts.onBug)
  const before = (await turnsOf(turn.threadId, inThread)).filter(({ id }) => id !== turn.id)
  await noted({ question: turn.question, standsAlone: standingOf(before).reading === null }, reply, inThread)
  return keepTurn(choice.label, reply, inThread)
}

/** One answer back, or forward again, in the thread. */
async function retrace(
  step: 'undo' | 'redo',
  { before, after }: Standing,
  mind: Mind,
  call: Call,
): Promise<Reply> {
  const reading = step === 'undo' ? before.at(-1) : after[0]
  if (!reading)
    return {
      status: 'refused',
      code: 'assistant/nothing-to-retrace',
      reason: step === 'undo' ? 'There is no earlier answer to go back to.' : 'There is nothing to do again.',
      nearest: [],
    }
  return fetchAnswer(reading, mind, momentFor(call), call)
}

async function replyNotable(
  question: NotableQuestion,
  situation: Situation,
  { catalog, planner }: Mind,
  call: Call,
): Promise<Reply> {
  const told = await tellNotable(question, { catalog, planner, situation, fetch: fetcher(call) })
  if ('status' in told) return told
  return told.kind === 'clarify'
    ? askBack(told, call)
    : {
        status: 'refused',
        code: told.kind === 'refuse' ? told.code : 'assistant/nothing-to-scan',
        reason: told.kind === 'refuse' ? told.reason : 'There is no table to look at here.',
        nearest: told.kind === 'refuse' ? told.nearest : [],
      }
}

/** The question back, each choice with what it would give. */
async function askBack(
  { question, options }: Extract<Outcome, { kind: 'clarify' }>,
  call: Call,
): Promise<Reply> {
  const { onStep: _silent, ...asked } = call.options
  const fetch = (plan: QuestionPlan, signal: AbortSignal) =>
    fetcher({ ...call, options: { ...asked, signal } })([plan])
  return { status: 'clarify', question, options: await weighed(options, fetch, asked.signal) }
}

async function replyTo(outcome: Outcome, mind: Mind, moment: Moment, call: Call): Promise<Reply> {
  switch (outcome.kind) {
    case 'reading':
      return fetchAnswer(outcome.reading, mind, moment, call)
    case 'clarify':
      return askBack(outcome, call)
    case 'refuse':
      return { status: 'refused', code: outcome.code, reason: outcome.reason, nearest: outcome.nearest }
  }
}

/** Where a cause was asked for, what was found of it. */
async function withCause(reply: Reply, asked: boolean, mind: Mind, call: Call): Promise<Reply> {
  if (!asked || reply.status !== 'answered') return reply
  const cause = await causeOf(reply.reading, {
    catalog: mind.catalog,
    fetch: fetcher(call),
  })
  return cause ? { ...reply, cause } : reply
}

/** The same with what it rests on. */
const withSources = (question: string, reply: Reply, { knowledge }: Mind): Reply =>
  reply.status === 'answered' ? { ...reply, sources: sourcesOf(question, reply.result, knowledge) } : reply

function welcome(mind: Mind, { ground, clock }: AssistantParts): Welcome {
  const moment = groundMoment(ground, clock.now())
  const { slice, visible } = mind.grant
  return {
    project: { name: ground.project.name, label: ground.project.label },
    slice: { name: slice.name, label: slice.label },
    examples: exampleQuestions(mind.catalog, mind.planner, moment.at),
    metrics: visible.metrics.map(({ name, label, description }) => ({
      name,
      label: label ?? name,
      description,
    })),
    dimensions: visible.semanticModels.flatMap((model) =>
      model.dimensions
        .filter(({ extras }) => extras.hidden !== true)
        .map(({ name, label }) => ({ name, label: label ?? name, model: model.label ?? model.name })),
    ),
    now: { at: moment.at, because: moment.because },
  }
}

function outcomeInWords(outcome: Outcome): string {
  if (outcome.kind === 'clarify') return 'a question back'
  if (outcome.kind === 'refuse') return 'cannot be answered'
  return outcome.reading.stated.map(({ reading }) => reading).join(' · ')
}

/** @throws `assistant/no-table` */
function tableNamed(name: string, { model }: Mind['catalog']): string {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s_-]+/g, ' ')
  const tables = model.semanticModels
  const found = tables.find((one) =>
    [one.name, one.label ?? one.name].some((own) => plain(own) === plain(name)),
  )
  if (found) return found.name
  throw assistantError('no-table', { table: name, tables: tables.map((one) => one.name) })
}

/** Without what is undefined. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}

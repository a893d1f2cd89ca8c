import type { QuestionPlan } from '@numize/semantic'
import type { ClientMessage, Problem, ServerMessage, Step, Turn } from '@numize/server/contract'
import { useSyncExternalStore } from 'react'
import { unreachable } from '../api/call.ts'
import { checkSession, keepTurn } from '../api/queries.ts'
import { openStream } from '../api/stream.ts'
import { go, placeOf, threadOf } from '../routing.ts'
import { draftPlace, keepDraft } from './drafts.ts'

/** A question on its way to becoming a turn. */
export interface Pending {
  readonly requestId: string
  readonly project: string
  /** null while it is starting a thread. */
  readonly threadId: string | null
  readonly question: string
  readonly startedAt: number
  readonly steps: readonly Step[]
  readonly state: 'working' | 'stopped' | 'failed'
  readonly problem: Problem | null
  readonly message: ClientMessage
}

let pending: readonly Pending[] = []
const stepsOfTurns = new Map<string, readonly Step[]>()
const listeners = new Set<() => void>()

function update(next: readonly Pending[]): void {
  pending = next
  for (const listener of listeners) listener()
}

const change = (requestId: string, changes: Partial<Pending>) =>
  update(pending.map((item) => (item.requestId === requestId ? { ...item, ...changes } : item)))

/** The one connection of the page. */
export const stream = openStream({
  onMessage: hear,
  mayTryAgain: checkSession,
  onLost: (requestIds, isSignedIn) => {
    for (const requestId of requestIds)
      if (isSignedIn) change(requestId, { state: 'failed', problem: unreachable })
      else putBack(requestId)
  },
})

/** A question that nobody is signed in to ask any more goes back to where it was written. */
function putBack(requestId: string): void {
  const item = pending.find((other) => other.requestId === requestId)
  if (item) keepDraft(draftPlace(item.project, item.threadId), item.question)
  dismiss(requestId)
}

function hear(message: ServerMessage): void {
  const item = pending.find(({ requestId }) => requestId === message.requestId)
  if (!item) return
  switch (message.kind) {
    case 'step':
      return change(item.requestId, { steps: withStep(item.steps, message.step) })
    case 'turn':
      return settle(item, message.turn)
    case 'stopped':
      stream.forget(item.requestId)
      return change(item.requestId, { state: 'stopped' })
    case 'dive':
      return
    case 'problem':
      stream.forget(item.requestId)
      if (message.problem.status !== 401)
        return change(item.requestId, { state: 'failed', problem: message.problem })
      putBack(item.requestId)
      void checkSession()
  }
}

/** The latest word on each step, in the order they began; a resumed question tells its steps from the start. */
function withStep(steps: readonly Step[], step: Step): readonly Step[] {
  const at = steps.findIndex(({ name }) => name === step.name)
  return at < 0 ? [...steps, step] : steps.with(at, step)
}

function settle(item: Pending, turn: Turn): void {
  stream.forget(item.requestId)
  stepsOfTurns.set(turn.id, item.steps)
  keepTurn(item.project, turn)
  const here = placeOf(location.pathname)
  if (
    item.threadId === null &&
    here.project === item.project &&
    here.page === 'ask' &&
    threadOf(here) === null
  )
    go({ project: item.project, thread: turn.threadId }, { replace: true })
  update(pending.filter(({ requestId }) => requestId !== item.requestId))
}

type Asked = Pick<Pending, 'project' | 'threadId' | 'question'>

const begin = (asked: Asked, message: ClientMessage) => {
  const { requestId } = message
  update([
    ...pending.filter((item) => !(item.state !== 'working' && item.threadId === asked.threadId)),
    { ...asked, requestId, startedAt: Date.now(), steps: [], state: 'working', problem: null, message },
  ])
  stream.follow(requestId)
  stream.say(message)
}

export function ask(question: string, { project, threadId }: Pick<Pending, 'project' | 'threadId'>): void {
  const requestId = crypto.randomUUID()
  const thread = threadId === null ? {} : { threadId }
  begin({ project, threadId, question }, { kind: 'ask', requestId, project, question, ...thread })
}

/** Takes a choice of a clarifying turn. */
export function choose(
  turn: Turn,
  option: number,
  { project, label }: { project: string; label: string },
): void {
  const requestId = crypto.randomUUID()
  begin(
    { project, threadId: turn.threadId, question: label },
    { kind: 'choose', requestId, project, turnId: turn.id, option },
  )
}

/** Asks a Plan, called so: in the thread of the turn it was made from, or (`null`) in a new one. */
export function revise(
  turn: Pick<Turn, 'id' | 'threadId'> | null,
  plan: QuestionPlan,
  { project, question }: Pick<Pending, 'project' | 'question'>,
): void {
  const requestId = crypto.randomUUID()
  begin(
    { project, threadId: turn?.threadId ?? null, question },
    { kind: 'revise', requestId, project, plan, question, ...(turn ? { turnId: turn.id } : {}) },
  )
}

/** Asks again what a turn asked: its words, or the Plan it was made of. */
export function repeat(turn: Turn, project: string): void {
  const { question, threadId, plan } = turn
  if (plan) revise(turn, plan, { project, question })
  else ask(question, { project, threadId })
}

export const stop = (requestId: string): void => stream.say({ kind: 'cancel', requestId })

export function retry(item: Pending): void {
  dismiss(item.requestId)
  begin(item, { ...item.message, requestId: crypto.randomUUID() })
}

export const dismiss = (requestId: string): void =>
  update(pending.filter((item) => item.requestId !== requestId))

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Questions under way in one thread (`null` = the one being started). */
export function usePending(project: string, threadId: string | null): readonly Pending[] {
  const all = useSyncExternalStore(subscribe, () => pending)
  return all.filter((item) => item.project === project && item.threadId === threadId)
}

/** The steps a turn took, where this page saw them. */
export const stepsOf = (turnId: string): readonly Step[] => stepsOfTurns.get(turnId) ?? []

/** Asks in a new thread, which is shown. */
export function askAnew(question: string, project: string): void {
  go({ project, thread: null })
  ask(question, { project, threadId: null })
}

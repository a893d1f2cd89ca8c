import type { ServerMessage, Step, Turn } from './contract/index.ts'
import { serverError } from './errors.ts'
import { problemOf } from './http/problems.ts'

const MOST_PER_USER = 4
const KEPT_MS = 120_000

type Listener = (message: ServerMessage) => void
type Work = (signal: AbortSignal, onStep: (step: Step) => void) => Promise<Turn>

/** Whose question, by which name, and the session it belongs to where it came through one. */
interface Started {
  readonly user: string
  readonly requestId: string
  readonly session?: string
}

interface Run {
  readonly user: string
  readonly session: string | null
  readonly messages: ServerMessage[]
  readonly listeners: Set<Listener>
  readonly controller: AbortController
  over: boolean
}

/** Questions being answered over the stream. They outlive a lost connection, and a while after their end. */
export interface Runs {
  /** Starts `work` (once per request id) and follows it. @throws `server/too-many-questions` */
  start(started: Started, work: Work): void
  /** Tells what was said so far, then what follows; the returned function stops listening. @throws `server/unknown-request` */
  follow(user: string, requestId: string, listener: Listener): () => void
  /** The same for every question of a session, those to come included; what is not known any more is not told. */
  followSession(user: string, session: string, listener: Listener): () => void
  /** Stops a question under way; false where there is none to stop. */
  cancel(user: string, requestId: string): boolean
  close(): void
}

const keyOf = (user: string, requestId: string) => `${user} ${requestId}`

export function createRuns(onBug: (error: unknown) => void): Runs {
  const runs = new Map<string, Run>()
  const sessions = sessionListeners()

  const tell = (run: Run, message: ServerMessage) => {
    if (run.over) return
    run.messages.push(message)
    run.over = message.kind !== 'step'
    for (const listener of run.listeners) listener(message)
    if (run.session !== null) sessions.tell(keyOf(run.user, run.session), message)
  }

  const carryOut = async (run: Run, requestId: string, work: Work): Promise<void> => {
    tell(run, await outcomeOf({ run, requestId, work, onBug }, (message) => tell(run, message)))
    setTimeout(() => runs.delete(keyOf(run.user, requestId)), KEPT_MS).unref()
  }

  return {
    start({ user, requestId, session = null }, work) {
      const key = keyOf(user, requestId)
      if (runs.has(key)) return
      const busy = [...runs.values()].filter((run) => run.user === user && !run.over)
      if (busy.length >= MOST_PER_USER) throw serverError('too-many-questions', { most: MOST_PER_USER })
      const run: Run = {
        user,
        session,
        messages: [],
        listeners: new Set(),
        controller: new AbortController(),
        over: false,
      }
      runs.set(key, run)
      void carryOut(run, requestId, work)
    },
    follow(user, requestId, listener) {
      const run = runs.get(keyOf(user, requestId))
      if (!run) throw serverError('unknown-request', undefined)
      for (const message of run.messages) listener(message)
      run.listeners.add(listener)
      return () => void run.listeners.delete(listener)
    },
    followSession(user, session, listener) {
      const known = [...runs.values()].filter((run) => run.user === user && run.session === session)
      for (const message of known.flatMap((run) => run.messages)) listener(message)
      return sessions.add(keyOf(user, session), listener)
    },
    cancel(user, requestId) {
      const run = runs.get(keyOf(user, requestId))
      if (!run || run.over) return false
      run.controller.abort()
      tell(run, { kind: 'stopped', requestId })
      return true
    },
    close() {
      for (const run of runs.values()) run.controller.abort()
      runs.clear()
    },
  }
}

interface Carried {
  readonly run: Run
  readonly requestId: string
  readonly work: Work
  readonly onBug: (error: unknown) => void
}

/** Does the work, tells its steps, and gives what came of it. */
async function outcomeOf({ run, requestId, work, onBug }: Carried, tell: Listener): Promise<ServerMessage> {
  try {
    const turn = await work(run.controller.signal, (step) => tell({ kind: 'step', requestId, step }))
    return { kind: 'turn', requestId, turn }
  } catch (error) {
    const problem = problemOf(error)
    if (problem.status === 500 && !run.controller.signal.aborted) onBug(error)
    return { kind: 'problem', requestId, problem }
  }
}

/** Who listens to what is asked in a session, by whatever way. */
function sessionListeners() {
  const bySession = new Map<string, Set<Listener>>()
  return {
    tell: (session: string, message: ServerMessage): void => {
      for (const listener of bySession.get(session) ?? []) listener(message)
    },
    add: (session: string, listener: Listener): (() => void) => {
      const listeners = bySession.get(session) ?? new Set()
      bySession.set(session, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) bySession.delete(session)
      }
    },
  }
}

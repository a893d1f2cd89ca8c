import type { DiveBudget, DiveProgress, DiveReport, Evidence } from '@numize/insights'
import type { RunEvent, RunRecord } from '@numize/store'
import { DIVE_BUDGET, type DiveInput } from './dive-input.ts'

/** A deep dive as its asker sees it: how far it has come, and what it came to. */
export interface Dive {
  readonly id: string
  readonly project: string
  /** Asked in this slice; its figures are opened in it. */
  readonly slice: string
  readonly about: string
  readonly question: string
  readonly state: RunRecord['state']
  /** Somebody asked it to stop and it has not yet. */
  readonly isStopping: boolean
  /** ISO, UTC. */
  readonly startedAt: string
  readonly endedAt: string | null
  /** In the order they were taken. */
  readonly looks: readonly DiveLook[]
  readonly spent: DiveBudget
  readonly budget: DiveBudget
  /** Once it is done. */
  readonly report: DiveOutput | null
  /** Why it failed; one sentence. */
  readonly problem: string | null
}

export interface DiveLook {
  readonly look: string
  readonly state: DiveProgress['state']
  readonly found: readonly Evidence[]
  readonly ruledOut: readonly string[]
}

/** What a dive leaves behind. */
export interface DiveOutput extends DiveReport {
  /** Questions that may follow, each of them understood. */
  readonly questions: readonly string[]
}

/** The dive of a run, from its record and what it told. */
export function diveOf(run: RunRecord, events: readonly RunEvent[]): Dive {
  const { about, question, project, slice } = run.input as DiveInput
  const told = events.map(({ body }) => body as DiveProgress)
  return {
    id: run.runId,
    project,
    slice,
    about,
    question,
    state: run.state,
    isStopping: run.stopAsked && run.endedAt === null,
    startedAt: run.createdAt,
    endedAt: run.endedAt,
    looks: looksOf(told),
    spent: mostSpent(told),
    budget: DIVE_BUDGET,
    report: run.output as DiveOutput | null,
    problem: run.state === 'failed' ? problemOf(run.error) : null,
  }
}

/** The latest word on each look. One that goes on after an interruption tells its finished looks again. */
function looksOf(told: readonly DiveProgress[]): DiveLook[] {
  const looks = new Map<string, DiveLook>()
  for (const { look, state, found, ruledOut } of told)
    if (looks.get(look)?.state !== 'done') looks.set(look, { look, state, found, ruledOut })
  return [...looks.values()]
}

const mostSpent = (told: readonly DiveProgress[]): DiveBudget => ({
  plans: Math.max(0, ...told.map(({ spent }) => spent.plans)),
  ms: Math.max(0, ...told.map(({ spent }) => spent.ms)),
})

const BUG = 'base/bug'

/** Our own mistakes are told without their text. */
function problemOf(error: unknown): string {
  const { code, message } = (error ?? { code: BUG }) as { code: string; message?: string }
  return code === BUG || message === undefined ? 'something broke on our side; it was written down' : message
}

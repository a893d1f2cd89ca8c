import type { Principal } from '@numize/access'
import type { Reply } from '@numize/assistant'
import type { DiveReport } from '@numize/insights'
import type { RunKind } from '@numize/runs'
import type { MetricsPlan } from '@numize/semantic'
import type { RunRecord } from '@numize/store'
import { cliError } from './errors.ts'
import type { Installation, OwnRuns } from './installation.ts'
import type { OpenSubject, Subject } from './subject.ts'

const KIND = 'deep-dive'
const BUDGET = { plans: 80, ms: 120_000 }

export interface DiveRequest {
  readonly subject: Subject
  readonly question: string
  readonly now?: string
  readonly as?: string
}

/** A dive that was started, or the reply that says why none was. */
export type Dive =
  | { readonly kind: 'run'; readonly run: RunRecord; readonly report: DiveReport | null }
  | { readonly kind: 'reply'; readonly reply: Reply }

/** Deep dives of an installation: durable runs, so that one that was interrupted goes on where it was. */
export interface Dives extends AsyncDisposable {
  /** Dives and waits for the report; `onLook` hears of each look. @throws `cli/dive-ended` where it did not finish. */
  dive(request: DiveRequest, onLook?: (event: unknown) => void): Promise<Dive>
}

interface DiveTools {
  readonly installation: Installation
  readonly subjectOf: (subject: Subject) => Promise<OpenSubject>
  readonly principalFor: (as: string | undefined) => Promise<Principal>
}

/** What a run of this kind is given: everything it needs to go on in another process. */
interface DiveInput {
  readonly subject: Subject
  readonly plan: MetricsPlan
  readonly question: string
  readonly now: string | null
}

export async function openDives(tools: DiveTools): Promise<Dives> {
  const runs = await tools.installation.openRuns([kindOf(tools)])
  return {
    dive: (request, onLook) => dive(request, tools, { runs, onLook: onLook ?? (() => undefined) }),
    [Symbol.asyncDispose]: () => runs[Symbol.asyncDispose](),
  }
}

/** Dives so far, newest first, after stopping one where asked. Works on none. */
export async function listDives({ runs }: Installation, stop?: string): Promise<readonly RunRecord[]> {
  if (stop !== undefined) await runs.askStop(stop)
  return runs.list({ kind: KIND })
}

const kindOf = ({ installation, subjectOf, principalFor }: DiveTools): RunKind => ({
  kind: KIND,
  tries: 2,
  work: async ({ input, userId, signal, step, tell }) => {
    const { subject, plan, now } = input as DiveInput
    const { assistant, ground } = await subjectOf(subject)
    const principal = await principalFor(userId ?? undefined)
    const events = await installation.events.list(ground.project.name)
    return assistant.dive(plan, events, {
      principal,
      signal,
      budget: BUDGET,
      step: (name, work) => step(name, work),
      tell,
      ...(now === null ? {} : { now }),
    })
  },
})

async function dive(
  { subject, question, now, as }: DiveRequest,
  { subjectOf, principalFor }: DiveTools,
  { runs, onLook }: { readonly runs: OwnRuns; readonly onLook: (event: unknown) => void },
): Promise<Dive> {
  const { assistant } = await subjectOf(subject)
  const principal = await principalFor(as)
  const plan = await assistant.planDive(question, { principal, ...(now === undefined ? {} : { now }) })
  if ('status' in plan) return { kind: 'reply', reply: plan }
  const input: DiveInput = { subject, plan, question, now: now ?? null }
  const { runId } = await runs.start({ kind: KIND, input, userId: principal.userId })
  for await (const { body } of runs.watch(runId)) onLook(body)
  const run = await runs.find(runId)
  if (!run || run.state === 'failed' || run.state === 'stopped')
    throw cliError('dive-ended', { state: run?.state ?? 'lost', reason: reasonOf(run) })
  return { kind: 'run', run, report: run.output as DiveReport | null }
}

const reasonOf = (run: RunRecord | null): string =>
  (run?.error as { message?: string } | null)?.message ?? 'somebody stopped it'

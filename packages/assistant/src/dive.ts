import { type DiveReport, deepDive, type KnownEvent, whyQuestion } from '@numize/insights'
import type { MetricsPlan } from '@numize/semantic'
import type { DiveOptions } from './assistant.ts'
import type { Reply } from './conversation.ts'
import { type Call, fetcher, momentFor } from './mind.ts'
import type { Standing } from './standing.ts'
import { changePlan, planWhy } from './why.ts'

/** The change a question asks to dive into, read as "why did … change" is; else the reply that says what is missing. */
export async function planDive(
  question: string,
  standing: Standing,
  call: Call,
): Promise<MetricsPlan | Reply> {
  const { planner } = await call.mindOf(call.options.principal)
  const asked = whyQuestion(question) ? question : `why did ${question} change`
  const outcome = planWhy(asked, planner, { now: momentFor(call).at, previous: standing.reading })
  if (outcome?.kind === 'clarify')
    return { status: 'clarify', question: outcome.question, options: outcome.options }
  const plan = outcome?.kind === 'reading' ? changePlan(outcome.reading) : null
  if (plan) return plan
  if (outcome?.kind === 'refuse')
    return { status: 'refused', code: outcome.code, reason: outcome.reason, nearest: outcome.nearest }
  return {
    status: 'refused',
    code: 'assistant/nothing-to-dive-into',
    reason: 'A deep dive needs one metric and a period that is over: "deep dive into revenue last month".',
    nearest: [],
  }
}

/** Takes every look there is at a change, step by step, under the asker's policies. @throws what `ask` throws */
export async function dive(
  plan: MetricsPlan,
  events: readonly KnownEvent[],
  { budget, step, tell }: DiveOptions,
  call: Call,
): Promise<DiveReport> {
  const { catalog } = await call.mindOf(call.options.principal)
  const now = (): number => call.parts.clock.now()
  return deepDive({ plan, events, budget }, { catalog, fetch: fetcher(call), step, tell, now })
}

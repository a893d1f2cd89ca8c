import type { Principal } from '@numize/access'
import { type Ask, explainPlan, type Ground } from '@numize/ask'
import type { Assistant, Turn } from '@numize/assistant'
import type { Explanation, Plan } from '@numize/semantic'
import { cliError } from './errors.ts'

export interface Explained {
  readonly sql: string
  /** With what it is expected to take. */
  readonly explanation: Explanation
  /** Why it would not run: above a limit of the slice. */
  readonly refusal: string | null
}

export type DryRun =
  | { readonly kind: 'explained'; readonly plan: Plan; readonly explained: Explained }
  | { readonly kind: 'turn'; readonly turn: Turn }

interface Asker {
  readonly ground: Ground
  readonly principal: Principal
  readonly over: (ask: Ask) => Assistant
}

/** A question read as always, up to the plan it would run: that is explained and estimated instead. */
export async function dryRun(
  { question, now }: { readonly question: string; readonly now?: string },
  { ground, principal, over }: Asker,
): Promise<DryRun> {
  const wanted: Plan[] = []
  const assistant = over((plans) => {
    wanted.push(...plans)
    return Promise.reject(cliError('dry-run'))
  })
  await using _assistant = assistant
  const turn = await assistant.answer(question, {
    principal,
    keep: false,
    ...(now === undefined ? {} : { now }),
  })
  const [plan] = wanted
  if (!plan) return { kind: 'turn', turn }
  return { kind: 'explained', plan, explained: await explainPlan(plan, ground, principal) }
}

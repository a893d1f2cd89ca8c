import type { Principal } from '@numize/access'
import { type Ask, explainPlan, type Ground } from '@numize/ask'
import type { Assistant } from '@numize/assistant'
import type { Plan } from '@numize/semantic'
import type { DryRun, Request } from './desk.ts'
import { cliError } from './errors.ts'

interface Asker {
  readonly ground: Ground
  readonly principal: Principal
  readonly over: (ask: Ask) => Assistant
}

/** A question read as always, up to the plan it would run: that is explained and estimated instead. */
export async function dryRun(
  { question, now }: Omit<Request, 'subject'>,
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

import type { Grant, Principal } from '@numize/access'
import { type AskOptions, groundMoment, type Moment, type Step } from '@numize/ask'
import { type Catalog, createPlanner, type Planner } from '@numize/planner'
import type { Plan, Result } from '@numize/semantic'
import type { AnswerOptions } from './assistant.ts'
import type { Verdict } from './guard/check-rows.ts'
import { collectKnowledge } from './knowledge/collect.ts'
import { createKnowledge, type Knowledge } from './knowledge/knowledge.ts'
import type { Proposed } from './model/propose.ts'
import type { AssistantParts } from './parts.ts'
import { rememberPlans } from './remember-plans.ts'

/** What is understood for one policy fingerprint: the catalog and the planner over it. */
export interface Mind {
  readonly grant: Grant
  readonly catalog: Catalog
  readonly planner: Planner
  readonly knowledge: Knowledge
  /** What a language model proposed for questions over this catalog. */
  readonly proposals: Map<string, Proposed>
  /** What the checks of an answer came to, by its run hash. */
  readonly verdicts: Map<string, Verdict>
}

/** One question on its way. */
export interface Call {
  readonly parts: AssistantParts
  readonly mindOf: (principal: Principal) => Promise<Mind>
  readonly options: AnswerOptions
}

export async function makeMind(parts: AssistantParts, grant: Grant, principal: Principal): Promise<Mind> {
  const catalog = await parts.inspect(grant, principal)
  const planner = rememberPlans(createPlanner(catalog))
  const { project } = parts.ground
  const items = collectKnowledge({
    catalog,
    whole: project.model,
    dbt: project.dbt ?? null,
    approved: [],
    playbooks: parts.playbooks?.() ?? [],
  })
  const knowledge = createKnowledge(items, catalog.model, (question) => planner.mentions(question))
  return { grant, catalog, planner, knowledge, proposals: new Map(), verdicts: new Map() }
}

export const momentFor = ({ parts, options }: Call): Moment =>
  groundMoment(parts.ground, parts.clock.now(), options.now)

export const askOptions = ({ options }: Call): AskOptions => ({
  ...(options.now === undefined ? {} : { now: options.now }),
  ...(options.signal ? { signal: options.signal } : {}),
  ...(options.onStep ? { onStep: options.onStep } : {}),
})

/** `ask`, bound to who asks. */
export const fetcher =
  (call: Call) =>
  (plans: readonly Plan[]): Promise<readonly Result[]> =>
    call.parts.ask(plans, call.options.principal, askOptions(call))

export const announce = (options: AnswerOptions, step: Step): void => options.onStep?.(step)

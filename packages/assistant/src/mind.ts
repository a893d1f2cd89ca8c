import type { Grant, Principal } from '@numize/access'
import { type AskOptions, groundGrant, groundMoment, type Moment, type Step } from '@numize/ask'
import { type Catalog, createPlanner, type Planner } from '@numize/planner'
import type { Lexicon, Plan, Result } from '@numize/semantic'
import type { AnswerOptions } from './answer-options.ts'
import type { Verdict } from './guard/check-rows.ts'
import { collectKnowledge } from './knowledge/collect.ts'
import { createKnowledge, type Knowledge } from './knowledge/knowledge.ts'
import { type Learnt, learn, withMemory, withPhrases } from './memory/learnt.ts'
import type { Proposed } from './model/propose.ts'
import type { AssistantParts } from './parts.ts'
import { rememberPlans } from './remember-plans.ts'
import { createFollowUps, type FollowUps } from './suggestions.ts'
import { createWritten, type WrittenAnswers } from './written.ts'

/** What is understood for one policy fingerprint: the catalog and the planner over it. */
export interface Mind {
  readonly grant: Grant
  readonly catalog: Catalog
  /** Answers what was approved as it was approved. */
  readonly planner: Planner
  readonly learnt: Learnt
  readonly knowledge: Knowledge
  /** What a language model proposed for questions over this catalog. */
  readonly proposals: Map<string, Proposed>
  /** What the checks of an answer came to, by its run hash. */
  readonly verdicts: Map<string, Verdict>
  readonly followUps: FollowUps
  /** What was written of the latest answers. */
  readonly written: WrittenAnswers
}

/** One question on its way. */
export interface Call {
  readonly parts: AssistantParts
  readonly mindOf: (principal: Principal) => Promise<Mind>
  readonly options: AnswerOptions
}

/** What a fingerprint's mind is made of before anything is learnt; the index of values takes its time. */
interface Basis {
  readonly grant: Grant
  readonly catalog: Catalog
  /** The planner over the catalog with some lexicon; made anew only when that changes. */
  readonly plannerWith: (lexicon: Lexicon) => Planner
}

/** A mind for each policy fingerprint, made anew when its slice has learnt something. */
export function createMinds(parts: AssistantParts) {
  const bases = new Map<string, Promise<Basis>>()
  const minds = new Map<string, { readonly version: string; readonly mind: Promise<Mind> }>()
  const { project } = parts.ground
  return {
    mindOf: async (principal: Principal): Promise<Mind> => {
      const grant = groundGrant(parts.ground, principal, parts.clock.now())
      const { fingerprint } = grant
      const basis = kept(bases, fingerprint, () => makeBasis(parts, grant, principal))
      const version = (await parts.memory?.version(project.name)) ?? ''
      const known = minds.get(fingerprint)
      if (known?.version === version) return known.mind
      const mind = basis.then((one) => makeMind(one, parts))
      minds.set(fingerprint, { version, mind })
      mind.catch(() => minds.delete(fingerprint))
      return mind
    },
    clear: () => {
      bases.clear()
      minds.clear()
    },
  }
}

/** What is being made under a key, made once; what failed is made anew. */
function kept<T>(held: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = held.get(key) ?? make()
  held.set(key, known)
  known.catch(() => held.delete(key))
  return known
}

async function makeBasis(parts: AssistantParts, grant: Grant, principal: Principal): Promise<Basis> {
  const catalog = await parts.inspect(grant, principal)
  let last: { readonly words: string; readonly planner: Planner } | null = null
  const plannerWith = (lexicon: Lexicon): Planner => {
    const words = JSON.stringify(lexicon)
    if (last?.words !== words) last = { words, planner: createPlanner({ ...catalog, lexicon }) }
    return last.planner
  }
  return { grant, catalog, plannerWith }
}

async function makeMind({ grant, catalog: bare, plannerWith }: Basis, parts: AssistantParts): Promise<Mind> {
  const { project } = parts.ground
  const all = (await parts.memory?.remembered(project.name)) ?? []
  const own = all.filter(({ slice }) => slice === grant.slice.name)
  const lexicon = withPhrases(bare.lexicon, own)
  const learnt = learn(own, bare, grant.fingerprint)
  const catalog = { ...bare, lexicon, examples: [...new Set([...bare.examples, ...learnt.questions])] }
  const planner = rememberPlans(withMemory(plannerWith(lexicon), catalog, learnt))
  const items = collectKnowledge({
    catalog,
    whole: project.model,
    dbt: project.dbt ?? null,
    approved: learnt.questions,
    playbooks: parts.playbooks?.() ?? [],
  })
  const knowledge = createKnowledge(items, catalog.model, (question) => planner.mentions(question))
  return {
    grant,
    catalog,
    planner,
    learnt,
    knowledge,
    proposals: new Map(),
    verdicts: new Map(),
    followUps: createFollowUps(catalog, planner),
    written: createWritten(),
  }
}

export const momentFor = ({ parts, options }: Call): Moment =>
  groundMoment(parts.ground, parts.clock.now(), options.now)

export const askOptions = ({ options }: Call): AskOptions => ({
  ...(options.now === undefined ? {} : { now: options.now }),
  ...(options.signal ? { signal: options.signal } : {}),
  ...(options.onStep ? { onStep: options.onStep } : {}),
  ...(options.admit ? { admit: options.admit } : {}),
})

/** `ask`, bound to who asks. */
export const fetcher =
  (call: Call) =>
  (plans: readonly Plan[]): Promise<readonly Result[]> =>
    call.parts.ask(plans, call.options.principal, askOptions(call))

export const announce = (options: AnswerOptions, step: Step): void => options.onStep?.(step)

import type { Step } from '@numize/ask'
import { type Clock, describeError, hashJson } from '@numize/base'
import type { Outcome } from '@numize/planner'
import { type ProposalGround, type Proposed, proposeReading } from './propose.ts'

export interface Consultation extends Omit<ProposalGround, 'tell'> {
  readonly clock: Clock
  readonly onStep?: (step: Step) => void
  /** Proposals of this catalog so far: the same question at the same moment of a thread is not paid for twice. */
  readonly known: Map<string, Proposed>
}

const MOST_KNOWN = 200

/**
 * The planner's outcome, or what a language model proposes where the planner is unsure (or always, where the project
 * prefers it). Where the model fails or has nothing, the planner's word stands.
 * @throws `llm/cancelled`
 */
export async function consult(question: string, outcome: Outcome, given: Consultation): Promise<Outcome> {
  if (!isWanted(question, outcome, given)) return outcome
  const startedAt = given.clock.now()
  const announce = (status: Step['status'], detail: string): void =>
    given.onStep?.({ name: 'propose', status, detail, elapsedMs: given.clock.now() - startedAt })
  announce('started', `asking ${given.llm.name}`)
  try {
    const { outcome: proposed, story } = await remembered(question, {
      ...given,
      tell: (progress) => announce('started', progress),
    })
    announce(proposed ? 'done' : 'failed', story)
    if (proposed) return { ...proposed, trail: [...outcome.trail, ...proposed.trail] }
    return askedInVain(outcome, `${given.llm.name} was asked as well and had no plan that can be used.`)
  } catch (error) {
    const { code, message } = describeError(error)
    if (code === 'llm/cancelled' || !code.startsWith('llm/')) throw error
    announce('failed', message)
    return askedInVain(outcome, `No language model could help: ${message}`)
  }
}

/** A refusal that says what else was tried. */
const askedInVain = (outcome: Outcome, tried: string): Outcome =>
  outcome.kind === 'refuse'
    ? { ...outcome, reason: `${outcome.reason} ${tried}`, trail: [...outcome.trail, tried] }
    : outcome

async function remembered(question: string, given: Consultation & ProposalGround): Promise<Proposed> {
  const { now, previous } = given.situation
  const moment = { question, now: now.slice(0, 10), previous: previous?.plan ?? null, llm: given.llm.name }
  const key = hashJson(moment)
  const before = given.known.get(key)
  if (before) return before
  const proposed = await proposeReading(question, given)
  const [oldest] = given.known.keys()
  if (given.known.size >= MOST_KNOWN && oldest !== undefined) given.known.delete(oldest)
  given.known.set(key, proposed)
  return proposed
}

const UNSURE = new Set<string>(['unknown-words', 'not-supported', 'no-path'])

/** What asks to change data, or asks nothing, is never sent; words the project declared ambiguous are asked about. */
function isWanted(question: string, outcome: Outcome, { llm, catalog }: Consultation): boolean {
  if (outcome.kind === 'refuse') return UNSURE.has(outcome.code)
  if (outcome.kind === 'reading') return llm.preferred
  const said = question.toLowerCase()
  return !catalog.lexicon.ambiguous.some(({ phrase }) => said.includes(phrase.toLowerCase()))
}

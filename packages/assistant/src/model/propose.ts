import { canonicalJson, describeError, type Json, NumizeError } from '@numize/base'
import type { Llm, LlmRequest, LlmSession } from '@numize/llm'
import type { Catalog, Outcome, Planner, Reading, Situation } from '@numize/planner'
import { parsePlan, type QuestionPlan, questionSchema } from '@numize/semantic'
import { briefCatalog, isOpen } from './brief-catalog.ts'
import { unknownValues } from './check-values.ts'
import { nearestExamples } from './examples.ts'
import { PROPOSAL_RULES } from './rules.ts'

/** What a proposal is made from and judged by. */
export interface ProposalGround {
  readonly llm: Llm
  readonly catalog: Catalog
  readonly planner: Planner
  readonly situation: Situation
  /** Everything that keeps a plan from being asked, in sentences: the same check every plan passes. */
  readonly problemsOf: (plan: QuestionPlan) => readonly string[]
  readonly signal?: AbortSignal
  /** Hears what happens, in words. */
  readonly tell: (progress: string) => void
}

export interface Proposed {
  /** Null where the model had no plan, or none that can be used. */
  readonly outcome: Outcome | null
  /** What happened, in words. */
  readonly story: string
}

const MOST_REPAIRS = 2
const MOST_PLANS = 3
/** A plan three deep with conditions in conditions needs half of it. */
const MOST_NESTING = 60
const LONGEST_REPLY = 6_000

/**
 * Asks a language model for the plan of a question. It sees the slice's catalog near the question and nothing of the
 * data; what it replies is checked as any plan is, and sent back with what is wrong at most twice.
 * @throws `llm/…`
 */
export async function proposeReading(question: string, ground: ProposalGround): Promise<Proposed> {
  const session = ground.llm.open(ground.signal ? { signal: ground.signal } : {})
  const schema = questionSchema()
  const turns: LlmTurn[] = [{ role: 'user', text: documentOf(question, ground) }]
  let story = ''
  for (let repairs = 0; ; repairs++) {
    const { text, plans, problems } = judge(await replyTo(turns, schema, session), ground)
    if (plans.length > 0)
      return { outcome: outcomeOf(plans, ground), story: `${story}${proposed(plans, ground)}` }
    if (problems.length === 0)
      return { outcome: null, story: `${story}${ground.llm.name} found no plan for this` }
    story += `Its plan was not accepted: ${problems.join('; ')}. `
    if (repairs === MOST_REPAIRS) return { outcome: null, story: story.trim() }
    ground.tell(`${story}Asking again`)
    const said = JSON.stringify({ 'cannot be used because': problems })
    turns.push({ role: 'assistant', text: text.slice(0, LONGEST_REPLY) }, { role: 'user', text: said })
  }
}

type LlmTurn = LlmRequest['turns'][number]

interface Reply {
  readonly json: Json
  readonly text: string
}

/** A reply that is no JSON is one more thing to mend. */
async function replyTo(
  turns: LlmRequest['turns'],
  schema: LlmRequest['schema'],
  session: LlmSession,
): Promise<Reply> {
  try {
    return await session.propose({ rules: PROPOSAL_RULES, turns, schema })
  } catch (error) {
    if (describeError(error).code === 'llm/malformed') return { json: null, text: '(not JSON)' }
    throw error
  }
}

interface Judged {
  readonly text: string
  /** Plans that can be asked, each once. */
  readonly plans: readonly QuestionPlan[]
  /** Why there is none, of the first plan. */
  readonly problems: readonly string[]
}

function judge({ json, text }: Reply, ground: ProposalGround): Judged {
  if (nesting(text) > MOST_NESTING) return { text, plans: [], problems: ['the plan nests too deeply'] }
  const wanted = (json as { plans?: unknown } | null)?.plans
  if (!Array.isArray(wanted))
    return { text, plans: [], problems: ['the reply must be an object {"plans": [...]}'] }
  const judged = wanted.slice(0, MOST_PLANS).map((one: unknown) => judgePlan(one, ground))
  const plans = judged.flatMap((one) => ('plan' in one ? [one.plan] : []))
  const problems = judged.flatMap((one) => ('problems' in one ? [one.problems] : []))[0] ?? []
  const different = new Map(plans.map((plan) => [canonicalJson(plan as unknown as Json), plan]))
  return { text, plans: [...different.values()], problems: plans.length > 0 ? [] : problems }
}

/** How deep brackets stand inside brackets; those in texts count as well. */
function nesting(text: string): number {
  let depth = 0
  let deepest = 0
  for (const letter of text) {
    if (letter === '{' || letter === '[') depth++
    else if (letter === '}' || letter === ']') depth--
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

function judgePlan(
  json: unknown,
  { catalog, problemsOf }: ProposalGround,
): { readonly plan: QuestionPlan } | { readonly problems: readonly string[] } {
  try {
    const plan = parsePlan(json)
    if (plan.kind !== 'metrics' && plan.kind !== 'list')
      return { problems: [`a question becomes a plan of kind metrics or list, not ${plan.kind}`] }
    const problems = [...problemsOf(plan), ...unknownValues(plan, catalog)]
    return problems.length === 0 ? { plan } : { problems }
  } catch (error) {
    if (!(error instanceof NumizeError)) throw error
    return { problems: [error.message] }
  }
}

function outcomeOf(plans: readonly QuestionPlan[], { llm, planner }: ProposalGround): Outcome {
  const [only, ...others] = plans.map((plan) => readingOf(plan, llm, planner))
  const trail = [`${llm.name} proposed ${plans.map((plan) => JSON.stringify(plan)).join(' or ')}`]
  if (only && others.length === 0) return { kind: 'reading', reading: only, trail }
  const options = [...(only ? [only] : []), ...others].map((reading) => ({
    label: labelOf(reading),
    reading,
  }))
  return {
    kind: 'clarify',
    question: 'This can be read in more than one way. Which do you mean?',
    options,
    trail,
  }
}

/** Not calibrated: a proposal says what its words mean, not how sure it is. */
const PROPOSAL_CONFIDENCE = 0.5

function readingOf(plan: QuestionPlan, llm: Llm, planner: Planner): Reading {
  const told = planner.tell(plan)
  const who = `proposed by ${llm.name}, a language model: please check how it was read`
  return {
    plan,
    stated: [],
    assumed: [...told, { kind: 'presentation', text: '', reading: who, span: null }],
    dropped: [],
    confidence: { score: PROPOSAL_CONFIDENCE, reasons: [`the plan was ${who}`] },
    presentation: null,
    proposedBy: llm.name,
  }
}

const labelOf = ({ assumed }: Reading): string =>
  assumed
    .filter(({ kind }) => kind !== 'presentation')
    .map(({ reading }) => reading)
    .join(', ')

const proposed = (plans: readonly QuestionPlan[], { llm }: ProposalGround): string =>
  plans.length === 1 ? `${llm.name} proposed a plan` : `${llm.name} proposed ${plans.length} readings`

/** Everything a language model sees of a question. */
function documentOf(question: string, { catalog, planner, situation }: ProposalGround): string {
  const { now, previous } = situation
  const examples = nearestExamples(question, { catalog, planner, now })
  return JSON.stringify({
    question,
    now,
    calendar: catalog.calendar,
    ...(previous && !namesPersonalData(previous.plan, catalog) ? { planBefore: previous.plan } : {}),
    examples: examples.filter(({ plan }) => !namesPersonalData(plan, catalog)),
    catalog: briefCatalog(catalog, `${question} ${previous ? JSON.stringify(previous.plan) : ''}`),
  })
}

/** A plan that tests or shows a closed column may hold a person's name among its values. */
function namesPersonalData(plan: QuestionPlan, catalog: Catalog): boolean {
  const closed = new Set(
    catalog.model.semanticModels.flatMap(({ dimensions }) =>
      dimensions.filter((one) => !isOpen(one)).map(({ name }) => name),
    ),
  )
  const names = [...JSON.stringify(plan).matchAll(/"(?:dimension|over)":"([^"]+)"/g)]
  return names.some(([, path]) => closed.has(path?.split('__').at(-1) ?? ''))
}

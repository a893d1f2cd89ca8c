import { formatPeriod } from '@numize/blocks'
import { deepDive, type KnownEvent, whyQuestion } from '@numize/insights'
import type { Outcome } from '@numize/planner'
import type { Filter, MetricsPlan } from '@numize/semantic'
import type { DiveOptions } from './assistant.ts'
import type { Reply, Turn } from './conversation.ts'
import type { DiveOutput } from './dives/dive.ts'
import { assistantError } from './errors.ts'
import { type Call, fetcher, type Mind, momentFor } from './mind.ts'
import type { Standing } from './standing.ts'
import { questionsAfter } from './suggestions.ts'
import { changePlan, planWhy, pointsBack } from './why.ts'

const OPENING =
  /^(?:please\s+)?(?:(?:do|run|start|make|take)\s+)?(?:a\s+)?(?:deep[- ]dive|dig deeper|look deeper)(?:\s+(?:on|into|in|of|for|about|at))?\b\s*(.*?)[?!.\s]*$/i

/** What a question wants to dive into, in its own words; '' = what the thread stands at. Null of other questions. */
export const diveQuestion = (question: string): string | null =>
  OPENING.exec(question.trim())?.[1]?.trim() ?? null

/** The change some words mean, read as "why did … change" is; else the reply that says what is missing. */
async function planDive(about: string, standing: Standing, call: Call): Promise<MetricsPlan | Reply> {
  const { planner } = await call.mindOf(call.options.principal)
  const now = momentFor(call).at
  if (!pointsBack(about)) {
    const asked = whyQuestion(about) ? about : `why did ${about} change`
    return changeIn(planWhy(asked, planner, { now, previous: standing.reading }))
  }
  if (standing.reading === null) return nothingToDiveInto
  const here = changeIn(planWhy('why did this change', planner, { now, previous: standing.reading }))
  return 'status' in here && here.status === 'refused' ? nothingToDiveInto : here
}

function changeIn(outcome: Outcome | null): MetricsPlan | Reply {
  if (outcome?.kind === 'clarify')
    return { status: 'clarify', question: outcome.question, options: outcome.options }
  if (outcome?.kind === 'refuse')
    return { status: 'refused', code: outcome.code, reason: outcome.reason, nearest: outcome.nearest }
  return (outcome && changePlan(outcome.reading)) ?? nothingToDiveInto
}

const nothingToDiveInto: Reply = {
  status: 'refused',
  code: 'assistant/nothing-to-dive-into',
  reason: 'A deep dive needs one metric and a period that is over: "deep dive into revenue last month".',
  nearest: [],
}

/** A deep dive that was started, or why there is none. */
export async function replyDive(
  question: string,
  about: string,
  standing: Standing,
  call: Call,
): Promise<Reply> {
  const plan = await planDive(about, standing, call)
  return 'status' in plan ? plan : startDive(about || question, plan, call)
}

/** What a dive on a turn asks: with a finding of its cause, of the change inside that. @throws `assistant/no-finding` */
export function askedOfTurn(
  { reply }: Turn,
  finding: number | null,
): { readonly question: string; readonly plan: MetricsPlan | null } {
  if (finding === null) return { question: 'Deep dive on this', plan: null }
  const findings = reply.status === 'answered' ? (reply.cause?.findings ?? []) : []
  const chosen = findings[finding]
  if (!chosen || reply.status !== 'answered')
    throw assistantError('no-finding', { finding, count: findings.length })
  const inside = chosen.segment.map(({ value }) => value).join(' and ')
  const plan = chosen.plan.kind === 'metrics' ? changePlan({ ...reply.reading, plan: chosen.plan }) : null
  return { question: `Deep dive on ${inside || 'this'}`, plan }
}

/** Starts the durable run of a dive, where there is somebody to run it. */
export async function startDive(question: string, plan: MetricsPlan, call: Call): Promise<Reply> {
  const { parts, options } = call
  if (!options.startDive) throw new Error('a dive was started where nobody runs any')
  const mind = await call.mindOf(options.principal)
  const about = sayPlan(plan, mind)
  const id = await options.startDive({
    project: parts.ground.project.name,
    slice: mind.grant.slice.name,
    about,
    question,
    plan,
    now: options.now ?? null,
  })
  return { status: 'diving', dive: id, about }
}

/** "Revenue in March 2026", with the values its filters keep to. */
function sayPlan({ metrics, time, where }: MetricsPlan, { catalog }: Mind): string {
  const [first] = metrics
  const name = first && 'metric' in first ? first.metric : ''
  const label = catalog.model.metrics.find((metric) => metric.name === name)?.label ?? name
  const period =
    time && time.start !== null && time.end !== null ? { start: time.start, end: time.end } : null
  const kept = where.flatMap(valuesOf)
  const parts = [label, kept.length === 0 ? '' : `of ${kept.join(', ')}`, formatPeriod(period)]
  return parts.filter((part) => part !== '').join(' ')
}

const valuesOf = (filter: Filter): readonly string[] => {
  if (filter.kind === 'in' && filter.negate !== true) return filter.values.map(String)
  return filter.kind === 'compare' && filter.op === '=' && typeof filter.value !== 'object'
    ? [String(filter.value)]
    : []
}

/** Takes every look there is at a change, step by step, under the asker's policies. @throws what `ask` throws */
export async function dive(
  plan: MetricsPlan,
  events: readonly KnownEvent[],
  { budget, step, tell }: DiveOptions,
  call: Call,
): Promise<DiveOutput> {
  const mind = await call.mindOf(call.options.principal)
  const now = (): number => call.parts.clock.now()
  const tools = { catalog: mind.catalog, fetch: fetcher(call), step, tell, now }
  const report = await deepDive({ plan, events, budget }, tools)
  return { ...report, questions: questionsAfter(report, mind, momentFor(call).at) }
}

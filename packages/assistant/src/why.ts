import { type ChangeReport, explainChange, type WhyQuestion, whyQuestion } from '@numize/insights'
import type { Catalog, Outcome, Planner, Reading, Situation } from '@numize/planner'
import type { MetricsPlan, Result } from '@numize/semantic'

const POINTS_BACK = /^(?:it|that|this|they|those|these|did it|it so)?$/i
const COMPARED = 'compared to the previous period'
const ASSUMED_PERIOD = 'last month'

/**
 * What a question for a cause changes of: the metric in its period beside the period before. Reads like any other
 * question; "why did it drop?" takes what the thread stands at. Null where no cause is asked for.
 */
export function planWhy(question: string, planner: Planner, situation: Situation): Outcome | null {
  const why = whyQuestion(question)
  if (!why) return null
  if (why.about.some((about) => POINTS_BACK.test(about)) && situation.previous)
    return planner.plan(COMPARED, situation)
  return planChange(why, planner, situation)
}

function planChange({ about }: WhyQuestion, planner: Planner, situation: Situation): Outcome | null {
  const fresh = { ...situation, previous: null }
  const read = (period: string): Outcome[] =>
    about.map((text) => planner.plan(`${text}${period} ${COMPARED}`, fresh))
  const outcomes = read('')
  const dated = outcomes.find(comparesPeriods)
  if (dated) return dated
  const assumed = read(` ${ASSUMED_PERIOD}`).find(comparesPeriods)
  if (!assumed) return outcomes.find(({ kind }) => kind === 'clarify') ?? outcomes[0] ?? null
  const said = {
    kind: 'period' as const,
    text: '',
    reading: 'the last whole month, beside the one before it',
    span: null,
  }
  return { ...assumed, reading: { ...assumed.reading, assumed: [...assumed.reading.assumed, said] } }
}

/** A reading of one governed metric in a closed period beside another. */
function comparesPeriods(outcome: Outcome): outcome is Outcome & { kind: 'reading' } {
  return outcome.kind === 'reading' && changePlan(outcome.reading) !== null
}

/** The plan of a reading that a cause can be looked for; null of any other. */
export function changePlan({ plan }: Reading): MetricsPlan | null {
  if (plan.kind !== 'metrics' || plan.metrics.length !== 1 || plan.compare === null) return null
  const [metric] = plan.metrics
  const closed = plan.time !== null && plan.time.start !== null && plan.time.end !== null
  return metric && 'metric' in metric && closed ? { ...plan, groupBy: [], top: null, limit: null } : null
}

interface CauseTools {
  readonly catalog: Catalog
  readonly fetch: (plans: readonly MetricsPlan[]) => Promise<readonly Result[]>
}

/** The cause of the change a reading compares; null where the reading compares nothing. */
export async function causeOf(reading: Reading, tools: CauseTools): Promise<ChangeReport | null> {
  const plan = changePlan(reading)
  return plan && explainChange({ plan, ...tools })
}

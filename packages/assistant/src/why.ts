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
  if (why.about.some(pointsBack) && situation.previous)
    return planHere(planner, situation, situation.previous)
  return planChange(why, planner, situation)
}

/** Words that mean what the thread stands at. */
export const pointsBack = (about: string): boolean => POINTS_BACK.test(about)

/** What the thread stands at beside its own comparison, else the period before, else (where it has no period) by the last month. */
function planHere(planner: Planner, situation: Situation, previous: Reading): Outcome {
  if (changePlan(previous))
    return { kind: 'reading', reading: previous, trail: ['what the thread stands at'] }
  const outcome = planner.plan(COMPARED, situation)
  if (comparesPeriods(outcome)) return outcome
  const assumed = planner.plan(`${ASSUMED_PERIOD} ${COMPARED}`, situation)
  return comparesPeriods(assumed) ? assumingMonth(assumed) : outcome
}

function planChange({ about }: WhyQuestion, planner: Planner, situation: Situation): Outcome | null {
  const fresh = { ...situation, previous: null }
  const read = (period: string): Outcome[] =>
    about.map((text) => planner.plan(`${text}${period} ${COMPARED}`, fresh))
  const outcomes = read('')
  const dated = outcomes.find(comparesPeriods)
  if (dated) return dated
  const assumed = read(` ${ASSUMED_PERIOD}`).find(comparesPeriods)
  return assumed
    ? assumingMonth(assumed)
    : (outcomes.find(({ kind }) => kind === 'clarify') ?? outcomes[0] ?? null)
}

function assumingMonth(outcome: Outcome & { kind: 'reading' }): Outcome {
  const said = {
    kind: 'period' as const,
    text: '',
    reading: 'the last whole month, beside the one before it',
    span: null,
  }
  return { ...outcome, reading: { ...outcome.reading, assumed: [...outcome.reading.assumed, said] } }
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
  if (!metric || !('metric' in metric) || !closed) return null
  const { share: _share, window: _window, groupTotals: _totals, ...bare } = plan
  return { ...bare, groupBy: [], orderBy: [], having: [], top: null, limit: null }
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

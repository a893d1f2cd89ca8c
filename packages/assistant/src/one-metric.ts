import type { Catalog, Outcome, Planner, Reading, Situation } from '@numize/planner'
import type { MetricsPlan, Plan, Result } from '@numize/semantic'

/** What a question about something other than rows is answered with. */
export interface AheadTools {
  readonly catalog: Catalog
  readonly planner: Planner
  readonly situation: Situation
  readonly fetch: (plans: readonly Plan[]) => Promise<readonly Result[]>
}

export interface OneMetric {
  readonly reading: Reading
  /** Has exactly one metric of the project. */
  readonly plan: MetricsPlan
  readonly metric: string
}

/**
 * What is meant by some words, read like any question; no words: what the thread stands at. The planner's question back
 * or refusal where it does not know, and a refusal of ours (with an example) where it is not one governed metric.
 */
export function readOneMetric(
  about: string,
  { planner, situation, catalog }: AheadTools,
  example: string,
): OneMetric | Outcome {
  const { previous } = situation
  const outcome: Outcome =
    about !== ''
      ? asNamed(planner.plan(about, { ...situation, previous: null }), about, catalog)
      : previous
        ? { kind: 'reading', reading: previous, trail: ['what the thread stands at'] }
        : notOne(example)
  if (outcome.kind !== 'reading') return outcome
  const { plan } = outcome.reading
  const [first, ...others] = plan.kind === 'metrics' ? plan.metrics : []
  if (plan.kind !== 'metrics' || !first || others.length > 0 || !('metric' in first)) return notOne(example)
  return { reading: outcome.reading, plan, metric: first.metric }
}

/** Of readings the planner asks about, the only one whose metric is named letter by letter ("conversion", not "conversions"). */
function asNamed(outcome: Outcome, about: string, { model }: Catalog): Outcome {
  if (outcome.kind !== 'clarify') return outcome
  const words = ` ${about.toLowerCase().replaceAll('_', ' ')} `
  const named = outcome.options.filter(({ reading: { plan } }) => {
    const [first] = plan.kind === 'metrics' ? plan.metrics : []
    const metric = model.metrics.find(({ name }) => first && 'metric' in first && name === first.metric)
    const names = metric ? [metric.name.replaceAll('_', ' '), metric.label ?? metric.name] : []
    return names.some((name) => words.includes(` ${name.toLowerCase()} `))
  })
  const [only] = named
  return only && named.length === 1
    ? { kind: 'reading', reading: only.reading, trail: outcome.trail }
    : outcome
}

const notOne = (example: string): Outcome => ({
  kind: 'refuse',
  code: 'not-supported',
  reason: `Name one metric of the project, for instance “${example}”.`,
  nearest: [],
  trail: [],
})

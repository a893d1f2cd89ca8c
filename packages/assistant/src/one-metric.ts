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
  { planner, situation }: AheadTools,
  example: string,
): OneMetric | Outcome {
  const { previous } = situation
  const outcome: Outcome =
    about !== ''
      ? planner.plan(about, { ...situation, previous: null })
      : previous
        ? { kind: 'reading', reading: previous, trail: ['what the thread stands at'] }
        : notOne(example)
  if (outcome.kind !== 'reading') return outcome
  const { plan } = outcome.reading
  const [first, ...others] = plan.kind === 'metrics' ? plan.metrics : []
  if (plan.kind !== 'metrics' || !first || others.length > 0 || !('metric' in first)) return notOne(example)
  return { reading: outcome.reading, plan, metric: first.metric }
}

const notOne = (example: string): Outcome => ({
  kind: 'refuse',
  code: 'not-supported',
  reason: `Name one metric of the project, for instance “${example}”.`,
  nearest: [],
  trail: [],
})

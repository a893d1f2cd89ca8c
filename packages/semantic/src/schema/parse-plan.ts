import { fail } from '../errors.ts'
import type { Filter, MetricRef, MetricsPlan, Operand, Plan } from '../plan.ts'
import { issueLines } from './issues.ts'
import { planSchema } from './plan-schema.ts'

const MAX_DEPTH = 3

/**
 * A Plan of unknown JSON; parts left out are filled with their empty values.
 * @throws semantic/bad-plan with every problem, each naming its path and the nearest valid key or value
 * @throws semantic/too-deep
 */
export function parsePlan(json: unknown): Plan {
  const parsed = planSchema.safeParse(json)
  if (!parsed.success) throw badPlan(issueLines(parsed.error.issues, 'plan'))
  const depth = depthOf(parsed.data)
  if (depth > MAX_DEPTH) throw fail('too-deep', { depth })
  return parsed.data
}

function badPlan(problems: readonly string[]) {
  const facts = { problem: problems.join('; '), problems: [...problems] }
  return fail('bad-plan', facts)
}

/** How deep plans stand inside plans: 1 for a plan without any. */
function depthOf(plan: Plan): number {
  const having = plan.kind === 'metrics' ? havingPlans(plan) : []
  const inner = [...filtersOf(plan).flatMap(filterPlans), ...having]
  return 1 + Math.max(0, ...inner.map(depthOf))
}

/** Every filter that stands anywhere in a plan of this depth. */
function filtersOf(plan: Plan): readonly Filter[] {
  if (plan.kind === 'metrics') return [...plan.where, ...plan.metrics.flatMap(metricFilters)]
  if (plan.kind === 'retention') return [...plan.where, ...plan.start, ...plan.returning]
  if (plan.kind !== 'funnel') return plan.where
  return [...plan.where, ...[...plan.steps, ...plan.exclusions].flatMap(({ where }) => where)]
}

const metricFilters = (ref: MetricRef): readonly Filter[] => [
  ...(ref.where ?? []),
  ...('ratio' in ref ? [ref.ratio.numerator, ref.ratio.denominator].flatMap(metricFilters) : []),
  ...('formula' in ref ? ref.formula.of.flatMap(metricFilters) : []),
]

const havingPlans = (plan: MetricsPlan): readonly Plan[] =>
  plan.having.flatMap(({ value }) => operandPlans(value))

const operandPlans = (value: Operand): readonly Plan[] => (typeof value === 'object' ? [value.plan] : [])

function filterPlans(filter: Filter): readonly Plan[] {
  if (filter.kind === 'inPlan') return [filter.plan]
  if (filter.kind === 'compare') return operandPlans(filter.value)
  if (filter.kind === 'and' || filter.kind === 'or') return filter.filters.flatMap(filterPlans)
  return filter.kind === 'not' ? filterPlans(filter.filter) : []
}

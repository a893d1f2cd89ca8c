import type { Grant } from '@numize/access'
import type { Check, CheckPlan, EventStream, FunnelPlan, ProfilePlan, RetentionPlan } from '@numize/semantic'
import { askError } from './errors.ts'
import {
  dimensionWithin,
  filterWithin,
  groupByWithin,
  requireAggregation,
  requireModel,
  type Scope,
  timeWithin,
} from './slice-scope.ts'

/** A plan over an event stream: its model, and every dimension its events, steps and breakdowns name. */
export function eventsWithin<P extends RetentionPlan | FunnelPlan>(plan: P, scope: Scope): P {
  requireModel(plan.stream, scope.grant)
  requireStream(plan.stream, scope)
  const within = <F extends { readonly where: RetentionPlan['where'] }>(part: F): F => ({
    ...part,
    where: part.where.map((filter) => filterWithin(filter, scope)),
  })
  const breakdown = plan.breakdown.map((groupBy) => groupByWithin(groupBy, scope))
  if (plan.kind === 'funnel')
    return {
      ...within(plan),
      breakdown,
      steps: plan.steps.map(within),
      exclusions: plan.exclusions.map(within),
    }
  return {
    ...within(plan),
    breakdown,
    start: plan.start.map((filter) => filterWithin(filter, scope)),
    returning: plan.returning.map((filter) => filterWithin(filter, scope)),
  }
}

/** Whose events they are, and when, must be in the slice; ids and the identity map only join and are not shown. */
function requireStream(model: string, scope: Scope): void {
  const found = scope.grant.visible.semanticModels.find(({ name }) => name === model)
  const stream: EventStream | undefined = found?.extras.eventStream
  if (!stream) return
  dimensionWithin(stream.entity, scope)
  dimensionWithin(stream.time, scope)
}

/** A check or a profile: its model and every dimension it names. */
export function rowsWithin<P extends CheckPlan | ProfilePlan>(plan: P, scope: Scope): P {
  requireModel(plan.model, scope.grant)
  const where = plan.where.map((filter) => filterWithin(filter, scope))
  const time = timeWithin(plan.time, scope)
  if (plan.kind === 'check')
    return { ...plan, where, time, checks: plan.checks.map((check) => checkWithin(check, scope)) }
  if (plan.show === 'summary')
    for (const aggregation of ['average', 'min', 'max', 'median'] as const)
      requireAggregation(aggregation, scope.grant)
  const named = plan.dimensions.length > 0 ? plan.dimensions : ownDimensions(plan.model, scope.grant)
  return { ...plan, where, time, dimensions: named.map((name) => dimensionWithin(name, scope)) }
}

/** "All of the model's own" means all the slice shows. */
function ownDimensions(name: string, { visible }: Grant): readonly string[] {
  const model = visible.semanticModels.find((one) => one.name === name)
  return (model?.dimensions ?? []).filter(({ extras }) => !extras.hidden).map((dimension) => dimension.name)
}

function checkWithin(check: Check, scope: Scope): Check {
  const within = (name: string): string => dimensionWithin(name, scope)
  switch (check.kind) {
    case 'nulls':
    case 'gaps':
    case 'freshness':
      return { ...check, dimension: within(check.dimension) }
    case 'duplicates':
      return { ...check, dimensions: check.dimensions.map(within) }
    case 'orphans':
      return { ...check, entity: ownerWithin(within(check.entity), scope) }
    case 'order':
      return { ...check, earlier: within(check.earlier), later: within(check.later) }
    case 'lag':
      return { ...check, event: within(check.event), recorded: within(check.recorded) }
  }
}

/** Whether an entity has a row of its own is told only where that model is in the slice. */
function ownerWithin(entity: string, { grant }: Scope): string {
  const last = entity.split('__').at(-1) ?? entity
  const models = grant.visible.semanticModels
  if (models.some(({ primaryEntity }) => primaryEntity === last)) return entity
  const near = models.flatMap(({ primaryEntity }) => primaryEntity ?? [])
  throw askError('outside-slice', { what: 'model', name: last, slice: grant.slice.label, near })
}

import { fail } from '../../errors.ts'
import type { FunnelPlan } from '../../plan.ts'

/** @throws `semantic/bad-plan` for a funnel that contradicts itself, `semantic/not-supported` for what is not defined */
export function checkFunnel(plan: FunnelPlan): void {
  const count = plan.steps.length
  if (count === 0) throw fail('empty-plan', {})
  if (plan.members && plan.members.step > count)
    throw fail('bad-plan', {
      problem: `the funnel has ${count} steps, and members of step ${plan.members.step} are asked`,
    })
  if (plan.order !== 'ordered') checkUnordered(plan)
  for (const { after = 1, before = count } of plan.exclusions)
    if (after >= before || before > count)
      throw fail('bad-plan', {
        problem: `an exclusion cannot stand between steps ${after} and ${before} of ${count}`,
      })
}

function checkUnordered({ order, graceSeconds, exclusions }: FunnelPlan): void {
  if (graceSeconds > 0)
    throw fail('not-supported', { what: `Grace between ${order} steps`, instead: 'ask for ordered steps' })
  if (exclusions.length > 0)
    throw fail('not-supported', {
      what: `An exclusion between ${order} steps`,
      instead: 'ask for ordered steps, or leave the events out by a filter',
    })
}

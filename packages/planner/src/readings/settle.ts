import type { Condition, Frame, Quantity } from '../structure/frame.ts'
import { CannotFit, doubt, type Fitting } from './context.ts'
import { resolveQuantity } from './resolve-quantity.ts'

/** What comparisons leave unsaid is settled once, before anything is built. */
export function settled(fitting: Fitting): Frame {
  const conditions = fitting.frame.conditions.map((condition): Condition => {
    if (condition.kind !== 'compare') return condition
    const quantity =
      condition.quantity.kind === 'implied'
        ? comparedBefore(fitting, condition)
        : resolveQuantity(fitting, condition.quantity, fitting.frame.clauses[condition.clause]?.head ?? null)
    if (condition.quantity.kind === 'implied')
      doubt(fitting, `"${condition.text}" does not say what it compares`, 0.2)
    return { ...condition, quantity }
  })
  return { ...fitting.frame, conditions }
}

/** "above age 40 and below 30": what was compared before is compared again; else what is measured. */
function comparedBefore(fitting: Fitting, condition: Condition): Quantity {
  const before = fitting.frame.conditions
    .slice(0, fitting.frame.conditions.indexOf(condition))
    .findLast((one) => one.kind === 'compare' && one.quantity.kind === 'column')
  if (before?.kind === 'compare') return before.quantity
  const quantity = resolveQuantity(fitting, { kind: 'implied' })
  if (quantity.kind === 'count')
    throw new CannotFit('not-supported', `I do not know what "${condition.text}" is to be compared with.`)
  return quantity
}

import type { Column } from '../index/thing.ts'
import { sizes } from '../lexicon/sizes.ts'
import type { Condition, Frame, Quantity } from '../structure/frame.ts'
import { CannotFit, doubt, type Fitting } from './context.ts'
import { namedColumn } from './refs.ts'
import { resolveQuantity } from './resolve-quantity.ts'

/** What comparisons leave unsaid is settled once, before anything is built. */
export function settled(fitting: Fitting): Frame {
  const conditions: Condition[] = []
  for (const condition of fitting.frame.conditions)
    conditions.push(settledOne(fitting, conditions, condition))
  return { ...fitting.frame, conditions }
}

function settledOne(fitting: Fitting, before: readonly Condition[], condition: Condition): Condition {
  if (condition.kind !== 'compare') return condition
  const quantity =
    condition.quantity.kind === 'implied'
      ? comparedBefore(fitting, before, condition)
      : resolved(fitting, condition.quantity, saidOf(fitting, condition))
  if (condition.quantity.kind === 'implied')
    doubt(fitting, `"${condition.text}" does not say what it compares`, 0.2)
  return { ...condition, quantity }
}

/** What a comparison is said of: the head of its clause, else the rows named last before it ("pets of clients older than 20"). */
function saidOf({ frame }: Fitting, { clause, span }: Condition): string | null {
  const before = frame.entities.findLast((entity) => entity.span[1] <= span[0])
  return frame.clauses[clause]?.head ?? before?.model ?? null
}

function resolved(fitting: Fitting, quantity: Quantity, head: string | null): Quantity {
  try {
    return resolveQuantity(fitting, quantity, head)
  } catch (error) {
    const elsewhere = quantity.kind === 'named' ? onlyColumn(fitting, quantity.names) : null
    if (!(error instanceof CannotFit) || !elsewhere) throw error
    return { kind: 'column', column: elsewhere }
  }
}

/** "lighter than 3500", where what is asked for has no weight: the one table that has. */
function onlyColumn(fitting: Fitting, names: readonly string[]): Column | null {
  const [first] = names
  if (first === undefined || sizes.includes(first)) return null
  const found = [...fitting.index.schema.models.keys()].flatMap(
    (model) => namedColumn({ ...fitting, assumed: [] }, [model], [first]) ?? [],
  )
  const [only] = found
  return found.length === 1 && only ? only : null
}

/** "above age 40 and below 30", "above 40 and below 30 years old": what is compared is said once; else it is what is measured. */
function comparedBefore(fitting: Fitting, before: readonly Condition[], condition: Condition): Quantity {
  const last = before.findLast((one) => one.kind === 'compare' && one.quantity.kind === 'column')
  if (last?.kind === 'compare') return last.quantity
  const next = fitting.frame.conditions
    .slice(before.length + 1)
    .find((one) => one.kind === 'compare' && one.bound.kind === 'value')
  if (next?.kind === 'compare' && next.quantity.kind === 'column') return next.quantity
  const quantity = resolveQuantity(fitting, { kind: 'implied' })
  if (quantity.kind === 'count')
    throw new CannotFit('not-supported', `I do not know what "${condition.text}" is to be compared with.`)
  return quantity
}

import type { Condition, Frame, Quantity } from '../structure/frame.ts'
import { assume, CannotFit, type Fitting } from './context.ts'
import { rowsLabel } from './labels.ts'
import { namedColumn } from './refs.ts'

/** A quantity that says itself what it is. */
export type Resolved = Exclude<Quantity, { kind: 'implied' | 'named' }>

/** Whether a quantity is put together from rows, rather than a column of them. */
export const isMeasure = ({ kind }: Resolved): boolean => kind !== 'column'

/** Models the question is about, the head first. */
export function subjects(frame: Frame): string[] {
  const counted = frame.wants.flatMap(({ quantity }) => (quantity.kind === 'count' ? [quantity.model] : []))
  const named = frame.entities.map(({ model }) => model)
  const shown = frame.groups.map(({ target }) =>
    target.kind === 'column' ? target.column.model : target.model,
  )
  return [...new Set([...counted.slice(0, 1), ...named.slice(0, 1), ...shown, ...counted, ...named])]
}

/** What "the most" or "the largest" measure where the question does not say it beside them. */
export function resolveQuantity(fitting: Fitting, quantity: Quantity, head: string | null = null): Resolved {
  if (quantity.kind === 'named') return resolveNamed(fitting, quantity.names, head)
  if (quantity.kind !== 'implied') return quantity
  const { frame } = fitting
  const wanted = frame.wants
    .map((want) => want.quantity)
    .find((one) => one.kind !== 'implied' && one.kind !== 'named')
  if (wanted) return wanted
  const numeric = frame.groups.find(
    ({ target }) => target.kind === 'column' && fitting.index.schema.isNumeric(target.column),
  )
  if (numeric?.target.kind === 'column') return { kind: 'column', column: numeric.target.column }
  return impliedCount(fitting)
}

function resolveNamed(fitting: Fitting, names: readonly string[], head: string | null): Resolved {
  const models = [...new Set([...(head === null ? [] : [head]), ...subjects(fitting.frame)])]
  const column = namedColumn(fitting, models, names)
  if (column) return { kind: 'column', column }
  const numeric = fitting.frame.wants
    .map((want) => want.quantity)
    .find((one) => one.kind !== 'implied' && one.kind !== 'named' && one.kind !== 'count')
  if (numeric) return numeric
  throw new CannotFit('not-supported', `I do not know what to measure ${names[0]} by here.`)
}

/** Rows are counted: those of another entity that is named, or of the only model that leads to the head. */
function impliedCount(fitting: Fitting): Resolved {
  const { frame, index } = fitting
  const [head] = subjects(frame)
  if (head === undefined) throw new CannotFit('not-supported', 'I do not know what to count.')
  const others = frame.entities.map(({ model }) => model).filter((model) => model !== head)
  const groupsAreColumns =
    frame.groups.length > 0 &&
    frame.groups.every(
      ({ target }) =>
        target.kind === 'column' &&
        !index.schema.display(target.column.model).some((one) => one.name === target.column.name),
    )
  const groupedBy = frame.groups.map(({ target }) =>
    target.kind === 'column' ? target.column.model : target.model,
  )
  const leads = (model: string): boolean => model !== head && index.graph.distance(head, model) !== null
  const counted = groupsAreColumns || (groupedBy.length > 0 && groupedBy.every(leads))
  const model = others[0] ?? (counted ? head : childOf(fitting, head))
  assume(fitting, 'metric', `Number of ${rowsLabel(index, model).toLowerCase()}`)
  return { kind: 'count', model, column: null }
}

function childOf(fitting: Fitting, head: string): string {
  const { index } = fitting
  const children = [...index.schema.models.keys()].filter(
    (one) => one !== head && index.graph.distance(one, head) === 1,
  )
  return children.length === 1 ? (children[0] ?? head) : head
}

/** Whether a condition speaks of groups rather than rows. */
export const isAggregate = (condition: Condition): boolean =>
  condition.kind === 'compare' &&
  (condition.quantity.kind === 'count' ||
    condition.quantity.kind === 'metric' ||
    condition.quantity.kind === 'formula' ||
    condition.quantity.kind === 'aggregate' ||
    condition.quantity.kind === 'ratio')

/** "merchants with more than 500 of spend in 2026": the head is grouped, so that the period is that of what is compared. */
export function groupsHead(frame: Frame, condition: Condition): boolean {
  if (condition.kind !== 'compare' || condition.bound.kind !== 'value' || frame.wants.length > 0) return false
  const dated = frame.periods.some(({ match }) => match.kind === 'range')
  const plain =
    frame.conditions.filter(isAggregate).length === 1 && !frame.clauses.some(({ negate }) => negate)
  return (
    (dated || condition.quantity.kind === 'ratio') &&
    plain &&
    frame.groups.length === 0 &&
    frame.entities.length > 0
  )
}

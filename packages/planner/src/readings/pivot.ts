import type { Column } from '../index/thing.ts'
import { CannotFit, type Fitting } from './context.ts'
import { columnLabel, listed, rowsLabel } from './labels.ts'
import { refOf } from './refs.ts'
import type { Resolved } from './resolve-quantity.ts'

/**
 * Where the rows of a quantity do not lead to the groups, the model that leads to both; null where they do. Amounts are
 * taken over it only where it is a mere list of pairs, so that no amount is added up twice within a group.
 */
export function pivotOf(fitting: Fitting, quantity: Resolved, columns: readonly Column[]): string | null {
  const model = ownModel(quantity)
  if (model === null) return null
  const missing = columns.filter((column) => refOf(fitting, model, column) === null)
  if (missing.length === 0) return null
  const { graph, schema } = fitting.index
  const targets = [model, ...columns.map((column) => column.model)]
  const roots = graph.roots(targets)
  const via =
    quantity.kind === 'count'
      ? roots[0]
      : roots.find((root) => keepsAmounts(fitting, root, quantity, targets))
  if (via === undefined && quantity.kind === 'count')
    throw new CannotFit(
      'no-path',
      `${rowsLabel(fitting.index, model)} cannot be counted by ${listed(missing.map((column) => columnLabel(fitting.index, column)))}: nothing joins them.`,
    )
  if (via === undefined) return null
  fitting.trail.push(`counted over ${via}, which leads to both`)
  return schema.models.has(via) ? via : null
}

const ownModel = (quantity: Resolved): string | null =>
  quantity.kind === 'count' ? quantity.model : quantity.kind === 'aggregate' ? quantity.column.model : null

/** The least and greatest do not mind repeated rows; an average bears those of a list of keys, a sum no others than pairs. */
function keepsAmounts(
  fitting: Fitting,
  root: string,
  quantity: Resolved,
  targets: readonly string[],
): boolean {
  const aggregation = quantity.kind === 'aggregate' ? quantity.aggregation : 'sum'
  if (aggregation === 'min' || aggregation === 'max') return true
  const model = fitting.index.schema.models.get(root)
  if (!model || model.dimensions.some((one) => one.extras.hidden !== true)) return false
  if (aggregation === 'average') return true
  const others = new Set(targets.filter((target) => target !== root))
  return (
    model.entities.filter(({ kind }) => kind === 'foreign').length === others.size &&
    [...others].every((target) => fitting.index.graph.distance(root, target) === 1)
  )
}

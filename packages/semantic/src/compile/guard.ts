import type { Mask, MinGroup, Policies, RowFilter, TimeWindow } from '../compiled.ts'
import { fail } from '../errors.ts'
import type { ModelIndex } from '../graph/model-index.ts'
import { ownPrefixes } from '../graph/reachable.ts'
import type { Dimension, Relation, SemanticModel } from '../model.ts'
import { call, special } from '../sql/build.ts'
import { contains, rewrite, walk } from '../sql/children.ts'
import type { Expr, Template } from '../sql/nodes.ts'
import { readBoundCondition, readExpression } from './expressions.ts'

/** The policies of whoever asks, by relation, so that no second model over the same table goes round them. */
export interface Guard {
  readonly rowFilters: ReadonlyMap<string, readonly PlacedFilter[]>
  /** Lower-case column names of a relation that are masked. */
  readonly masks: ReadonlyMap<string, ReadonlyMap<string, Mask>>
  readonly inlineMeasures: boolean
  /** Null where no group is too small. */
  readonly minGroup: MinGroup | null
  readonly rawRows: boolean
  /** Times of which rows exist, by relation. */
  readonly windows: ReadonlyMap<string, readonly PlacedWindow[]>
}

interface PlacedWindow {
  readonly window: TimeWindow
  readonly dimension: Dimension
}

interface PlacedFilter {
  readonly policy: RowFilter
  /** Over the relation's bare columns. */
  readonly condition: Expr
}

export const relationKey = (relation: Relation): string =>
  [relation.database, relation.schema, relation.name].filter((part) => part !== null).join('.')

/** @throws `semantic/filter-not-placed` where a policy names what the model does not have or cannot be read. */
export function makeGuard(index: ModelIndex, policies: Policies): Guard {
  const rowFilters = new Map<string, PlacedFilter[]>()
  for (const policy of policies.rowFilters) {
    const model = policyModel(index, policy.model)
    const key = relationKey(model.relation)
    rowFilters.set(key, [
      ...(rowFilters.get(key) ?? []),
      { policy, condition: placeFilter(index, model, policy) },
    ])
  }
  const masks = new Map<string, Map<string, Mask>>()
  for (const mask of policies.masks) {
    const model = policyModel(index, mask.model)
    const key = relationKey(model.relation)
    const columns = masks.get(key) ?? new Map<string, Mask>()
    for (const name of maskedColumns(index, model, mask)) columns.set(name, mask)
    masks.set(key, columns)
  }
  return {
    rowFilters,
    masks,
    inlineMeasures: policies.inlineMeasures,
    minGroup: (policies.minGroup?.size ?? 1) > 1 ? (policies.minGroup ?? null) : null,
    rawRows: policies.rawRows ?? true,
    windows: placeWindows(index, policies.windows ?? []),
  }
}

/** @throws `semantic/filter-not-placed` */
function placeWindows(index: ModelIndex, windows: readonly TimeWindow[]): Guard['windows'] {
  const placed = new Map<string, readonly PlacedWindow[]>()
  for (const window of windows) {
    const model = policyModel(index, window.model)
    const dimension = model.dimensions.find(({ name }) => name === window.dimension)
    if (dimension?.kind !== 'time')
      throw fail('filter-not-placed', { model: model.name, problem: `it has no time ${window.dimension}` })
    const key = relationKey(model.relation)
    placed.set(key, [...(placed.get(key) ?? []), { window, dimension }])
  }
  return placed
}

/** The same guard where nothing of the rows is shown: who is a member of what. */
export const amongMembers = (guard: Guard): Guard => ({ ...guard, minGroup: null, rawRows: true })

function policyModel(index: ModelIndex, name: string): SemanticModel {
  const model = index.semanticModels.get(name)
  if (!model) throw fail('filter-not-placed', { model: name, problem: 'there is no such model' })
  return model
}

function placeFilter(index: ModelIndex, model: SemanticModel, policy: RowFilter): Expr {
  const condition = readBoundCondition(policy.where, `the row filter on ${model.name}`)
  return rewrite(condition, (node) =>
    node.kind === 'template' ? ownExpression(index, model, node.template) : node,
  )
}

/** A row filter may name the model's own dimensions and entities only: it must hold wherever the relation is read. */
function ownExpression(index: ModelIndex, model: SemanticModel, template: Template): Expr {
  const parts = template.name.split('__')
  const last = parts.at(-1) ?? ''
  const prefix = parts.slice(0, -1).join('__')
  const named = prefix === '' || ownPrefixes(model).includes(prefix)
  const own =
    model.dimensions.find(({ name }) => name === last) ?? model.entities.find(({ name }) => name === last)
  if (!own || !named || template.of === 'metric' || template.grain !== null || template.datePart !== null)
    throw fail('filter-not-placed', {
      model: model.name,
      problem: `${template.name} is not a plain dimension of ${model.name}`,
    })
  return readExpression(index, own.expr)
}

function maskedColumns(index: ModelIndex, model: SemanticModel, mask: Mask): readonly string[] {
  const dimension = model.dimensions.find(({ name }) => name === mask.dimension)
  if (!dimension)
    throw fail('filter-not-placed', {
      model: model.name,
      problem: `it has no dimension ${mask.dimension} to mask`,
    })
  const columns = columnsOf(readExpression(index, dimension.expr))
  if (!columns)
    throw fail('filter-not-placed', {
      model: model.name,
      problem: `the expression of ${mask.dimension} cannot be read, so it cannot be masked`,
    })
  return columns
}

/** Lower-case names of the columns an expression reads; null when part of it is opaque. */
export function columnsOf(expr: Expr): readonly string[] | null {
  if (contains(expr, (node) => node.kind === 'opaque')) return null
  const names = new Set<string>()
  walk(expr, (node) => {
    if (node.kind === 'column') names.add(node.name.toLowerCase())
  })
  return [...names]
}

/** The mask an expression over a relation falls under. Opaque text over a masked relation counts as masked. */
export function maskOf(guard: Guard, relation: Relation, expr: Expr): Mask | null {
  const masks = guard.masks.get(relationKey(relation))
  if (!masks || masks.size === 0) return null
  const columns = columnsOf(expr)
  if (!columns) return [...masks.values()][0] ?? null
  for (const name of columns) {
    const mask = masks.get(name)
    if (mask) return mask
  }
  return null
}

/** Whether what a mask shows of a dimension is a text, whatever it was. */
export const becomesText = ({ mask }: Mask, { kind }: Dimension): boolean =>
  mask === 'hash' || (mask === 'truncate' && kind !== 'time')

/** A bound expression under a mask. @throws `semantic/masked-dimension` for `hide` */
export function applyMask(mask: Mask, bound: Expr, dimension: Dimension | null, name: string): Expr {
  if (mask.mask === 'hide' || bound.kind === 'opaque') throw fail('masked-dimension', { name })
  if (mask.mask === 'hash') return special({ name: 'hashText' }, bound)
  // A constant of the column's own type: the unused column keeps grouping and comparing typed.
  if (mask.mask === 'null') return call('nullif', bound, bound)
  if (dimension?.kind !== 'time') return special({ name: 'firstLetter' }, bound)
  const year = special({ name: 'truncate', grain: 'year', weekStart: 0 }, bound)
  return dimension.dataType === 'date' ? special({ name: 'toDate' }, year) : year
}

/**
 * Text we could not read may hold a sub-query, and a sub-query would read a relation past its row filter.
 * @throws `semantic/filter-not-placed`
 */
export function refuseHiddenReads(guard: Guard, model: SemanticModel, text: string): void {
  if (guard.rowFilters.size + guard.windows.size > 0 && /\b(select|from|table)\b/i.test(text))
    throw fail('filter-not-placed', {
      model: model.name,
      problem: `an expression of ${model.name} may read other tables and cannot be checked`,
    })
}

/** @throws `semantic/raw-rows-off` where single rows may not be shown */
export function refuseRawRows({ guard }: { readonly guard: Guard }, model: string): void {
  if (!guard.rawRows) throw fail('raw-rows-off', { model })
}

/** Every bare column of an expression as a column of one alias. */
export const bindTo = (expr: Expr, alias: string): Expr =>
  rewrite(expr, (node) => (node.kind === 'column' ? { ...node, table: alias } : node))

import type { Filter } from '@numize/semantic'
import { emptyListPlan } from '@numize/semantic'
import type { Column } from '../index/thing.ts'
import type { Frame, Rank } from '../structure/frame.ts'
import { assume, type Fitting } from './context.ts'
import { rowFilters } from './filters.ts'
import { rowsLabel } from './labels.ts'
import { needRef, refOf } from './refs.ts'
import { resolveQuantity } from './resolve-quantity.ts'

/** A ranking of rows of one model that narrows what is asked of another. */
export interface Selection {
  readonly column: Column
  readonly rank: Rank
}

/** "visits at the depot with the largest yard": the ranked entity is chosen first, then used as a filter. */
export function selectionOf(fitting: Fitting, root: string): Selection | null {
  const { rank } = fitting.frame
  if (!rank) return null
  const by = resolveQuantity(fitting, rank.by)
  if (by.kind !== 'column' || by.column.model === root) return null
  const key = fitting.index.schema.key(by.column.model)
  return key && refOf(fitting, root, key) !== null ? { column: by.column, rank } : null
}

export function selectionFilter(fitting: Fitting, root: string, { column, rank }: Selection): Filter {
  const key = fitting.index.schema.key(column.model)
  if (!key) throw new Error('a selection has a key')
  const inner = needRef(fitting, column.model, key)
  const by = needRef(fitting, column.model, column)
  assume(fitting, 'order', `Chosen among ${rowsLabel(fitting.index, column.model).toLowerCase()} first`)
  const own: Frame = {
    ...fitting.frame,
    conditions: fitting.frame.conditions.filter(
      (one) => 'column' in one && one.column.model === column.model,
    ),
    entities: [],
  }
  return {
    kind: 'inPlan',
    field: { dimension: needRef(fitting, root, key) },
    plan: {
      ...emptyListPlan(column.model),
      columns: [{ dimension: inner }, { dimension: by }],
      where: rowFilters({ ...fitting, frame: own }, column.model, () => false),
      orderBy: [{ by, direction: rank.direction }],
      limit: rank.count,
    },
    column: inner,
  }
}

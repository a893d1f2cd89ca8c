import type { Filter } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Column } from '../index/thing.ts'
import { assume, type Fitting } from './context.ts'
import { columnLabel } from './labels.ts'
import { refOf } from './refs.ts'

/** Rankings and conditions are of things that are known: rows without one are left out, and that is said. */
export function knownGroups(fitting: Fitting, fact: string, columns: readonly Column[]): Filter[] {
  const { frame, index } = fitting
  const keyed = new Set(columns.filter(({ kind }) => kind === 'key').map(({ model }) => model))
  const said = new Set(frame.conditions.flatMap((one) => ('column' in one ? [one.column.name] : [])))
  return columns
    .filter((column) => column.kind === 'key' || !keyed.has(column.model))
    .filter((column) => !(column.kind === 'key' && column.model === fact) && !said.has(column.name))
    .flatMap((column): Filter[] => {
      const dimension = refOf(fitting, fact, column)
      if (dimension === null || index.schema.isTime(column)) return []
      assume(
        fitting,
        'filter',
        `Rows without a known ${columnLabel(index, column).toLowerCase()} are left out`,
      )
      return [{ kind: 'null', field: { dimension }, negate: true }]
    })
}

/**
 * "how many plots does each grower have": rows that point to no grower are nobody's. Sums and governed metrics keep them,
 * so that their parts add up.
 */
export function knownNames(fitting: Fitting, fact: string, columns: readonly Column[]): Filter[] {
  const { frame, index } = fitting
  const each = new Set(
    frame.groups.flatMap(({ target, shown }) => (target.kind === 'entity' && !shown ? [target.model] : [])),
  )
  const names = columns.filter(({ kind, model }) => kind === 'dimension' && each.has(model) && model !== fact)
  return knownGroups(
    fitting,
    fact,
    names.filter(
      (column) =>
        index.schema.display(column.model).some(({ name }) => name === column.name) && !isKey(index, column),
    ),
  )
}

/** Rows that are joined by name say it themselves. */
function isKey({ schema }: CatalogIndex, column: Column): boolean {
  const primary = schema.models.get(column.model)?.entities.find(({ kind }) => kind === 'primary')
  return schema.dimension(column)?.expr === primary?.expr
}

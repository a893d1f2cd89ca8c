import type { CatalogIndex } from './catalog-index.ts'
import type { Column } from './thing.ts'

/** Whether a column tells the rows of its model apart: its key, the column behind the key, or what names a row. */
export function isRowName(index: CatalogIndex, column: Column): boolean {
  if (column.kind === 'key') return true
  const primary = index.schema.models.get(column.model)?.entities.find(({ kind }) => kind === 'primary')
  if (primary !== undefined && index.schema.dimension(column)?.expr === primary.expr) return true
  if (index.schema.dimension(column)?.extras['repeats'] === true) return false
  return index.schema.display(column.model).some(({ name }) => name === column.name)
}

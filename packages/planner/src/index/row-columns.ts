import type { CatalogIndex } from './catalog-index.ts'
import type { Column } from './thing.ts'

/** Columns a reader knows a row by: what names it, else the first text it holds, else its key. */
export function rowColumns({ schema }: CatalogIndex, model: string): readonly Column[] {
  const names = schema.display(model)
  if (names.some(({ kind }) => kind === 'dimension')) return names
  const text = schema.models
    .get(model)
    ?.dimensions.find(
      (one) => one.kind === 'categorical' && one.dataType === 'string' && one.extras.hidden !== true,
    )
  return text ? [{ kind: 'dimension', model, name: text.name }] : names
}

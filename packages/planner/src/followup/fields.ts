import type { Filter } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Column } from '../index/thing.ts'
import { columnLabel } from '../readings/labels.ts'

/** The column a plan's name means, by its last two parts. */
export function columnOfRefName(index: CatalogIndex, ref: string): Column | null {
  const parts = ref.split('__')
  const name = parts.at(-1) ?? ''
  const owner = parts.at(-2)
  for (const model of index.schema.models.values()) {
    const fits =
      owner === undefined ||
      model.primaryEntity === owner ||
      model.entities.some((one) => one.name === owner && one.kind !== 'foreign')
    if (fits && model.dimensions.some((one) => one.name === name))
      return { kind: 'dimension', model: model.name, name }
  }
  for (const model of index.schema.models.values())
    if (model.entities.some((one) => one.name === name)) return { kind: 'key', model: model.name, name }
  return null
}

export const labelOfRef = (index: CatalogIndex, ref: string): string => {
  const column = columnOfRefName(index, ref)
  return column ? columnLabel(index, column) : ref
}

export function fieldsOf(filter: Filter): string[] {
  if ('filters' in filter) return filter.filters.flatMap(fieldsOf)
  if ('filter' in filter) return fieldsOf(filter.filter)
  return 'dimension' in filter.field ? [filter.field.dimension] : [...filter.field.by]
}

/** Whether a filter says what is wanted, not what is left out; of choices, that all of them are of one field. */
export const isPositive = (filter: Filter): boolean =>
  (filter.kind === 'compare' && filter.op === '=') ||
  (filter.kind === 'in' && filter.negate !== true) ||
  (filter.kind === 'or' && filter.filters.every(isPositive) && new Set(fieldsOf(filter)).size === 1)

import { wordsOf } from '../text/words-of.ts'
import type { CatalogIndex } from './catalog-index.ts'
import type { Column } from './thing.ts'

/** Columns of plain years of a model; one called just "year" first. */
export const yearsOf = ({ schema }: CatalogIndex, model: string): readonly Column[] =>
  (schema.models.get(model)?.dimensions ?? [])
    .filter((one) => one.kind !== 'time' && wordsOf(one.name).includes('year'))
    .toSorted((a, b) => wordsOf(a.name).length - wordsOf(b.name).length)
    .map(({ name }): Column => ({ kind: 'dimension', model, name }))

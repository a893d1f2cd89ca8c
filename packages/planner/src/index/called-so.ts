import { keyOf, wordsOf } from '../text/words-of.ts'
import type { CatalogIndex } from './catalog-index.ts'
import { nounsOf } from './nouns.ts'
import type { Column } from './thing.ts'

/** Columns that name a row too, by being called like it: `maker` of a table of car makers that also has a full name. */
export function calledSo({ schema }: CatalogIndex, shown: Column): readonly Column[] {
  const model = schema.models.get(shown.model)
  if (!model || !schema.display(shown.model).some(({ name }) => name === shown.name)) return []
  if (/^(name|title)$/i.test(shown.name)) return []
  const nouns = new Set(
    nounsOf(model)
      .filter((noun) => noun.length > 1)
      .map((noun) => keyOf(noun.slice(-1))),
  )
  return model.dimensions
    .filter(
      ({ name, dataType }) => dataType === 'string' && name !== shown.name && nouns.has(keyOf(wordsOf(name))),
    )
    .map(({ name }) => ({ ...shown, kind: 'dimension', name }))
}

import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Column } from '../index/thing.ts'
import { stem } from '../text/inflect.ts'
import { wordsOf } from '../text/words-of.ts'

/** The time column of a model that a verb names (`left` → `left_on`), by its stem. */
export function timeNamed(index: CatalogIndex, model: string, stems: readonly string[]): Column | null {
  const found = index.schema.models
    .get(model)
    ?.dimensions.find(
      (one) =>
        one.kind === 'time' &&
        wordsOf(one.name).some((word) => word.length > 3 && stems.includes(stem(word))),
    )
  return found ? { kind: 'dimension', model, name: found.name } : null
}

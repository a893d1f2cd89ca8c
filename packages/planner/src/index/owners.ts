import { modelsOfMetric } from '@numize/semantic'
import { keyOf, spelledOut, wordsOf } from '../text/words-of.ts'
import type { CatalogIndex } from './catalog-index.ts'
import { nounsOf } from './nouns.ts'
import type { Measurable } from './thing.ts'

/** The model whose details the rows of a model are, by their names: `claim_amount` is of `claim`; null where none is. */
export function ownerOf(index: CatalogIndex, model: string): string | null {
  const name = ` ${keyOf(spelledOut(wordsOf(model)))} `
  const owners = [...index.schema.models.values()].filter(
    (one) =>
      one.primaryEntity !== index.schema.models.get(model)?.primaryEntity &&
      index.graph.distance(model, one.name) === 1 &&
      index.schema.key(one.name) !== null &&
      nounsOf(one).some((noun) => name.startsWith(` ${keyOf(noun)} `)),
  )
  return owners.toSorted((a, b) => a.name.length - b.name.length)[0]?.name ?? null
}

/** The one model that all rows a quantity is made of are details of. */
export function ownerOfRows(index: CatalogIndex, quantity: Measurable): string | null {
  const owners = new Set(factsOf(index, quantity).map((fact) => ownerOf(index, fact)))
  const [only] = owners
  return owners.size === 1 ? (only ?? null) : null
}

function factsOf(index: CatalogIndex, quantity: Measurable): readonly string[] {
  if (quantity.kind === 'formula') return quantity.of.flatMap((one) => factsOf(index, one))
  if (quantity.kind === 'metric') return modelsOfMetric(index.catalog.model, quantity.name)
  return [quantity.kind === 'count' ? quantity.model : quantity.column.model]
}

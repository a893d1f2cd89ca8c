import { nearestNames } from '@numize/base'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { columnLabel, metricLabel, rowsLabel } from '../readings/labels.ts'

const COUNT = 3

/** Names of the catalog near a word, then questions that can be answered. */
export function nearestTo(index: CatalogIndex, words: readonly string[]): string[] {
  const near = words.flatMap((word) => nearestNames(word, labelsOf(index), 2))
  return [...new Set([...near, ...answerable(index, words)])].slice(0, COUNT)
}

/** Examples of the project that share a word with what was asked, else any; made up from the model where it has none. */
function answerable(index: CatalogIndex, words: readonly string[]): string[] {
  const { examples } = index.catalog
  const shared = examples.filter((example) =>
    words.some((word) => example.toLowerCase().includes(word.toLowerCase())),
  )
  if (examples.length > 0) return [...shared, ...examples]
  const metrics = [...index.schema.metrics.keys()]
    .slice(0, COUNT)
    .map((name) => `What is the ${metricLabel(index, name).toLowerCase()}?`)
  const models = [...index.schema.models.keys()]
    .slice(0, COUNT)
    .map((name) => `How many ${rowsLabel(index, name).toLowerCase()} are there?`)
  return [...metrics, ...models]
}

const known = new WeakMap<CatalogIndex, readonly string[]>()

/** Everything that has a name people may use; gathered once an index. */
function labelsOf(index: CatalogIndex): readonly string[] {
  const labels = known.get(index) ?? gatherLabels(index)
  known.set(index, labels)
  return labels
}

function gatherLabels(index: CatalogIndex): readonly string[] {
  const { schema } = index
  return [
    ...[...schema.metrics.keys()].map((name) => metricLabel(index, name)),
    ...[...schema.models.keys()].map((name) => rowsLabel(index, name)),
    ...[...schema.models.values()].flatMap((model) =>
      model.dimensions
        .filter((dimension) => dimension.extras.hidden !== true)
        .map(({ name }) => columnLabel(index, { kind: 'dimension', model: model.name, name })),
    ),
  ]
}

import { nearestNames } from '@numize/base'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { columnLabel, metricLabel, rowsLabel } from '../readings/labels.ts'
import { verbStem } from '../text/word-form.ts'
import { wordsOf } from '../text/words-of.ts'

const COUNT = 3

/** Names of the catalog near a word, then questions that can be answered. */
export function nearestTo(index: CatalogIndex, words: readonly string[], question = ''): string[] {
  const near = words.flatMap((word) => nearestNames(word, labelsOf(index), 2))
  const shared = sharing(wordsOf(question).map(verbStem))
  const others = answerable(index, words).toSorted((a, b) => shared(b) - shared(a))
  return [...new Set([...near, ...others])].slice(0, COUNT)
}

/** How many of some words a suggestion has, by their stems. */
const sharing =
  (stems: readonly string[]) =>
  (suggestion: string): number =>
    new Set(
      wordsOf(suggestion)
        .map(verbStem)
        .filter((stem) => stem.length > 2 && stems.includes(stem)),
    ).size

/** Examples of the project that share a word with what was asked, else any; made up from the model where it has none. */
function answerable(index: CatalogIndex, words: readonly string[]): string[] {
  const { examples } = index.catalog
  const shared = examples.filter((example) =>
    words.some((word) => example.toLowerCase().includes(word.toLowerCase())),
  )
  if (examples.length > 0) return [...shared, ...examples]
  const metrics = [...index.schema.metrics.keys()].map(
    (name) => `What is the ${metricLabel(index, name).toLowerCase()}?`,
  )
  const models = [...index.schema.models.values()]
    .filter(({ extras }) => extras['roleOf'] === undefined)
    .map(({ name }) => `How many ${rowsLabel(index, name).toLowerCase()} are there?`)
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

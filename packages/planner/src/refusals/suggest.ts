import { nearestNames } from '@numize/base'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { columnLabel, metricLabel, rowsLabel } from '../readings/labels.ts'
import { verbStem } from '../text/word-form.ts'
import { wordsOf } from '../text/words-of.ts'

const COUNT = 3

/** Names of the catalog near a word, then questions that can be answered, those that share words with the question first. */
export function nearestTo(index: CatalogIndex, words: readonly string[], question = ''): string[] {
  const near = words.flatMap((word) => nearestNames(word, labelsOf(index), 2))
  const asked = new Set(stemsOf(question))
  const said = words.map((word) => word.toLowerCase())
  const ranked = suggestionsOf(index)
    .map(({ text, lower, stems, isExample }) => ({
      text,
      shared: stems.filter((stem) => asked.has(stem)).length,
      named: isExample && said.some((word) => lower.includes(word)) ? 1 : 0,
    }))
    .toSorted((a, b) => b.shared - a.shared || b.named - a.named)
  return [...new Set([...near, ...ranked.map(({ text }) => text)])].slice(0, COUNT)
}

/** Words by their stems, without the shortest. */
const stemsOf = (text: string): readonly string[] => [
  ...new Set(
    wordsOf(text)
      .map(verbStem)
      .filter((stem) => stem.length > 2),
  ),
]

/** A question that can be answered. */
interface Suggestion {
  readonly text: string
  readonly lower: string
  readonly stems: readonly string[]
  readonly isExample: boolean
}

const suggestions = new WeakMap<CatalogIndex, readonly Suggestion[]>()

/** Examples of the project, or made up from the model where it has none; read once an index. */
function suggestionsOf(index: CatalogIndex): readonly Suggestion[] {
  const found = suggestions.get(index) ?? gatherSuggestions(index)
  suggestions.set(index, found)
  return found
}

function gatherSuggestions(index: CatalogIndex): readonly Suggestion[] {
  const { examples } = index.catalog
  const isExample = examples.length > 0
  const texts = isExample ? examples : madeUp(index)
  return texts.map((text) => ({ text, lower: text.toLowerCase(), stems: stemsOf(text), isExample }))
}

function madeUp(index: CatalogIndex): readonly string[] {
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

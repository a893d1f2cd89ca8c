import type { CatalogView } from '@numize/server/contract'

export type EntryKind = 'metric' | 'dimension' | 'model'

/** A line of the catalog's list. */
export interface CatalogEntry {
  readonly key: string
  readonly label: string
  readonly hint: string
  /** What a search looks through, in lower case. */
  readonly words: string
}

/** The entries of one kind, by label. */
export function entriesOf(catalog: CatalogView, kind: EntryKind): readonly CatalogEntry[] {
  const labels = new Map(catalog.models.map(({ name, label }) => [name, label]))
  const modelOf = (name: string) => labels.get(name) ?? name
  const entries =
    kind === 'metric'
      ? catalog.metrics.map((metric) => entry(metric.name, metric, metric.models.map(modelOf).join(', ')))
      : kind === 'model'
        ? catalog.models.map((model) => entry(model.name, model, model.relation))
        : catalog.dimensions
            .filter(({ kind: sort }) => sort !== 'entity')
            .map((dimension) =>
              entry(dimension.path, dimension, wayOf(dimension.path, modelOf(dimension.model))),
            )
  return entries.toSorted((a, b) => a.label.localeCompare(b.label) || a.hint.localeCompare(b.hint))
}

/** Those that hold every word of the search; what begins with it comes first. */
export function found(entries: readonly CatalogEntry[], search: string): readonly CatalogEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return entries
  const [first = ''] = words
  const begins = ({ label }: CatalogEntry) => label.toLowerCase().startsWith(first)
  return entries
    .filter((one) => words.every((word) => one.words.includes(word)))
    .toSorted((a, b) => Number(begins(b)) - Number(begins(a)))
}

interface Described {
  readonly name: string
  readonly label: string
  readonly description: string | null
  readonly synonyms: readonly string[]
}

const entry = (
  key: string,
  { name, label, description, synonyms }: Described,
  hint: string,
): CatalogEntry => ({
  key,
  label,
  hint,
  words: [key, name, label, description ?? '', hint, ...synonyms].join(' ').toLowerCase(),
})

/** `merchant, by card` for `card__merchant__name` of the model Merchant. */
function wayOf(path: string, model: string): string {
  const steps = path.split('__').slice(0, -1)
  return steps.length > 1 ? `${model}, by ${steps.slice(0, -1).join(', ').replaceAll('_', ' ')}` : model
}

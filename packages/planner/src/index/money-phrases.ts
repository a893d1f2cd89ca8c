import type { Catalog } from '../catalog.ts'
import { moneyWords } from '../lexicon/money.ts'
import { keyOf, spelledOut, wordsOf } from '../text/words-of.ts'
import type { Evidence, Thing } from './thing.ts'

interface Amount {
  readonly thing: Thing
  readonly words: readonly string[]
}

/** What "revenue", "costs" or "spent" mean in a catalog that calls it otherwise: every amount that fits, for choosing or asking. */
export function moneyPhrases(catalog: Catalog): readonly (readonly [string, Evidence])[] {
  const amounts = amountsOf(catalog)
  return moneyWords.flatMap(({ said, names }) => {
    const tier = names.map((words) => amounts.filter((one) => words.some((word) => one.words.includes(word))))
    const at = tier.findIndex((found) => found.length > 0)
    const found = tier[at] ?? []
    return said.flatMap((phrase) =>
      found.map(
        ({ thing }) => [phrase, { thing, quality: at === 0 ? 0.85 : 0.75, source: 'lexicon' }] as const,
      ),
    )
  })
}

/** Governed sums, and where plain columns may be added up, numeric columns that no sum stands for. */
function amountsOf({ model, inlineMeasures }: Catalog): readonly Amount[] {
  const metrics = model.metrics
    .filter(
      ({ kind, extras }) => kind === 'simple' && (extras.unit === undefined || extras.unit.kind === 'money'),
    )
    .map(({ name, label }): Amount => ({ thing: { kind: 'metric', name }, words: namesOf(name, label) }))
  const summed = new Set(
    model.semanticModels.flatMap((one) => one.measures.map(({ expr }) => `${one.name}.${expr}`)),
  )
  if (!inlineMeasures) return metrics
  const columns = model.semanticModels.flatMap((one) =>
    one.dimensions
      .filter(
        ({ extras, expr }) =>
          extras.hidden !== true &&
          extras.aggregations?.includes('sum') === true &&
          !summed.has(`${one.name}.${expr}`),
      )
      .map(
        ({ name, label }): Amount => ({
          thing: { kind: 'dimension', model: one.name, name },
          words: namesOf(name, label),
        }),
      ),
  )
  return [...metrics, ...columns]
}

const namesOf = (name: string, label: string | null): string[] =>
  keyOf([...spelledOut(wordsOf(name)), ...wordsOf(label ?? '')]).split(' ')

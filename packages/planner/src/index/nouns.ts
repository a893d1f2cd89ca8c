import type { SemanticModel } from '@numize/semantic'
import { keyOf, spelledOut, wordsOf } from '../text/words-of.ts'

/** Words of table names that say nothing of their rows. */
export const technical = new Set('dim fact fct tbl table stg list data info ref the'.split(' '))

/** What rows of a model are called: its primary entity, its name without technical words, its label. */
export function nounsOf(model: SemanticModel): string[][] {
  const names = [model.primaryEntity, model.name, model.label].filter((name) => name !== null)
  const nouns = names.map((name) =>
    withoutRhythm(spelledOut(wordsOf(name)).filter((word) => word !== 'id' && word !== 'identifier')),
  )
  const bare = nouns.map((noun) => noun.filter((word) => !technical.has(word)))
  return unique([...nouns, ...bare].filter((noun) => noun.length > 0))
}

/** `transactions_daily`, `price_history`: how often rows are written is not what they are. */
function withoutRhythm(words: readonly string[]): string[] {
  const last = words.at(-1) ?? ''
  return words.length > 1 && rhythms.has(last) ? words.slice(0, -1) : [...words]
}
const rhythms = new Set(['daily', 'hourly', 'weekly', 'monthly', 'quarterly', 'yearly', 'log', 'logs'])

const unique = (lists: readonly string[][]): string[][] => [
  ...new Map(lists.map((list) => [keyOf(list), list])).values(),
]

/** "learning platform", "online platform" for online learning platforms. */
export const partsOf = (noun: readonly string[]): readonly (readonly string[])[] =>
  noun.length < 3
    ? []
    : [...noun.slice(1, -1).map((_, at) => noun.slice(at + 1)), [noun[0] ?? '', noun.at(-1) ?? '']]

/** Another model is called just so. */
export const isTaken = (
  words: readonly string[],
  model: SemanticModel,
  models: readonly SemanticModel[],
): boolean => models.some((one) => one !== model && nounsOf(one).some((noun) => keyOf(noun) === keyOf(words)))

/** Rows that only join others (`store_roles`) are called by the name of those (`roles`) last of all. */
export function tailQuality(
  noun: readonly string[],
  model: SemanticModel,
  models: readonly SemanticModel[],
): number {
  if (isOwnNoun(noun, model, models)) return 0.94
  const last = keyOf(noun.slice(-1))
  const leads = models.some(
    (one) =>
      one !== model &&
      model.entities.some(({ kind, name }) => kind === 'foreign' && name === one.primaryEntity) &&
      nounsOf(one).some((words) => keyOf(words.slice(-1)) === last),
  )
  return leads ? 0.5 : 0.62
}

/** "visits" is enough for service visits where no other model is called so and nothing else ends so. */
const isOwnNoun = (
  noun: readonly string[],
  model: SemanticModel,
  models: readonly SemanticModel[],
): boolean => {
  const last = keyOf(noun.slice(-1))
  const called = (one: SemanticModel): boolean =>
    nounsOf(one).some((words) => keyOf(words).split(' ').includes(last))
  return !models.some((one) => one !== model && called(one))
}

import type { Dimension, Metric } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Column } from '../index/thing.ts'
import { lemma, plural } from '../text/inflect.ts'
import { spelledOut, wordsOf } from '../text/words-of.ts'

export const sentence = (words: readonly string[]): string => {
  const text = words.join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const named = (one: Metric | Dimension): string => one.label ?? sentence(spelledOut(wordsOf(one.name)))

export function metricLabel(index: CatalogIndex, name: string): string {
  const metric = index.schema.metrics.get(name)
  return metric ? named(metric) : name
}

export function columnLabel(index: CatalogIndex, column: Column): string {
  const dimension = index.schema.dimension(column)
  if (dimension) return column.role === undefined ? named(dimension) : inRole(index, column, named(dimension))
  const entity = index.schema.entity(column)
  return entity?.label ?? sentence(spelledOut(wordsOf(column.name)))
}

/** "Land of the destination depot"; a name that says the role already stays as it is. */
function inRole(index: CatalogIndex, column: Column, label: string): string {
  const role = index.roles.roles.find(
    ({ entity, target }) => entity === column.role && target === column.model,
  )
  return role === undefined ? label : `${label} of the ${role.words.join(' ')}`
}

/** What rows of a model are called, in the plural. */
export function rowsLabel(index: CatalogIndex, model: string): string {
  const words = entityWords(index, model)
  const last = words.at(-1) ?? ''
  return sentence([...words.slice(0, -1), lemma(last) === last ? plural(last) : last])
}

export function entityWords(index: CatalogIndex, model: string): string[] {
  const one = index.schema.models.get(model)
  const words = spelledOut(wordsOf(one?.label ?? one?.primaryEntity ?? model))
  return words.length > 1 && words.at(-1) === 'id' ? words.slice(0, -1) : words
}

/** "the origin depot": which of parallel ways to a model is taken. */
export function roleSentence(index: CatalogIndex, model: string, path: string): string {
  const noun = sentence(entityWords(index, model))
  return `${noun} is the ${roleLabel(path)}`
}

/** An entity path as people say it: `client__care_agent` is the care agent of the client. */
export const roleLabel = (path: string): string =>
  path
    .split('__')
    .toReversed()
    .map((entity) => spelledOut(wordsOf(entity)).join(' '))
    .join(' of the ')

/** `a, b and c`. */
export const listed = (names: readonly string[], last = 'and'): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`

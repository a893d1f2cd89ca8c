import { wordsOf } from '../text/words-of.ts'
import type { CatalogIndex } from './catalog-index.ts'
import { nounsOf } from './nouns.ts'
import type { Column } from './thing.ts'

/**
 * Columns a reader knows a row by: what names it, else the first texts it holds, else its key. Where what names it
 * is somebody else's name (the president of a board), those stand before it. `besides`: columns already told.
 */
export function rowColumns(
  { schema }: CatalogIndex,
  name: string,
  besides: readonly string[] = [],
): readonly Column[] {
  const names = schema.display(name).filter((column) => !besides.includes(column.name))
  const model = schema.models.get(name)
  if (!model || names.some(({ kind, name: own }) => kind === 'dimension' && isOwnName(own, nounsOf(model))))
    return names
  const texts = model.dimensions
    .filter((one) => one.kind === 'categorical' && one.dataType === 'string' && one.extras.hidden !== true)
    .filter((one) => !besides.includes(one.name))
    .slice(0, MOST_TEXTS)
    .map((one): Column => ({ kind: 'dimension', model: name, name: one.name }))
  const others = names.filter(
    ({ kind, name: other }) => kind === 'dimension' && !texts.some((one) => one.name === other),
  )
  return texts.length + others.length > 0 ? [...texts, ...others] : names
}

const MOST_TEXTS = 3

const naming = new Set(['name', 'title', 'label', 'full', 'first', 'last', 'fname', 'lname'])

const isOwnName = (column: string, nouns: readonly (readonly string[])[]): boolean => {
  const own = new Set(nouns.flat())
  return wordsOf(column).every((word) => naming.has(word) || own.has(word))
}

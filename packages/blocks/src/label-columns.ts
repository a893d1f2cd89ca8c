import type { Result, ResultColumn } from '@numize/semantic'
import { isFigure } from './numbers.ts'

/**
 * Keys of entities that stand beside the name of the entity: position of the key → position of the name. A name is a
 * text of the entity itself, called so (`merchant__merchant_name`), or one that tells its rows apart as the key does.
 */
export function namedKeys({ columns, rows }: Pick<Result, 'columns' | 'rows'>): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>()
  for (const [key, column] of columns.entries()) {
    if (column.role !== 'entity') continue
    const texts = columns.flatMap((other, index) => (isTextOf(other, column) ? [index] : []))
    const name =
      texts.find((index) => isCalledName(columns[index])) ??
      texts.find((index) => tellsApart(rows, key, index))
    if (name !== undefined) pairs.set(key, name)
  }
  return pairs
}

/** `merchant__sector` of `merchant`; `destination__warehouse_name` of `destination__warehouse`. */
const isTextOf = (column: ResultColumn, entity: ResultColumn): boolean =>
  column.role === 'dimension' &&
  column.type !== 'boolean' &&
  column.name.startsWith(`${entity.name}_`) &&
  !column.name.slice(entity.name.length + 2).includes('__')

export const isCalledName = (column: ResultColumn | undefined): boolean =>
  /(?:^|_)(?:name|title|label)$/i.test(column?.name ?? '')

function tellsApart(rows: Result['rows'], key: number, name: number): boolean {
  const distinct = (index: number): number =>
    new Set(rows.flatMap((row) => (row[index] === null ? [] : [row[index]]))).size
  return distinct(key) > 1 && distinct(key) === distinct(name)
}

/** Positions of the columns that name a row for a reader: times, categories, entities; a named entity's key is left out. */
export function labelColumns(result: Pick<Result, 'columns' | 'rows'>): number[] {
  const keys = namedKeys(result)
  return result.columns.flatMap((column, index) => (isFigure(column) || keys.has(index) ? [] : [index]))
}

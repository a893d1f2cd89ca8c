import { sumOf, usualAggregation } from '../../complete/nature.ts'
import type { Quantity } from '../frame.ts'
import { readQuantity } from '../quantity.ts'
import { addWant, itemAt, opAt, pass, type Reader, type Rule, wordsHere } from '../reader.ts'

/** "7-day moving average of revenue", "running total of orders": an amount told period by period, and put together along them. */
export const along: Rule = (reader) => {
  const op = opAt(reader)
  const item = itemAt(reader)
  if (op?.op !== 'along' || !item) return false
  const { grain, periods, average } = op
  reader.frame.along = { text: item.text, span: item.span, periods, average }
  if (grain !== null)
    reader.frame.periods.push({ text: item.text, span: item.span, match: byGrain(item.span, grain) })
  const read = readAmount(reader)
  if (read) {
    addWant(reader, read.quantity, wordsHere(reader, read.to))
    reader.at += read.to
  } else reader.at++
  return true
}

/** What is added up: rows counted, or a column whose usual amount is its sum. */
function readAmount(reader: Reader): { readonly quantity: Quantity; readonly to: number } | null {
  const at = pass(reader, 1, ['preposition'])
  const item = itemAt(reader, at)
  const read = readQuantity(reader, at)
  const [quantity] = read?.quantities ?? []
  if (!read || !quantity)
    return item?.kind === 'thing' && item.thing.kind === 'entity'
      ? { quantity: { kind: 'count', model: item.thing.model, column: null }, to: at + 1 }
      : null
  if (quantity.kind !== 'column') return { quantity, to: read.to }
  const { index } = reader
  return usualAggregation(index, quantity.column) === 'average'
    ? null
    : { quantity: sumOf(index, quantity.column), to: read.to }
}

const byGrain = (span: readonly [number, number], grain: 'day' | 'week' | 'month' | 'quarter' | 'year') => ({
  span,
  kind: 'grain' as const,
  start: null,
  end: null,
  grain,
  reading: `by ${grain}`,
  assumed: [],
  alternatives: [],
  complete: true,
})

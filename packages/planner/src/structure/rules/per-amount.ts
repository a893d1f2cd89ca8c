import { isDuration, sumOf, usualAggregation } from '../../complete/nature.ts'
import type { Column } from '../../index/thing.ts'
import { columnLabel } from '../../readings/labels.ts'
import { keyOf, spelledOut, wordsOf } from '../../text/words-of.ts'
import type { Quantity } from '../frame.ts'
import { readQuantity } from '../quantity.ts'
import { addWant, columnOf, itemAt, opAt, type Reader, type Rule, wordsHere } from '../reader.ts'

/** "parts per labour hour", "words per minute": one amount over another that rows hold, not a group for each number. */
export const perAmount: Rule = (reader) => {
  const read = readQuantity(reader, 0)
  const above = read?.quantities.length === 1 ? amountOf(reader, read.quantities[0]) : null
  const below = read && above ? belowAt(reader, read.to, above.model) : null
  if (!read || !above || !below) return false
  const { column, to } = below
  addWant(
    reader,
    {
      kind: 'ratio',
      numerator: { quantity: above.quantity, where: [] },
      denominator: { quantity: sumOf(reader.index, column), where: [] },
    },
    wordsHere(reader, to),
  )
  reader.frame.notes.push({
    kind: 'metric',
    reading: `All of it over all of ${columnLabel(reader.index, column)}`,
  })
  reader.at += to
  return true
}

/** An amount that is added up, and whose rows it is of. */
function amountOf(reader: Reader, quantity: Quantity | undefined) {
  const { index } = reader
  if (quantity?.kind === 'column' && usualAggregation(index, quantity.column) === 'sum')
    return { quantity: sumOf(index, quantity.column), model: quantity.column.model }
  if (quantity?.kind === 'aggregate' && quantity.aggregation === 'sum' && !quantity.since)
    return { quantity, model: quantity.column.model }
  if (quantity?.kind !== 'metric') return null
  const model = [...index.schema.models.values()].find((one) =>
    one.dimensions.some(({ name }) => {
      const sum = sumOf(index, { kind: 'dimension', model: one.name, name })
      return sum.kind === 'metric' && sum.name === quantity.name
    }),
  )
  return model ? { quantity, model: model.name } : null
}

/** "per labour hour": a number of the same rows; "per minute": their only column of minutes. */
function belowAt(reader: Reader, offset: number, model: string): { column: Column; to: number } | null {
  const item = itemAt(reader, offset)
  if (item?.kind === 'period') {
    const unit = /^per (minute|hour|second|day)$/i.exec(item.text.trim())?.[1]?.toLowerCase()
    const column = unit === undefined ? null : lastingColumn(reader, model, unit)
    return column ? { column, to: offset + 1 } : null
  }
  const per = opAt(reader, offset)?.op === 'group' && /^per$/i.test(item?.text ?? '')
  const column = per ? columnOf(itemAt(reader, offset + 1)) : null
  const fits =
    column?.model === model &&
    reader.index.schema.isNumeric(column) &&
    (usualAggregation(reader.index, column) === 'sum' || isDuration(reader.index, column))
  return column && fits ? { column, to: offset + 2 } : null
}

function lastingColumn({ index }: Reader, model: string, unit: string): Column | null {
  const found = (index.schema.models.get(model)?.dimensions ?? [])
    .map(({ name }): Column => ({ kind: 'dimension', model, name }))
    .filter((column) => index.schema.isNumeric(column) && isDuration(index, column))
    .filter(({ name }) =>
      keyOf(spelledOut(wordsOf(name)))
        .split(' ')
        .includes(unit),
    )
  const [only] = found
  return only && found.length === 1 ? only : null
}

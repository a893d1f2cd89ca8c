import { modelsOfMetric } from '@numize/semantic'
import type { Chosen } from '../../cover/item.ts'
import { withRole } from '../../index/thing.ts'
import type { Group } from '../frame.ts'
import { readQuantity } from '../quantity.ts'
import { readOrder } from '../read-order.ts'
import {
  addGroup,
  addWant,
  columnOf,
  isOp,
  itemAt,
  opAt,
  pass,
  type Reader,
  type Rule,
  setOrder,
  words,
  wordsHere,
} from '../reader.ts'

/** `by X and Y`, `per X`, `for each X`, `each X`. */
export const grouping: Rule = (reader) => {
  const op = opAt(reader)
  if (op?.op !== 'group' && op?.op !== 'each') return false
  const start = pass(reader, 1, ['each', 'distinct', 'either', 'group'])
  if (reader.sorting && op.op === 'group') return sortBy(reader)
  if (itemAt(reader)?.text.toLowerCase() === 'by' && saysWhose(reader, start)) {
    reader.at++
    return true
  }
  const to = readTargets(reader, start)
  if (to !== null) {
    reader.at += to
    return true
  }
  return op.op === 'group' && orderByQuantity(reader, start)
}

/** "by" that names who or what did it: without a measure, before a value, before a clause, or of the measured rows. */
function saysWhose(reader: Reader, start: number): boolean {
  const item = itemAt(reader, start)
  if (!measuresSomething(reader) || isValue(item)) return true
  if (item?.kind !== 'thing' || item.thing.kind !== 'entity') return false
  if (isOp(reader, 'relative', pass(reader, start + 1))) return true
  return ownRows(reader, item.thing.model)
}

/** Rows of an entity are not groups of themselves. */
const ownRows = (reader: Reader, model: string): boolean =>
  reader.frame.wants.some(
    ({ quantity }) =>
      (quantity.kind === 'aggregate' && quantity.column.model === model) ||
      (quantity.kind === 'metric' &&
        modelsOfMetric(reader.index.catalog.model, quantity.name).every((one) => one === model)),
  ) && reader.items.slice(reader.at + 1).some((item) => item.kind === 'operator' && item.op.op === 'each')

const isValue = (item: Chosen | undefined): boolean =>
  item?.kind === 'quoted' || (item?.kind === 'thing' && item.thing.kind === 'value')

/** "Sort the employees by age": the verb stood at the beginning. */
function sortBy(reader: Reader): boolean {
  const order = readOrder(reader, pass(reader, 1))
  if (!order) return false
  setOrder(reader, { ...wordsHere(reader, order.to), ...order.said })
  reader.at += order.to
  return true
}

/** "songs by singers": without anything measured, "by" only says whose. */
const measuresSomething = (reader: Reader): boolean =>
  reader.items.some(
    (item) =>
      (item.kind === 'operator' &&
        ['count', 'aggregate', 'top', 'superlative', 'share'].includes(item.op.op)) ||
      (item.kind === 'thing' && item.thing.kind === 'metric') ||
      item.kind === 'period',
  )

/** Columns, entities and grains joined by commas and "and"; gives where they end. */
function readTargets(reader: Reader, offset: number): number | null {
  let here = offset
  let end: number | null = null
  for (;;) {
    const item = itemAt(reader, here)
    if (item?.kind === 'period')
      reader.frame.periods.push({ text: item.text, span: item.span, match: item.match })
    else {
      if (ownsNext(reader, here)) here++
      const target = targetOf(reader, here)
      if (!target) return end
      addGroup(reader, { ...words(reader, reader.at + here, reader.at + here + 1), target, shown: false })
    }
    end = here + 1
    const next = itemAt(reader, end)
    if (!(next?.kind === 'comma' || isOp(reader, 'and', end))) return end
    here = pass(reader, end + 1, ['and', 'group', 'each'])
    if (!isTarget(reader, here)) return end
  }
}

/** "by merchant sector": the entity only says whose column is meant. */
export function ownsNext(reader: Reader, offset: number): boolean {
  const item = itemAt(reader, offset)
  const next = columnOf(itemAt(reader, offset + 1))
  return item?.kind === 'thing' && item.thing.kind === 'entity' && next?.model === item.thing.model
}

const isTarget = (reader: Reader, offset: number): boolean =>
  targetOf(reader, offset) !== null || itemAt(reader, offset)?.kind === 'period'

export function targetOf(reader: Reader, offset: number): Group['target'] | null {
  const item = itemAt(reader, offset)
  const column = columnOf(item)
  if (column) return { kind: 'column', column }
  return item?.kind === 'thing' && item.thing.kind === 'entity'
    ? { kind: 'entity', model: item.thing.model, ...withRole(item.thing.role) }
    : null
}

/** "customers by revenue": what stands before is shown with the quantity, largest first. */
function orderByQuantity(reader: Reader, start: number): boolean {
  const read = readQuantity(reader, start)
  const quantity = read?.quantities[0]
  if (!read || !quantity) return false
  const said = wordsHere(reader, read.to)
  addWant(reader, quantity, said)
  if (reader.frame.rank && reader.frame.rank.by.kind === 'implied')
    reader.frame.rank = { ...reader.frame.rank, by: quantity }
  else if (!reader.frame.rank)
    setOrder(reader, { ...said, by: quantity, direction: 'desc', directionStated: false })
  reader.at += read.to
  return true
}

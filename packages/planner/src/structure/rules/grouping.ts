import { modelsOfMetric } from '@numize/semantic'
import type { Chosen } from '../../cover/item.ts'
import { withRole } from '../../index/thing.ts'
import type { Group } from '../frame.ts'
import { measureOf, readQuantity } from '../quantity.ts'
import { readOrder } from '../read-order.ts'
import {
  addCondition,
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
  const by = itemAt(reader)?.text.toLowerCase() === 'by'
  if (by && ordersRows(reader, start)) return true
  if (by && saysWhose(reader, start)) {
    showDoer(reader, start)
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

/** "premiums paid by members": the rows have nothing else said of who did it, so it is shown. */
function showDoer(reader: Reader, start: number): void {
  const target = targetOf(reader, start)
  const last = itemAt(reader, pass(reader, start + 1)) === undefined
  const { wants, groups, entities } = reader.frame
  if (target?.kind !== 'entity' || !last || wants.length + groups.length > 0) return
  const marked = reader.index.subtypes.some(({ model }) => entities.some((one) => one.model === model))
  if (!marked) return
  addGroup(reader, { ...words(reader, reader.at + start, reader.at + start + 1), target, shown: true })
}

/** "by" that names who or what did it: without a measure, before a value, before a clause, or of the measured rows. */
function saysWhose(reader: Reader, start: number): boolean {
  const item = itemAt(reader, start)
  if (isValue(item) || isOp(reader, 'superlative', start)) return true
  if (!measuresSomething(reader)) return !isCounted(reader, item)
  if (item?.kind !== 'thing' || item.thing.kind !== 'entity') return false
  if (clauseBehind(reader, pass(reader, start + 1))) return true
  return ownRows(reader, item.thing.model)
}

/** "pets owned by students that have …": behind a verb, who did it is told more of. */
const clauseBehind = (reader: Reader, at: number): boolean =>
  isOp(reader, 'relative', at) ||
  /^who\b/i.test(itemAt(reader, at)?.text ?? '') ||
  (isOp(reader, 'with', at) && itemAt(reader, -1)?.kind === 'link')

/** "claims by customer": rows (or a bare amount) before "by" are counted, unless a verb says who did it. */
function isCounted(reader: Reader, item: Chosen | undefined): boolean {
  const { groups } = reader.frame
  const own = columnOf(item)?.model === reader.frame.entities[0]?.model
  const done = itemAt(reader, -1)?.kind === 'link' && !own
  if (done || isListed(reader) || reader.frame.distinct) return false
  if (groups.length === 0) return reader.frame.entities.length > 0
  return groups.every(
    ({ target }) => target.kind === 'column' && reader.index.schema.isNumeric(target.column),
  )
}

const isListed = (reader: Reader): boolean =>
  reader.items.some(
    (item) => item.kind === 'operator' && item.op.op === 'list' && /^(list|name|display)\b/i.test(item.text),
  )

/** "employees by salary", "list customers by country": rows with nothing measured are put in order. */
function ordersRows(reader: Reader, start: number): boolean {
  const { entities, groups } = reader.frame
  const column = columnOf(itemAt(reader, ownsNext(reader, start) ? start + 1 : start))
  if (!column || measuresSomething(reader) || entities.length === 0 || groups.length > 0) return false
  const { schema } = reader.index
  const amount = schema.isNumeric(column) || schema.isTime(column)
  if (!amount && !isListed(reader)) return false
  const to = (ownsNext(reader, start) ? start + 1 : start) + 1
  setOrder(reader, {
    ...wordsHere(reader, to),
    by: { kind: 'column', column },
    direction: amount ? 'desc' : 'asc',
    directionStated: false,
  })
  reader.at += to
  return true
}

/** Rows of an entity are not groups of themselves. */
const ownRows = (reader: Reader, model: string): boolean =>
  reader.frame.wants.some(
    ({ quantity }) =>
      (quantity.kind === 'aggregate' && quantity.column.model === model) ||
      (quantity.kind === 'metric' &&
        modelsOfMetric(reader.index.catalog.model, quantity.name).every((one) => one === model)),
  ) && reader.items.slice(reader.at + 1).some(isEach)

const isEach = (item: Chosen): boolean =>
  item.kind === 'operator'
    ? item.op.op === 'each'
    : item.kind === 'period' && item.match.kind === 'grain' && /\b(each|every|per)\b/i.test(item.text)

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
  reader.frame.wants.some(
    ({ quantity }) => quantity.kind === 'ratio' || (quantity.kind === 'aggregate' && quantity.since),
  ) ||
  reader.items.some(
    (item, at) =>
      (item.kind === 'operator' &&
        !isBound(reader, at) &&
        ['count', 'aggregate', 'top', 'superlative', 'share'].includes(item.op.op)) ||
      (item.kind === 'thing' && measureOf(item.thing) !== null) ||
      item.kind === 'period',
  )

/** "above the average": an aggregate to compare with measures nothing. */
function isBound({ items }: Reader, at: number): boolean {
  const before = items.slice(0, at).findLast(({ kind }) => kind !== 'filler')
  return before?.kind === 'operator' && (before.op.op === 'compare' || before.op.op === 'than')
}

/** Columns, entities and grains joined by commas and "and"; gives where they end. */
function readTargets(reader: Reader, offset: number): number | null {
  let here = offset
  let end: number | null = null
  for (;;) {
    const item = itemAt(reader, here)
    if (item?.kind === 'period') addPeriods(reader, item)
    else {
      if (ownsNext(reader, here) || countsColumn(reader, here)) here++
      const target = targetOf(reader, here)
      if (!target) return end
      addGroup(reader, { ...words(reader, reader.at + here, reader.at + here + 1), target, shown: false })
    }
    end = here + 1
    const aside = asideAt(reader, end)
    if (aside !== null) {
      if (aside.owned) existing(reader, here)
      end = aside.to
    }
    const next = itemAt(reader, end)
    if (!(next?.kind === 'comma' || isOp(reader, 'and', end))) return end
    here = pass(reader, end + 1, ['and', 'group', 'each'])
    if (!isTarget(reader, here) || isCompared(reader, here)) return end
  }
}

/** "premium paid, the catastrophe it had, the agent who sold it, …": words between targets that narrow nothing. */
function asideAt(reader: Reader, offset: number): { readonly to: number; readonly owned: boolean } | null {
  let owned = false
  let pronoun = false
  let to = offset
  for (; ; to++) {
    const item = itemAt(reader, to)
    const op = opAt(reader, to)?.op
    if (op === 'have') owned = pronoun
    if (item?.kind === 'filler' && /^(it|they|he|she)$/i.test(item.text)) pronoun = true
    const idle =
      item?.kind === 'filler' || item?.kind === 'link' || op === 'have' || op === 'relative' || op === 'be'
    if (!idle) break
  }
  const item = itemAt(reader, to)
  const ends = item === undefined || item.kind === 'comma' || isOp(reader, 'and', to)
  return to > offset && ends ? { to, owned } : null
}

/** "the catastrophe it had": of things that have one. */
function existing(reader: Reader, offset: number): void {
  const target = targetOf(reader, offset)
  if (target?.kind !== 'entity') return
  const said = words(reader, reader.at + offset, reader.at + offset + 1)
  addCondition(reader, { ...said, kind: 'exists', model: target.model, negate: false })
}

/** "for each number of doors": a column that is itself a number of something. */
function countsColumn(reader: Reader, offset: number): boolean {
  const column = isOp(reader, 'count', offset) ? columnOf(itemAt(reader, offset + 1)) : null
  return column !== null && reader.index.schema.isNumeric(column)
}

/** "in each of the last 3 weeks": the range, and its weeks apart. */
function addPeriods(reader: Reader, { text, span, match }: Extract<Chosen, { kind: 'period' }>): void {
  reader.frame.periods.push({ text, span, match })
  const { grain } = match
  if (!isOp(reader, 'each') || match.kind !== 'range' || grain === null) return
  const each = { ...match, kind: 'grain', start: null, end: null, reading: `by ${grain}` } as const
  reader.frame.periods.push({ text: `each ${grain}`, span, match: each })
}

/** "by merchant sector": the entity only says whose column is meant. */
export function ownsNext(reader: Reader, offset: number): boolean {
  const item = itemAt(reader, offset)
  const next = columnOf(itemAt(reader, offset + 1))
  return item?.kind === 'thing' && item.thing.kind === 'entity' && next?.model === item.thing.model
}

/** "by client, van_type = 2": what is compared is no group. */
function isCompared(reader: Reader, offset: number): boolean {
  const op = opAt(reader, offset + 1)
  const next = itemAt(reader, pass(reader, offset + 2))
  const bound = next?.kind === 'number' || next?.kind === 'quoted'
  return bound && (op?.op === 'be' || op?.op === 'compare')
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

import type { Scalar } from '@numize/semantic'
import type { Column } from '../../index/thing.ts'
import type { Bound, Quantity } from '../frame.ts'
import { countBehindValues, isEntity, measureOf, readQuantity } from '../quantity.ts'
import {
  addCondition,
  columnOf,
  isOp,
  itemAt,
  opAt,
  pass,
  type Reader,
  type Rule,
  sameQuantity,
  wordsHere,
} from '../reader.ts'
import {
  flip,
  numberOf,
  type ReadComparison,
  readAll,
  readBetween,
  readBound,
  readComparison,
} from './comparison.ts'
import { containsAfter } from './contains.ts'
import { joinedBy, readValues } from './values.ts'

/** A column (or quantity) followed by what it must be: `age over 20`, `country is France`, `name contains "x"`. */
export const columnCondition: Rule = (reader) => {
  const column = columnOf(itemAt(reader))
  if (!column) return false
  const after = pass(reader, 1, [
    'relative',
    'be',
    'have',
    ...(saysOf(reader) ? (['preposition'] as const) : []),
  ])
  const linked = reader.items.slice(reader.at + 1, reader.at + after).some((item) => item.kind === 'link')
  return (
    (!linked && isOrdered(reader, column) && compareAfter(reader, { kind: 'column', column }, after)) ||
    containsAfter(reader, column, after) ||
    missingAfter(reader, column, after) ||
    valuesAfter(reader, column) ||
    numberAfter(reader, column, after)
  )
}

/** "a score of at least 4": "of" only links the number. */
const saysOf = (reader: Reader): boolean => {
  const next = itemAt(reader, pass(reader, 1))
  return next?.kind === 'operator' && next.op.op === 'preposition' && next.text.toLowerCase() === 'of'
}

/** More and less are said of numbers and times; text is compared only where its values are not known. */
const isOrdered = (reader: Reader, column: Column): boolean =>
  reader.index.schema.isNumeric(column) ||
  reader.index.schema.isTime(column) ||
  !reader.index.values.knows(column.model, column.name) ||
  looksNumeric(reader, column)

const looksNumeric = (reader: Reader, column: Column): boolean =>
  /year|number|count|age|amount|version|size|rate|score/i.test(column.name) &&
  column.kind === 'dimension' &&
  reader.index.schema.dimension(column) !== null

/** `joined this year`, `delivery date in May`: the period is said of this date. */
export const dated: Rule = (reader) => {
  const column = columnOf(itemAt(reader))
  if (!column || !reader.index.schema.isTime(column)) return false
  const at = pass(reader, 1, ['be', 'preposition'])
  const item = itemAt(reader, at)
  if (item?.kind === 'period' && /^(grain|every)$/.test(item.match.kind) && isDefaultTime(reader, column)) {
    reader.at += at
    return true
  }
  if (item?.kind !== 'period' || item.match.kind !== 'range') return false
  const said = wordsHere(reader, at + 1)
  addCondition(reader, {
    ...said,
    kind: 'compare',
    quantity: { kind: 'column', column },
    op: '=',
    bound: { kind: 'period', match: item.match },
  })
  reader.at += at + 1
  return true
}

const isDefaultTime = (reader: Reader, column: Column): boolean =>
  reader.index.schema.time(column.model)?.name === column.name

/** A metric or aggregate followed by a comparison: `with revenue above 1000`, `whose average age is over 30`. */
export const quantityCondition: Rule = (reader) => {
  if (columnOf(itemAt(reader))) return false
  const read = readQuantity(reader, 0)
  const quantity = read?.quantities[0]
  if (!read || !quantity || quantity.kind === 'column') return false
  const counts = quantity.kind === 'count' && reader.zone === 'select'
  return !counts && compareAfter(reader, quantity, pass(reader, read.to, ['relative', 'be', 'have']))
}

function compareAfter(reader: Reader, quantity: Quantity, offset: number): boolean {
  const between = readBetween(reader, offset)
  if (between) {
    const said = wordsHere(reader, between.to)
    addCondition(reader, { ...said, kind: 'compare', quantity, op: '>=', bound: between.low })
    addCondition(reader, { ...said, kind: 'compare', quantity, op: '<=', bound: between.high })
    reader.at += between.to
    return true
  }
  const read = readComparison(reader, offset)
  if (!read) return false
  addCondition(reader, {
    ...wordsHere(reader, read.to),
    kind: 'compare',
    quantity,
    op: flip(read.op, read.negate),
    bound: asFraction(quantity, read.bound),
  })
  reader.at += read.to
  return true
}

/** "a cancellation rate above 20 %": shares are fractions of one. */
const asFraction = (quantity: Quantity, bound: Bound): Bound =>
  quantity.kind === 'ratio' &&
  sameQuantity(quantity.numerator.quantity, quantity.denominator.quantity) &&
  bound.kind === 'value' &&
  Number(bound.value) > 1
    ? { kind: 'value', value: Number(bound.value) / 100 }
    : bound

function missingAfter(reader: Reader, column: Column, offset: number): boolean {
  const negate = isOp(reader, 'negate', offset)
  const at = negate ? offset + 1 : offset
  if (!isOp(reader, 'missing', at)) return false
  addCondition(reader, { ...wordsHere(reader, at + 1), kind: 'missing', column, negate })
  reader.at += at + 1
  return true
}

function valuesAfter(reader: Reader, column: Column): boolean {
  let at = pass(reader, 1, ['be', 'preposition', 'have', 'relative'])
  const negate = isOp(reader, 'negate', at)
  if (negate) at = pass(reader, at + 1, ['be', 'preposition', 'either'])
  else at = pass(reader, at, ['either', 'be'])
  const read = readValues(reader, at, column)
  if (!read) return false
  addCondition(reader, {
    ...wordsHere(reader, read.to),
    kind: 'values',
    column: read.column,
    values: read.values,
    negate: negate !== reader.negate,
    every: reader.items.slice(reader.at, reader.at + at).some((item) => item.text.toLowerCase() === 'both'),
    ...joinedBy(read),
  })
  reader.negate = false
  reader.at += read.to
  return true
}

/** `with weight 20`, `salary of 3000`, `year 2014`. */
function numberAfter(reader: Reader, column: Column, offset: number): boolean {
  const at = pass(reader, offset, ['be', 'preposition', 'either'])
  const first = itemAt(reader, at)
  if (!isCountable(reader, column) || numberOf(first) === null) return false
  if (first?.kind === 'period' && !/year/i.test(column.name)) return false
  const values: Scalar[] = []
  let here = at
  let to = at
  for (;;) {
    const value = numberOf(itemAt(reader, here))
    if (value === null) break
    values.push(value)
    to = here + 1
    const next = itemAt(reader, to)
    if (!(next?.kind === 'comma' || isOp(reader, 'or', to) || isOp(reader, 'and', to))) break
    here = pass(reader, to + 1, ['or', 'and'])
  }
  if (isOp(reader, 'orMore', to)) return false
  addCondition(reader, { ...wordsHere(reader, to), kind: 'values', column, values, negate: reader.negate })
  reader.negate = false
  reader.at += to
  return true
}

const isCountable = (reader: Reader, column: Column): boolean =>
  reader.index.schema.isNumeric(column) ||
  column.kind === 'key' ||
  !reader.index.values.knows(column.model, column.name)

/** A comparison with nothing before it: `more than 3 cards`, `over 100 seats`, `older than 20`, `above average age`. */
export const bareComparison: Rule = (reader) => {
  const read = readComparison(reader, 0)
  if (!read) return compareNamed(reader) || bareBetween(reader)
  const behind = pass(reader, read.to)
  const counted = countedAt(reader, behind) ?? narrowedAt(reader, behind) ?? amountOf(reader, read.to)
  const quantity: Quantity = counted?.quantity ?? impliedBy(read)
  const to = counted?.to ?? read.to
  addCondition(reader, {
    ...wordsHere(reader, to),
    kind: 'compare',
    quantity,
    op: flip(read.op, read.negate !== reader.negate),
    bound: read.bound,
  })
  reader.negate = false
  reader.at += to
  return true
}

const impliedBy = (read: ReadComparison): Quantity =>
  read.of.length > 0 ? { kind: 'named', names: read.of } : (read.quantity ?? { kind: 'implied' })

/** "more than 500 of revenue", "over 20 in fees": the amount stands behind the number. */
function amountOf(reader: Reader, offset: number): ReturnType<typeof countedAt> {
  const at = pass(reader, offset)
  const word = opAt(reader, at)?.op === 'preposition' ? itemAt(reader, at)?.text.toLowerCase() : null
  if (word !== 'of' && word !== 'in') return null
  const item = itemAt(reader, pass(reader, at + 1))
  const column = columnOf(item)
  const amount = column
    ? reader.index.schema.isNumeric(column)
    : item?.kind === 'thing' && item.thing.kind === 'metric'
  return amount ? countedAt(reader, pass(reader, at + 1)) : null
}

/** "at least two cancelled orders": what narrows the counted rows is read next. */
function narrowedAt(reader: Reader, offset: number): ReturnType<typeof countedAt> {
  const value = itemAt(reader, offset)
  const counted = countBehindValues(reader, offset)
  const [quantity] = counted?.quantities ?? []
  if (quantity?.kind !== 'count') return null
  if (isOp(reader, 'timely', offset)) return { quantity, to: offset }
  if (value?.kind !== 'thing' || value.thing.kind !== 'value') return null
  const isSaidOfThem = reader.index.graph.distance(quantity.model, value.thing.model) !== null
  return isSaidOfThem ? { quantity, to: offset } : null
}

function countedAt(
  reader: Reader,
  offset: number,
): { readonly quantity: Quantity; readonly to: number } | null {
  const item = itemAt(reader, offset)
  const total = opAt(reader, offset)
  if (total?.op === 'aggregate' && total.aggregation === 'sum' && isEntity(itemAt(reader, offset + 1)))
    return countedAt(reader, offset + 1)
  if (item?.kind !== 'thing') return null
  if (isEntity(item) && isEntity(itemAt(reader, offset + 1))) return countedAt(reader, offset + 1)
  if (item.thing.kind === 'entity') {
    const column = columnOf(itemAt(reader, offset + 1))
    if (column && reader.index.schema.isNumeric(column))
      return { quantity: { kind: 'column', column }, to: offset + 2 }
    return { quantity: { kind: 'count', model: item.thing.model, column: null }, to: offset + 1 }
  }
  const measure = measureOf(item.thing)
  if (measure) return { quantity: measure, to: offset + 1 }
  const column = columnOf(item)
  if (!column) return null
  return reader.index.schema.isNumeric(column) || reader.index.schema.isTime(column)
    ? { quantity: { kind: 'column', column }, to: offset + 1 }
    : { quantity: { kind: 'count', model: column.model, column }, to: offset + 1 }
}

/** `above age 20`, `more than average attendance`: the column stands between the comparison and its bound. */
function compareNamed(reader: Reader): boolean {
  const op = opAt(reader)
  if (op?.op !== 'compare') return false
  const at = pass(reader, 1, ['than'])
  const column = columnOf(itemAt(reader, at))
  if (!column) return false
  const start = pass(reader, at + 1, ['than', 'preposition', 'be'])
  const bound = readBound(reader, start) ?? readAll(reader, start, op.compare)
  if (!bound) return false
  addCondition(reader, {
    ...wordsHere(reader, bound.to),
    kind: 'compare',
    quantity: { kind: 'column', column },
    op: op.compare,
    bound: bound.bound,
  })
  reader.at += bound.to
  return true
}

function bareBetween(reader: Reader): boolean {
  const read = readBetween(reader, 0)
  if (!read) return false
  const counted = countedAt(reader, pass(reader, read.to))
  const quantity: Quantity = counted?.quantity ?? { kind: 'implied' }
  const said = wordsHere(reader, counted?.to ?? read.to)
  addCondition(reader, { ...said, kind: 'compare', quantity, op: '>=', bound: read.low })
  addCondition(reader, { ...said, kind: 'compare', quantity, op: '<=', bound: read.high })
  reader.at += counted?.to ?? read.to
  return true
}

/** `with 4 cylinders`, `2 or 3 doors`: an exact number of what follows. */
export const exactNumber: Rule = (reader) => {
  const item = itemAt(reader)
  if (item?.kind !== 'number') return false
  if (readBetween(reader, 0)) return bareBetween(reader)
  const counted = countedAt(reader, pass(reader, 1))
  const { wants, groups, entities } = reader.frame
  const nothingYet = wants.length + groups.length + entities.length === 0
  if (!counted || (reader.zone === 'select' && nothingYet && counted.quantity.kind !== 'column')) return false
  addCondition(reader, {
    ...wordsHere(reader, counted.to),
    kind: 'compare',
    quantity: counted.quantity,
    op: reader.negate ? '!=' : '=',
    bound: { kind: 'value', value: item.value },
  })
  reader.negate = false
  reader.at += counted.to
  return true
}

/** `weighing more than 3000`, `aged between 20 and 30`: the verb says what is compared. */
export const measureVerb: Rule = (reader) => {
  const op = opAt(reader)
  if (op?.op !== 'measureVerb') return false
  const at = pass(reader, 1, ['be'])
  const quantity: Quantity = { kind: 'named', names: op.of }
  if (compareAfter(reader, quantity, at)) return true
  const number = pass(reader, 1, ['either'])
  if (itemAt(reader, number)?.kind !== 'number') return false
  let to = number
  for (let here = number; itemAt(reader, here)?.kind === 'number'; here = pass(reader, to, ['or', 'and'])) {
    const item = itemAt(reader, here)
    const value = item?.kind === 'number' ? item.value : 0
    reader.or = here > number
    to = here + 1
    addCondition(reader, {
      ...wordsHere(reader, to),
      kind: 'compare',
      quantity,
      op: '=',
      bound: { kind: 'value', value },
    })
  }
  reader.at += to
  return true
}

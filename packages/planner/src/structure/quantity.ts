import { type Aggregation, modelsOfMetric } from '@numize/semantic'
import type { Chosen } from '../cover/item.ts'
import { ownerOfRows } from '../index/owners.ts'
import type { Column, Formula, Measurable, Thing } from '../index/thing.ts'
import { operatorOf } from '../text/operators.ts'
import { lasting } from './elapsed.ts'
import type { Quantity } from './frame.ts'
import { columnOf, isDenying, isOp, itemAt, opAt, pass, type Reader } from './reader.ts'
import { isFlag, rowsOfValues } from './rows-of-values.ts'
import { readRate } from './state-rate.ts'
import { readTimely } from './timely.ts'

export interface ReadQuantity {
  readonly quantities: readonly Quantity[]
  /** Items used, from the reader's place. */
  readonly to: number
}

/** Quantities at an offset: `number of X`, `average and maximum Y`, a metric, a numeric column; null where none begins. */
export function readQuantity(reader: Reader, offset: number): ReadQuantity | null {
  const start = pass(reader, offset)
  if (isOp(reader, 'count', start)) return readCount(reader, start + 1)
  if (isOp(reader, 'aggregate', start)) return readAggregates(reader, start)
  const rate = readRate(reader, start)
  if (rate) return { quantities: [rate.quantity], to: rate.to }
  const item = itemAt(reader, start)
  if (item?.kind !== 'thing') return null
  const measure = measureOf(item.thing)
  if (measure) return { quantities: [measure], to: start + 1 }
  if (item.thing.kind === 'span')
    return { quantities: [lasting(reader, 'average', item.thing)], to: start + 1 }
  const column = columnOf(item)
  const { schema } = reader.index
  if (column && (schema.isNumeric(column) || schema.isTime(column)))
    return { quantities: [{ kind: 'column', column }], to: start + 1 }
  return null
}

/** A metric, or what the question defines; null for anything else. */
export function measureOf(thing: Thing): Measurable | null {
  if (thing.kind === 'metric') return { kind: 'metric', name: thing.name }
  return thing.kind === 'formula' ? { kind: 'formula', ...thing.formula } : null
}

function readCount(reader: Reader, offset: number): ReadQuantity | null {
  const at = afterTotal(reader, pass(reader, offset, ['distinct', 'preposition', 'either', 'each']))
  const item = itemAt(reader, at)
  if (item?.kind === 'thing') {
    const { thing } = item
    if (thing.kind === 'metric') return { quantities: [{ kind: 'metric', name: thing.name }], to: at + 1 }
    if (thing.kind === 'entity' && isEntity(itemAt(reader, at + 1))) return readCount(reader, at + 1)
    if (thing.kind === 'entity')
      return countOfOwned(reader, thing.model, at) ?? countOfEntity(thing.model, at)
    const column = columnOf(item)
    if (column && reader.index.schema.isNumeric(column) && !isOp(reader, 'distinct', at - 1))
      return {
        quantities: [saysTotal(reader, offset - 1) ? over(column)('sum') : { kind: 'column', column }],
        to: at + 1,
      }
    if (column && reader.index.schema.isTime(column)) return countOfDated(reader, column, at)
    if (column)
      return isFlag(reader, column)
        ? null
        : { quantities: [{ kind: 'count', model: column.model, column }], to: at + 1 }
    if (thing.kind === 'value') return countBehindValues(reader, at) ?? countOfValues(reader, at)
  }
  if (saidBefore(reader, at) > 0) return countBehindValues(reader, at)
  return isOp(reader, 'be', at) ? countOfState(reader, pass(reader, at + 1)) : null
}

/** "how many were cancelled", "how many were delivered late": the rows it is said of, where nothing else is named. */
function countOfState(reader: Reader, at: number): ReadQuantity | null {
  const item = itemAt(reader, at)
  const alone = !reader.items.some(isEntity)
  if (!alone || item?.kind !== 'thing' || !('model' in item.thing)) return null
  const timely = readTimely(reader, at) !== null
  const said = item.thing.kind === 'value' || timely
  return said ? { ...countOfEntity(item.thing.model, at), to: at } : null
}

/**
 * "how many emergencies": the rows in that state, which are narrowed when the values are read. Of "dogs with a surgery
 * in 2025" nobody knows which of the two the period dates.
 */
function countOfValues(reader: Reader, at: number): ReadQuantity | null {
  const model = rowsOfValues(reader, at)
  const dated = reader.items.some(({ kind }) => kind === 'period')
  const elsewhere = reader.items.some(
    (item) => item.kind === 'thing' && item.thing.kind === 'value' && item.thing.model !== model,
  )
  return model === null || (dated && elsewhere) ? null : { ...countOfEntity(model, at), to: at }
}

/** "how many total orders": counted all together. */
function afterTotal(reader: Reader, at: number): number {
  const op = opAt(reader, at)
  return op?.op === 'aggregate' && op.aggregation === 'sum' ? pass(reader, at + 1) : at
}

/** "the total number of minutes": numbers are added up. */
const saysTotal = (reader: Reader, offset: number): boolean =>
  /\btotal\b/i.test(itemAt(reader, offset)?.text ?? '')

/** "car models": of two nouns side by side the last is meant. */
export const isEntity = (item: Chosen | undefined): boolean =>
  item?.kind === 'thing' && item.thing.kind === 'entity'

/** "how many sellers joined": rows are counted by their own date; another date is left for what is said of it. */
function countOfDated(reader: Reader, column: Column, at: number): ReadQuantity | null {
  const isOwn = reader.index.schema.time(column.model)?.name === column.name
  const behind = opAt(reader, pass(reader, at + 1))?.op
  if (behind === 'timely' || behind === 'compare') return { ...countOfEntity(column.model, at), to: at }
  return isOwn ? countOfEntity(column.model, at) : null
}

/** "number of store locations": the different values of a column of the entity. */
function countOfOwned(reader: Reader, model: string, at: number): ReadQuantity | null {
  const column = columnOf(itemAt(reader, at + 1))
  const { schema } = reader.index
  if (column?.model !== model || schema.isNumeric(column) || schema.isTime(column)) return null
  return { quantities: [{ kind: 'count', model, column }], to: at + 2 }
}

function countOfEntity(model: string, at: number): ReadQuantity {
  return { quantities: [{ kind: 'count', model, column: null }], to: at + 1 }
}

/** Items of what may be said of rows before their noun, besides values: "late", "undelivered". */
const saidBefore = (reader: Reader, at: number): number =>
  isOp(reader, 'timely', at) ? 1 : isDenying(reader, at) ? 2 : 0

/** "How many French customers": the counted noun stands behind the values that narrow it; they are read later. */
export function countBehindValues(reader: Reader, at: number): ReadQuantity | null {
  let here = at
  for (;;) {
    const item = itemAt(reader, here)
    const lead = saidBefore(reader, here)
    if (lead > 0) {
      here = pass(reader, here + lead)
      continue
    }
    if (item?.kind !== 'thing') return null
    if (item.thing.kind === 'entity')
      return { quantities: [{ kind: 'count', model: item.thing.model, column: null }], to: at }
    if (item.thing.kind === 'metric')
      return { quantities: [{ kind: 'metric', name: item.thing.name }], to: at }
    if (item.thing.kind !== 'value') return null
    here = pass(reader, here + 1, ['and', 'or'])
  }
}

function readAggregates(reader: Reader, offset: number): ReadQuantity | null {
  const aggregations: Aggregation[] = []
  let here = offset
  for (;;) {
    const op = opAt(reader, here)
    if (op?.op === 'aggregate') aggregations.push(op.aggregation)
    else if (
      !(itemAt(reader, here)?.kind === 'comma' || op?.op === 'and' || itemAt(reader, here)?.kind === 'filler')
    )
      break
    here++
  }
  const at = pass(reader, here, ['preposition', 'either', 'each', 'distinct'])
  const target = aggregateTarget(reader, at, aggregations)
  return target ?? reuseColumn(reader, here, aggregations)
}

function aggregateTarget(
  reader: Reader,
  at: number,
  aggregations: readonly Aggregation[],
): ReadQuantity | null {
  const item = itemAt(reader, at)
  if (isOp(reader, 'count', at)) {
    const inner = readCount(reader, at + 1)
    const quantity = inner?.quantities[0]
    if (inner && quantity?.kind === 'column')
      return { quantities: aggregations.map(over(quantity.column)), to: inner.to }
    if (inner && aggregations.every((one) => one === 'sum')) return inner
    return null
  }
  if (item?.kind !== 'thing') return null
  const { thing } = item
  if (thing.kind === 'formula') return overFormula(reader, thing.formula, { at, aggregations })
  if (thing.kind === 'metric') {
    const plain = aggregations.every((one) => one === 'sum' || fits(reader, thing.name, one))
    return plain ? { quantities: [{ kind: 'metric', name: thing.name }], to: at + 1 } : null
  }
  if (thing.kind === 'entity') return overEntity(reader, thing.model, { at, aggregations })
  if (thing.kind === 'span')
    return { quantities: aggregations.map((one) => lasting(reader, one, thing)), to: at + 1 }
  const column = columnOf(item)
  const extremes = aggregations.every((one) => one === 'min' || one === 'max')
  if (!column || !(reader.index.schema.isNumeric(column) || (extremes && reader.index.schema.isTime(column))))
    return null
  return columnsTarget(reader, at, aggregations)
}

interface Asked {
  readonly at: number
  readonly aggregations: readonly Aggregation[]
}

/** "average boat weight", "total premiums", "total boats". */
function overEntity(reader: Reader, model: string, { at, aggregations }: Asked): ReadQuantity | null {
  const sums = aggregations.every((one) => one === 'sum')
  const amount = reader.index.subtypes.find((one) => one.model === model)
  if (amount && sums) return { quantities: [{ kind: 'metric', name: amount.metric }], to: at + 1 }
  const next = columnOf(itemAt(reader, at + 1))
  if (next && reader.index.schema.isNumeric(next))
    return { quantities: aggregations.map(over(next)), to: at + 2 }
  const metric = metricOf(reader, model, at + 1)
  if (metric !== null && sums) return { quantities: [{ kind: 'metric', name: metric }], to: at + 2 }
  return sums ? countOfEntity(model, at) : null
}

/** "total booking amount": the governed amount of the rows named before it. */
function metricOf(reader: Reader, model: string, at: number): string | null {
  const item = itemAt(reader, at)
  if (item?.kind !== 'thing' || item.thing.kind !== 'metric') return null
  const { name } = item.thing
  return modelsOfMetric(reader.index.catalog.model, name).includes(model) ? name : null
}

/** "average loss", where the question says what a loss is: what is defined, per one of what its rows belong to. */
function overFormula(reader: Reader, formula: Formula, { at, aggregations }: Asked): ReadQuantity | null {
  const whole: Measurable = { kind: 'formula', ...formula }
  if (aggregations.every((one) => one === 'sum')) return { quantities: [whole], to: at + 1 }
  const owner = ownerOfRows(reader.index, whole)
  if (owner === null || !aggregations.every((one) => one === 'average')) return null
  const count: Measurable = { kind: 'count', model: owner, column: null }
  const name = `average ${formula.name}`
  return { quantities: [{ kind: 'formula', name, op: '/', of: [whole, count] }], to: at + 1 }
}

/** "average tonnage and crew": an aggregate holds for all numeric columns joined by "and". */
function columnsTarget(reader: Reader, at: number, aggregations: readonly Aggregation[]): ReadQuantity {
  const quantities: Quantity[] = []
  let here = at
  let to = at
  for (;;) {
    const column = columnOf(itemAt(reader, here))
    if (
      !column ||
      (here > at && isOperatorToo(reader, here)) ||
      !(reader.index.schema.isNumeric(column) || (here === at && reader.index.schema.isTime(column)))
    )
      break
    quantities.push(...aggregations.map(over(column)))
    to = here + 1
    const joiner = itemAt(reader, to)
    if (!(joiner?.kind === 'comma' || isOp(reader, 'and', to))) break
    here = pass(reader, to + 1, ['and'])
  }
  return { quantities, to }
}

/** "the maximum capacity and the average": a column called like an aggregate is not one of those put together. */
const isOperatorToo = (reader: Reader, at: number): boolean =>
  operatorOf(itemAt(reader, at)?.text.toLowerCase() ?? '')?.op === 'aggregate'

const over =
  (column: Extract<Quantity, { kind: 'column' }>['column']) =>
  (aggregation: Aggregation): Quantity => ({ kind: 'aggregate', aggregation, column })

/** A governed metric is asked with an aggregate in front only where it is one of that kind. */
function fits(reader: Reader, name: string, aggregation: Aggregation): boolean {
  const metric = reader.index.schema.metrics.get(name)
  if (metric?.kind === 'simple')
    for (const model of reader.index.schema.models.values())
      for (const measure of model.measures)
        if (measure.name === metric.input.measure) return measure.aggregation === aggregation
  return new RegExp(aggregation === 'average' ? 'average|avg|mean' : aggregation).test(
    `${name} ${metric?.label ?? ''}`.toLowerCase(),
  )
}

/** "the maximum capacity and the average": the column of the aggregate before. */
function reuseColumn(reader: Reader, to: number, aggregations: readonly Aggregation[]): ReadQuantity | null {
  const before = reader.frame.wants.findLast((want) => want.quantity.kind === 'aggregate')?.quantity
  return before?.kind === 'aggregate' ? { quantities: aggregations.map(over(before.column)), to } : null
}

import type { Metric } from '@numize/semantic'
import type { CatalogIndex } from '../../index/catalog-index.ts'
import { datesOf } from '../../index/metric-dates.ts'
import type { Column } from '../../index/thing.ts'
import { columnLabel } from '../../readings/labels.ts'
import type { Quantity } from '../frame.ts'
import { addWant, itemAt, opAt, pass, type Reader, type Rule, wordsHere } from '../reader.ts'
import { amountAt, narrow, type RowsAmount } from '../rows-amount.ts'

/**
 * "average orders per month", "average daily revenue", "how many orders a week on average": an amount that adds up, over the
 * number of periods that have any of it.
 */
export const averagePeriod: Rule = (reader) => {
  const read = averageFirst(reader) ?? averageLast(reader)
  const date = read && dateOf(reader.index, read.quantity)
  if (!read || !date) return false
  const { grain, quantity, to } = read
  narrow(reader, read)
  addWant(
    reader,
    {
      kind: 'ratio',
      numerator: { quantity, where: [] },
      denominator: {
        quantity: { kind: 'aggregate', aggregation: 'count_distinct', column: date, grain },
        where: [],
      },
    },
    wordsHere(reader, to),
  )
  reader.frame.notes.push({
    kind: 'metric',
    reading: `By ${columnLabel(reader.index, date)}; a ${grain} without any is not counted`,
  })
  reader.at += to
  return true
}

interface Read extends RowsAmount {
  readonly grain: string
}

/** "average number of orders per month", "average monthly orders". */
function averageFirst(reader: Reader): Read | null {
  if (!isAverage(reader, 0)) return null
  const before = pass(reader, 1)
  const adverb = grainAt(reader, before)
  const amount = amountAt(reader, pass(reader, adverb === null ? before : before + 1))
  if (!amount) return null
  if (adverb !== null) return { ...amount, grain: adverb }
  const at = pass(reader, amount.to)
  const grain = grainAt(reader, at)
  return grain === null ? null : { ...amount, grain, to: at + 1 }
}

/** "orders per month on average". */
function averageLast(reader: Reader): Read | null {
  const amount = amountAt(reader, 0)
  const at = amount ? pass(reader, amount.to) : 0
  const grain = grainAt(reader, at)
  const behind = pass(reader, at + 1)
  return amount && grain !== null && isAverage(reader, behind) ? { ...amount, grain, to: behind + 1 } : null
}

const isAverage = (reader: Reader, offset: number): boolean => {
  const op = opAt(reader, offset)
  return op?.op === 'aggregate' && op.aggregation === 'average'
}

function grainAt(reader: Reader, offset: number): string | null {
  const item = itemAt(reader, offset)
  const { kind, grain = null } = item?.kind === 'period' ? item.match : { kind: null }
  return kind === 'grain' && grain !== 'dow' ? grain : null
}

/** The date an amount is counted by; null where it does not add up along the dates of its rows. */
function dateOf(index: CatalogIndex, quantity: Quantity): Column | null {
  if (quantity.kind === 'count') return quantity.column === null ? index.schema.time(quantity.model) : null
  if (quantity.kind === 'aggregate')
    return quantity.aggregation === 'sum' && !quantity.since ? index.schema.time(quantity.column.model) : null
  if (quantity.kind !== 'metric') return null
  const metric = index.schema.metrics.get(quantity.name)
  const [date, ...others] = datesOf(index, [quantity.name])
  const isOwn = date && index.schema.time(date.model)?.name === date.name
  return metric && date && isOwn && others.length === 0 && addsUp(index, metric) ? date : null
}

function addsUp({ schema }: CatalogIndex, metric: Metric): boolean {
  if (metric.kind !== 'simple') return false
  const measures = [...schema.models.values()].flatMap((model) => model.measures)
  const measure = measures.find(({ name }) => name === metric.input.measure)
  return (
    measure !== undefined &&
    measure.nonAdditive === null &&
    /^(sum|count|sum_boolean)$/.test(measure.aggregation)
  )
}

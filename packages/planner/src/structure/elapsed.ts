import type { Aggregation, ElapsedUnit } from '@numize/semantic'
import type { Column, Thing } from '../index/thing.ts'
import { columnLabel } from '../readings/labels.ts'
import type { Quantity } from './frame.ts'
import { columnOf, isOp, itemAt, opAt, pass, type Reader } from './reader.ts'

/** The time between two dates, put together over rows. */
export function elapsed(reader: Reader, aggregation: Aggregation, from: Column, to: Column): Quantity {
  return { kind: 'aggregate', aggregation, column: to, since: { column: from, unit: unitOf(reader, to) } }
}

/** What a model's rows last: from the first of two dates to the second. */
export const lasting = (
  reader: Reader,
  aggregation: Aggregation,
  { model, from, to }: Extract<Thing, { kind: 'span' }>,
): Quantity =>
  elapsed(
    reader,
    aggregation,
    { kind: 'dimension', model, name: from },
    { kind: 'dimension', model, name: to },
  )

/** From which date to which, in words. */
export function sayLasting(
  { index }: Reader,
  { model, from, to }: Omit<Extract<Thing, { kind: 'span' }>, 'kind'>,
): string {
  const [first, last] = [from, to].map((name) => columnLabel(index, { kind: 'dimension', model, name }))
  return `From ${first} to ${last}`
}

const units: readonly ElapsedUnit[] = ['second', 'minute', 'hour', 'day', 'week']

/** The unit the question speaks of, else days of dates and seconds of moments. */
function unitOf(reader: Reader, to: Column): ElapsedUnit {
  const said = reader.items
    .map(({ text }) => /\b(second|minute|hour|day|week)s\b/i.exec(text)?.[1]?.toLowerCase())
    .find((word) => word !== undefined)
  const unit = units.find((one) => one === said)
  return unit ?? (reader.index.schema.dimension(to)?.dataType === 'date' ? 'day' : 'second')
}

const timeWord =
  /^(?:time|days?|hours?|minutes?|seconds?|weeks?|gap|delay|interval|time taken|time elapsed|time difference|difference|duration)$/i

export interface ReadElapsed {
  readonly from: Column
  readonly to: Column
  /** Items used, from the reader's place. */
  readonly length: number
}

/** "days between the order date and the delivery date", "time from signup to first order", at an offset. */
export function readElapsed(reader: Reader, offset: number): ReadElapsed | null {
  let at = pass(reader, offset, ['count', 'preposition'])
  const word = itemAt(reader, at)
  if (!word || !timeWord.test(word.text.trim())) return null
  if (timeWord.test(itemAt(reader, at + 1)?.text ?? '')) at++
  at = pass(reader, at + 1)
  const between = isOp(reader, 'between', at)
  if (!between && !isFrom(reader, at)) return null
  const first = timeAt(reader, pass(reader, at + 1))
  const joint = first ? pass(reader, first.to) : 0
  const joined = between ? isOp(reader, 'and', joint) : opAt(reader, joint)?.op === 'preposition'
  const second = first && joined ? timeAt(reader, pass(reader, joint + 1)) : null
  return first && second ? { from: first.column, to: second.column, length: second.to } : null
}

const isFrom = (reader: Reader, at: number): boolean =>
  /^(from|of|since)$/i.test(itemAt(reader, at)?.text ?? '') && isOp(reader, 'preposition', at)

/** A date, with the rows it is one of said before it or not. */
function timeAt(reader: Reader, offset: number): { readonly column: Column; readonly to: number } | null {
  const item = itemAt(reader, offset)
  const column = columnOf(item)
  if (column && reader.index.schema.isTime(column)) return { column, to: offset + 1 }
  const next = columnOf(itemAt(reader, offset + 1))
  const owns = item?.kind === 'thing' && item.thing.kind === 'entity'
  return owns && next && reader.index.schema.isTime(next) ? { column: next, to: offset + 2 } : null
}

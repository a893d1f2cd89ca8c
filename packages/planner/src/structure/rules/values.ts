import type { Scalar } from '@numize/semantic'
import type { Chosen } from '../../cover/item.ts'
import { type Column, type Thing, withRole } from '../../index/thing.ts'
import {
  addCondition,
  columnOf,
  isOp,
  itemAt,
  pass,
  type Reader,
  type Rule,
  words,
  wordsHere,
} from '../reader.ts'

export interface ReadValues {
  readonly column: Column
  readonly values: readonly Scalar[]
  readonly joined?: 'and' | 'or'
  readonly to: number
}

export const textOf = (item: Chosen): string => item.text.replace(/^["“‘«'`]|["”’»'`]$/g, '').trim()

/** Values of one column joined by commas, "and", "or"; `column` is the one named beside them, if any. */
export function readValues(reader: Reader, offset: number, column: Column | null): ReadValues | null {
  const values: Scalar[] = []
  let here = offset
  let to = offset
  let found: Column | null = column
  let joined: Joiner = null
  let joiner: Joiner = null
  for (;;) {
    const value = valueAt(reader, here, found, values.length === 0)
    if (!value) break
    found = value.column
    values.push(value.value)
    joined = joiner ?? joined
    to = here + 1
    if (columnOf(itemAt(reader, to)) && sameColumn(columnOf(itemAt(reader, to)), found)) to++
    const next = itemAt(reader, to)
    if (
      !(
        next?.kind === 'comma' ||
        isOp(reader, 'or', to) ||
        isOp(reader, 'and', to) ||
        isOp(reader, 'versus', to)
      )
    )
      break
    if (isOp(reader, 'versus', to)) reader.frame.versus = words(reader, reader.at + to, reader.at + to + 1)
    joiner = joinerAt(reader, to)
    here = pass(reader, to + 1, ['or', 'and', 'preposition', 'versus', 'either'])
    if (sameColumn(columnOf(itemAt(reader, here)), found)) here++
  }
  return found && values.length > 0 ? { column: found, values, to, ...(joined ? { joined } : {}) } : null
}

type Joiner = 'and' | 'or' | null

/** "A and B", "A, and B": the word between two values. */
function joinerAt(reader: Reader, offset: number): Joiner {
  const at = itemAt(reader, offset)?.kind === 'comma' ? offset + 1 : offset
  return isOp(reader, 'and', at) ? 'and' : isOp(reader, 'or', at) ? 'or' : null
}

const sameColumn = (a: Column | null, b: Column | null): boolean =>
  a !== null && b !== null && a.model === b.model && a.name === b.name

function valueAt(
  reader: Reader,
  offset: number,
  column: Column | null,
  first: boolean,
): { readonly column: Column; readonly value: Scalar } | null {
  const item = itemAt(reader, offset)
  if (item?.kind === 'quoted') {
    if (item.thing?.kind === 'value' && (!column || sameValueColumn(item.thing, column)))
      return {
        column: valueColumn(item.thing, column),
        value: item.thing.value,
      }
    const elsewhere = item.thing?.kind === 'value' && knowsAll(reader, column)
    return column && !elsewhere ? { column, value: literal(reader, column, textOf(item)) } : null
  }
  if (item?.kind === 'thing' && item.thing.kind === 'value') {
    if (column && !sameValueColumn(item.thing, column)) return null
    return {
      column: valueColumn(item.thing, column),
      value: item.thing.value,
    }
  }
  return first && column && item?.kind === 'unknown' ? unknownValue(reader, item, column) : null
}

const valueColumn = (thing: Extract<Thing, { kind: 'value' }>, beside: Column | null): Column => ({
  kind: 'dimension',
  model: thing.model,
  name: thing.name,
  ...withRole(thing.role ?? beside?.role),
})

const sameValueColumn = (thing: Extract<Thing, { kind: 'value' }>, column: Column): boolean =>
  thing.name === column.name &&
  thing.model === column.model &&
  (thing.role === undefined || thing.role === column.role)

const knowsAll = ({ index }: Reader, column: Column | null): boolean =>
  column !== null &&
  index.values.knows(column.model, column.name) &&
  !index.values.incomplete(column.model, column.name)

/** A word nobody knows right after a text column may be a value where not all values are known. */
function unknownValue(reader: Reader, item: Chosen, column: Column) {
  const { schema } = reader.index
  if (schema.isNumeric(column) || schema.isTime(column) || column.kind === 'key') return null
  if (knowsAll(reader, column)) return null
  return /\d|^\p{Lu}/u.test(item.text) ? { column, value: item.text } : null
}

const literal = (reader: Reader, column: Column, text: string): Scalar =>
  reader.index.schema.isNumeric(column) && text !== '' && Number.isFinite(Number(text)) ? Number(text) : text

const isBoth = (reader: Reader): boolean =>
  isOp(reader, 'either') && itemAt(reader)?.text.toLowerCase() === 'both'

export const joinedBy = ({ joined }: ReadValues): Pick<ReadValues, 'joined'> => (joined ? { joined } : {})

/** Values on their own: `in France or Spain`, `cat pets`. */
export const values: Rule = (reader) => {
  const start = isBoth(reader) ? pass(reader, 1) : 0
  const read = readValues(reader, start, null)
  if (!read) return false
  addCondition(reader, {
    ...wordsHere(reader, read.to),
    kind: 'values',
    column: read.column,
    values: read.values,
    negate: reader.negate,
    every: start > 0,
    ...joinedBy(read),
  })
  reader.negate = false
  reader.at += read.to
  return true
}

/** A quoted text no column is known to hold: it names the row of the entity it stands beside. */
export const quotedName: Rule = (reader) => {
  const item = itemAt(reader)
  if (item?.kind !== 'quoted') return false
  const model = neighbour(reader)
  const column = model === null ? undefined : reader.index.schema.display(model)[0]
  if (!column || column.kind === 'key') return false
  addCondition(reader, {
    ...wordsHere(reader, 1),
    kind: 'text',
    column,
    match: 'equalsIgnoringCase',
    value: textOf(item),
    negate: reader.negate,
  })
  reader.negate = false
  reader.at++
  return true
}

function neighbour(reader: Reader): string | null {
  for (const offset of [-1, 1, -2, 2]) {
    const item = itemAt(reader, offset)
    if (item?.kind === 'thing' && item.thing.kind === 'entity') return item.thing.model
  }
  return null
}

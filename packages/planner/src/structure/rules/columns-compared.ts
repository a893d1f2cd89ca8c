import type { CompareOp } from '@numize/semantic'
import type { Column } from '../../index/thing.ts'
import { opposite } from '../opposite.ts'
import {
  addCondition,
  columnOf,
  isOp,
  itemAt,
  opAt,
  pass,
  type Reader,
  type Rule,
  wordsHere,
} from '../reader.ts'
import { timeNamedHere } from '../time-named.ts'

/** "paid amount above the claimed amount", "delivered after the deadline": two columns of a row compared. */
export const columnsCompared: Rule = (reader) => {
  const read = readComparison(reader)
  if (!read) return false
  const { op, column, to, length } = read
  addCondition(reader, {
    ...wordsHere(reader, length),
    kind: 'columns',
    column,
    op: reader.negate ? opposite[op] : op,
    to,
  })
  reader.negate = false
  reader.at += length
  return true
}

interface ReadColumns {
  readonly column: Column
  readonly op: CompareOp
  readonly to: Column
  /** Items used, from the reader's place. */
  readonly length: number
}

function readComparison(reader: Reader): ReadColumns | null {
  const at = pass(reader, isOp(reader, 'be', pass(reader, 1)) ? pass(reader, 1) + 1 : 1)
  const op = opAt(reader, at)
  if (op?.op !== 'compare' || !mayLead(reader)) return null
  const there = pass(reader, at + 1, ['than', 'be'])
  const to = columnOf(itemAt(reader, there))
  if (!to || itemAt(reader, there + 1)?.kind === 'number') return null
  const { schema } = reader.index
  const column = leftOf(reader, to)
  if (!column || (column.name === to.name && column.model === to.model)) return null
  const alike =
    (schema.isNumeric(column) && schema.isNumeric(to)) || (schema.isTime(column) && schema.isTime(to))
  return alike ? { column, op: op.compare, to, length: there + 1 } : null
}

const mayLead = (reader: Reader): boolean => ['thing', 'link'].includes(itemAt(reader)?.kind ?? '')

/** The column said, or the date of the deed that is. */
function leftOf(reader: Reader, to: Column): Column | null {
  const item = itemAt(reader)
  const column = columnOf(item)
  if (column) return column
  return item && reader.index.schema.isTime(to) ? timeNamedHere(reader.index, to.model, item.text) : null
}

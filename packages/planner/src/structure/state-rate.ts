import { rowsLabel } from '../readings/labels.ts'
import type { Condition, Quantity } from './frame.ts'
import { itemAt, opAt, type Reader, wordsHere } from './reader.ts'

export interface ReadRate {
  readonly quantity: Quantity
  /** Items used, from the reader's place. */
  readonly to: number
}

/** "cancellation rate", "the rejected percentage": of all rows the share in a state; null where no rate is said. */
export function readRate(reader: Reader, offset: number): ReadRate | null {
  const item = itemAt(reader, offset)
  const behind = itemAt(reader, offset + 1)
  const rate = opAt(reader, offset + 1)?.op === 'share' && /^(rates?|percentage|%)$/i.test(behind?.text ?? '')
  if (!rate || item?.kind !== 'thing' || item.thing.kind !== 'value') return null
  const { model, name, value, role } = item.thing
  const column = { kind: 'dimension', model, name, ...(role === undefined ? {} : { role }) } as const
  const said = { ...wordsHere(reader, offset + 2), or: false, clause: 0 }
  const part: Condition = { ...said, kind: 'values', column, values: [value], negate: false }
  const quantity: Quantity = { kind: 'count', model, column: null }
  const reading = `"${item.text} ${behind?.text}" is the share of all ${rowsLabel(reader.index, model).toLowerCase()}`
  if (!reader.frame.notes.some((note) => note.reading === reading))
    reader.frame.notes.push({ kind: 'metric', reading })
  return {
    quantity: {
      kind: 'ratio',
      numerator: { quantity, where: [part] },
      denominator: { quantity, where: [] },
    },
    to: offset + 2,
  }
}

import { rowsLabel } from '../readings/labels.ts'
import type { Condition, Quantity } from './frame.ts'
import { itemAt, opAt, type Reader, wordsHere } from './reader.ts'
import { timeNamedHere } from './time-named.ts'
import { type ReadTimely, readTimely, timelyConditions, timelyNote } from './timely.ts'

export interface ReadRate {
  readonly quantity: Quantity
  /** Items used, from the reader's place. */
  readonly to: number
}

/** "cancellation rate", "on-time delivery rate": of all rows the share in a state; null where no rate is said. */
export function readRate(reader: Reader, offset: number): ReadRate | null {
  const late = readTimely(reader, offset)
  if (late) return timelyRate(reader, late)
  if (!saysRate(reader, offset + 1)) return null
  const item = itemAt(reader, offset)
  if (item?.kind !== 'thing' || item.thing.kind !== 'value') return null
  const { model, name, value, role } = item.thing
  const column = { kind: 'dimension', model, name, ...(role === undefined ? {} : { role }) } as const
  const said = { ...wordsHere(reader, offset + 2), or: false, clause: 0 }
  const rows = rowsLabel(reader.index, model).toLowerCase()
  note(reader, `"${item.text} ${itemAt(reader, offset + 1)?.text}" is the share of all ${rows}`)
  const part: Condition = { ...said, kind: 'values', column, values: [value], negate: false }
  return { quantity: shareOf(model, [part], []), to: offset + 2 }
}

/** "on-time rate", "late delivery rate": of the rows that were due and done. */
function timelyRate(reader: Reader, late: ReadTimely): ReadRate | null {
  const { due, kept, as, to } = late
  const noun = itemAt(reader, to)
  const at = noun && timeNamedHere(reader.index, kept.model, noun.text)?.name === kept.name ? to + 1 : to
  if (!saysRate(reader, at) || as === 'overdue') return null
  const said = { ...wordsHere(reader, at + 1), or: false, clause: 0 }
  const whole = [due, kept].map((column): Condition => ({ ...said, kind: 'missing', column, negate: true }))
  const part = timelyConditions(late).map((one): Condition => ({ ...said, ...one }))
  note(reader, timelyNote(reader, late))
  return { quantity: shareOf(kept.model, part, whole), to: at + 1 }
}

const saysRate = (reader: Reader, offset: number): boolean =>
  opAt(reader, offset)?.op === 'share' && /^(rates?|percentage|%)$/i.test(itemAt(reader, offset)?.text ?? '')

function shareOf(model: string, part: readonly Condition[], whole: readonly Condition[]): Quantity {
  const quantity: Quantity = { kind: 'count', model, column: null }
  return {
    kind: 'ratio',
    numerator: { quantity, where: part },
    denominator: { quantity, where: whole },
  }
}

function note(reader: Reader, reading: string): void {
  const { notes } = reader.frame
  if (!notes.some((one) => one.reading === reading)) notes.push({ kind: 'metric', reading })
}

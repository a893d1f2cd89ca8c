import type { Quantity } from './frame.ts'
import { readQuantity } from './quantity.ts'
import { addCondition, isOp, itemAt, pass, type Reader, words } from './reader.ts'
import { rowsOfValues } from './rows-of-values.ts'
import { joinedBy, type ReadValues, readValues } from './rules/values.ts'

/** An amount of rows, with what is said of them before their noun ("abandoned commissions"). */
export interface RowsAmount {
  readonly quantity: Quantity
  /** Items used, from the reader's place. */
  readonly to: number
  readonly said: { readonly from: number; readonly values: ReadValues } | null
}

/** Rows counted (of a state, where one is said before them), or any other amount, at an offset; null where none begins. */
export function amountAt(reader: Reader, offset: number): RowsAmount | null {
  const noun = isOp(reader, 'count', offset) ? pass(reader, offset + 1) : offset
  const values = readValues(reader, noun, null)
  const said = values && { from: noun, values }
  const behind = values ? pass(reader, values.to) : noun
  const item = itemAt(reader, behind)
  if (item?.kind === 'thing' && item.thing.kind === 'entity')
    return { quantity: { kind: 'count', model: item.thing.model, column: null }, to: behind + 1, said }
  const rows = values && rowsOfValues(reader, noun)
  if (values && rows !== null)
    return { quantity: { kind: 'count', model: rows, column: null }, to: values.to, said }
  const read = values ? null : readQuantity(reader, offset)
  const [quantity] = read?.quantities ?? []
  return read && quantity && read.quantities.length === 1 ? { quantity, to: read.to, said: null } : null
}

/** What is said of the rows of an amount narrows all that is asked. */
export function narrow(reader: Reader, { said }: RowsAmount): void {
  if (!said) return
  const { from, values } = said
  addCondition(reader, {
    ...words(reader, reader.at + from, reader.at + values.to),
    kind: 'values',
    column: values.column,
    values: values.values,
    negate: false,
    ...joinedBy(values),
  })
}

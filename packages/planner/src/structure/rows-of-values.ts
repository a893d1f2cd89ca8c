import { flagOf } from '../index/flags.ts'
import type { Column } from '../index/thing.ts'
import { itemAt, pass, type Reader } from './reader.ts'

/** "emergencies", "the cancelled and the declined": the model whose rows values stand for; null where a noun follows. */
export function rowsOfValues(reader: Reader, offset: number): string | null {
  let model: string | null = null
  let end = offset
  for (let here = offset; ; here = pass(reader, end, ['and', 'or'])) {
    const item = itemAt(reader, here)
    if (item?.kind !== 'thing' || item.thing.kind !== 'value') break
    if (model !== null && item.thing.model !== model) return null
    model = item.thing.model
    end = here + 1
  }
  const next = itemAt(reader, end)
  const closed = next === undefined || ['operator', 'period', 'stop', 'comma', 'filler'].includes(next.kind)
  return closed ? model : null
}

/** Whether a column says yes and no: of its two values there is nothing to count. */
export function isFlag({ index: { schema, catalog } }: Reader, column: Column): boolean {
  const dimension = schema.dimension(column)
  return dimension !== null && flagOf(dimension, column.model, catalog.values) !== null
}

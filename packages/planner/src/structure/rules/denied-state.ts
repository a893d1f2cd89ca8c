import type { Chosen } from '../../cover/item.ts'
import { flagOf } from '../../index/flags.ts'
import { columnLabel } from '../../readings/labels.ts'
import { addCondition, isDenying, itemAt, type Reader, type Rule, wordsHere } from '../reader.ts'
import { timeNamedHere } from '../time-named.ts'

/** "undelivered parcels", "unpaid in May": rows in any other state, or whose date of it is not filled in. */
export const deniedState: Rule = (reader) => {
  const word = isDenying(reader, 0) ? itemAt(reader, 1) : undefined
  return word !== undefined && (stateDenied(reader, word) || dateMissing(reader, word))
}

function stateDenied(reader: Reader, word: Chosen): boolean {
  if (word.kind !== 'thing' || word.thing.kind !== 'value') return false
  const { model, name, value } = word.thing
  const { schema, catalog } = reader.index
  const column = { kind: 'dimension', model, name } as const
  const dimension = schema.dimension(column)
  const flag = dimension && flagOf(dimension, model, catalog.values)
  const said = wordsHere(reader, 2)
  if (flag) {
    const other = value === flag.yes.value ? flag.no.value : flag.yes.value
    addCondition(reader, { ...said, kind: 'values', column, values: [other], negate: false })
  } else {
    const bound = { kind: 'value', value } as const
    addCondition(reader, { ...said, kind: 'compare', quantity: { kind: 'column', column }, op: '!=', bound })
  }
  reader.at += 2
  return true
}

/** The rows that are named, else the only ones with such a date. */
function dateMissing(reader: Reader, word: Chosen): boolean {
  const { index, items } = reader
  const named = items.flatMap((item) =>
    item.kind === 'thing' && item.thing.kind === 'entity' ? [item.thing.model] : [],
  )
  const models = named.length > 0 ? named : [...index.schema.models.keys()]
  const found = models.flatMap((model) => timeNamedHere(index, model, word.text) ?? [])
  const [column, ...others] = found
  if (!column || others.some((one) => one.model !== column.model)) return false
  addCondition(reader, { ...wordsHere(reader, 2), kind: 'missing', column, negate: false })
  reader.frame.notes.push({ kind: 'filter', reading: `${columnLabel(index, column)} is not filled in` })
  reader.at += 2
  return true
}

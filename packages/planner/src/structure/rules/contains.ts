import type { Column } from '../../index/thing.ts'
import { isEntity } from '../quantity.ts'
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
import { textOf } from './values.ts'

/** `name contains "x"`, `title does not start with "The"`. */
export function containsAfter(reader: Reader, column: Column, offset: number): boolean {
  const negate = isOp(reader, 'negate', offset)
  const at = pass(reader, negate ? offset + 1 : offset)
  const op = opAt(reader, at)
  if (op?.op !== 'contains') return false
  const where = quotedNear(reader, pass(reader, at + 1))
  const item = itemAt(reader, where)
  if (!item || item.kind === 'operator' || item.kind === 'comma') return false
  addCondition(reader, {
    ...wordsHere(reader, where + 1),
    kind: 'text',
    column,
    match: op.match,
    value: item.kind === 'quoted' ? textOf(item) : item.text,
    negate,
  })
  reader.at += inItsName(reader, where + 1)
  return true
}

/** "songs with the word 'x' in their title": the name of what was just said. */
function inItsName(reader: Reader, offset: number): number {
  const at = pass(reader, offset, ['preposition'])
  const pronoun = /^(its|their)$/i.test(itemAt(reader, at - 1)?.text ?? '')
  return pronoun && /^(names?|titles?)$/i.test(itemAt(reader, at)?.text ?? '') ? at + 1 : offset
}

/** `containing the word "x" in its title`: the column is said behind, or is the one before. */
export const bareContains: Rule = (reader) => {
  const op = opAt(reader)
  if (op?.op !== 'contains') return false
  if (holdsRows(reader)) {
    reader.at++
    return true
  }
  const where = quotedNear(reader, pass(reader, 1))
  const item = itemAt(reader, where)
  if (!item || item.kind === 'operator' || item.kind === 'comma') return false
  const behind = pass(reader, where + 1, ['preposition'])
  const named = columnOf(itemAt(reader, behind))
  const column = named ?? lastTextColumn(reader)
  if (!column) return false
  const to = named ? behind + 1 : where + 1
  const value = item.kind === 'quoted' ? textOf(item) : item.text
  addCondition(reader, {
    ...wordsHere(reader, to),
    kind: 'text',
    column,
    match: op.match,
    value,
    negate: reader.negate,
  })
  reader.negate = false
  reader.at += to
  return true
}

/** "crates that contain the label text 'Fragile'": rows that have it, where the text is a whole value of the column. */
function holdsRows(reader: Reader): boolean {
  let at = pass(reader, 1)
  if (!isEntity(itemAt(reader, at))) return false
  while (isEntity(itemAt(reader, at))) at = pass(reader, at + 1)
  const column = columnOf(itemAt(reader, at))
  const value = itemAt(reader, at + 1)
  const whole = value?.kind === 'quoted' && value.thing?.kind === 'value' ? value.thing : null
  return column !== null && whole !== null && whole.model === column.model && whole.name === column.name
}

function lastTextColumn(reader: Reader): Column | null {
  const target = reader.frame.groups.at(-1)?.target
  if (target?.kind === 'column') return target.column
  const entity = reader.frame.entities.at(-1)
  return entity ? (reader.index.schema.display(entity.model)[0] ?? null) : null
}

/** "containing the text 'x'": the quoted text is meant, not the word before it. */
const quotedNear = (reader: Reader, at: number): number =>
  itemAt(reader, at + 1)?.kind === 'quoted' ? at + 1 : at

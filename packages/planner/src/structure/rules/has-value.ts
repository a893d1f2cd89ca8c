import { addCondition, columnOf, itemAt, opAt, pass, type Reader, type Rule, wordsHere } from '../reader.ts'

/** Verbs that say a column is filled in, and nothing of what it holds. */
const fillsIn =
  /^(declared?|declares|specified|specif(?:y|ies)|chosen|chose|provided|stated|stat(?:e|es)|set|filled in|listed)$/i

/** "students who have declared a major": the column is known. */
export const hasValue: Rule = (reader) => {
  const item = itemAt(reader)
  if (!item || !fillsIn.test(item.text) || isOwnValue(reader)) return false
  const at = pass(reader, 1)
  const article = at > 1 && /^an?$/i.test(itemAt(reader, at - 1)?.text ?? '')
  const column = columnOf(itemAt(reader, at))
  if (!article || !column || !followsHave(reader)) return false
  addCondition(reader, { ...wordsHere(reader, at + 1), kind: 'missing', column, negate: !reader.negate })
  reader.negate = false
  reader.at += at + 1
  return true
}

const isOwnValue = (reader: Reader): boolean => {
  const item = itemAt(reader)
  return item?.kind === 'thing' && item.thing.kind === 'value'
}

function followsHave(reader: Reader): boolean {
  const op = opAt(reader, -1)?.op
  return op === 'have' || op === 'with' || op === 'negate' || op === 'relative'
}

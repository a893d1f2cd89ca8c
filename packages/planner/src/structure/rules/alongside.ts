import type { Chosen } from '../../cover/item.ts'
import {
  addCondition,
  addGroup,
  columnOf,
  itemAt,
  opAt,
  pass,
  type Reader,
  type Rule,
  words,
  wordsHere,
} from '../reader.ts'
import { targetOf } from './grouping.ts'

/** "members with phone number and email": nothing is said of the columns, so they are shown. */
export function withColumns(reader: Reader): boolean {
  const { entities, groups, wants, conditions, rank } = reader.frame
  const head = entities.at(-1)
  const rest = reader.items.slice(reader.at + 1)
  const names = rest.filter((item) => columnOf(item) !== null)
  const only = rest.every(
    (item, at) => columnOf(item) !== null || isBetween(item) || (at === 0 && item.kind === 'filler'),
  )
  if (!head || entities.length > 1 || names.length === 0 || !only) return false
  if (groups.length + wants.length + conditions.length > 0 || rank) return false
  const { text, span, model } = head
  addGroup(reader, { text, span, target: { kind: 'entity', model }, shown: true })
  for (const item of names) {
    const column = columnOf(item)
    if (column)
      addGroup(reader, { text: item.text, span: item.span, target: { kind: 'column', column }, shown: true })
  }
  reader.at = reader.items.length
  return true
}

const isBetween = (item: Chosen): boolean =>
  item.kind === 'comma' || item.kind === 'filler' || (item.kind === 'operator' && item.op.op === 'and')

/** "total fees that a member has paid": the amount of each, where one of them is spoken of as any. */
export function eachOne(reader: Reader): boolean {
  const article = itemAt(reader, 1)
  const target = targetOf(reader, 2)
  const verb = itemAt(reader, 3)
  const any = article?.kind === 'filler' && /^(a|an)$/i.test(article.text)
  const does = verb?.kind === 'link' || opAt(reader, 3)?.op === 'have'
  if (opAt(reader)?.op !== 'relative' || !any || !does || target?.kind !== 'entity') return false
  if (reader.frame.wants.length === 0) return false
  addGroup(reader, { ...words(reader, reader.at + 2, reader.at + 3), target, shown: false })
  reader.at += 3
  return true
}

/** "… and the corresponding price": shown beside what stands before, after a clause about it. */
export const alongside: Rule = (reader) => {
  const item = itemAt(reader)
  if (item?.kind !== 'filler' || !/^(corresponding|respective|associated)$/i.test(item.text)) return false
  const at = pass(reader, 1)
  const target = targetOf(reader, at)
  if (!target || reader.clause === 0) return false
  reader.clause = 0
  reader.zone = 'select'
  if (opAt(reader, pass(reader, at + 1))?.op === 'have' && target.kind === 'entity')
    addCondition(reader, { ...wordsHere(reader, at + 1), kind: 'exists', model: target.model, negate: false })
  addGroup(reader, { ...words(reader, reader.at + at, reader.at + at + 1), target, shown: true })
  if (target.kind === 'entity')
    reader.frame.entities.push({
      ...words(reader, reader.at + at, reader.at + at + 1),
      model: target.model,
      clause: 0,
    })
  reader.at += at + 1
  return true
}

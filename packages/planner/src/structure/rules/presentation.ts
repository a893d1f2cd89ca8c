import { stem } from '../../text/inflect.ts'
import { addCondition, itemAt, opAt, type Reader, type Rule, wordsHere } from '../reader.ts'
import { timeNamed, wordsBefore } from '../time-named.ts'
import { datedByEvent } from './event-period.ts'

/** `as a table`, `bar chart of …`. */
export const presentation: Rule = (reader) => {
  const op = opAt(reader)
  if (op?.op !== 'present') return false
  reader.frame.presentation = { ...wordsHere(reader, 1), as: op.as }
  reader.at++
  return true
}

/**
 * "customers who joined in May": a period in a clause is said of its head's own date where the verb names that date;
 * where it names none, the period is nobody's.
 */
function datedByVerb(reader: Reader): boolean {
  const item = itemAt(reader)
  const head = reader.frame.clauses[reader.clause]?.head ?? null
  if (item?.kind !== 'period' || item.match.kind !== 'range' || head === null || reader.clause === 0)
    return false
  const verbs = wordsBefore(reader.items, item.span[0]).map(stem)
  const column = timeNamed(reader.index, head, verbs)
  if (!column) return false
  const bound = { kind: 'period', match: item.match } as const
  addCondition(reader, {
    ...wordsHere(reader, 1),
    kind: 'compare',
    quantity: { kind: 'column', column },
    op: '=',
    bound,
  })
  reader.at++
  return true
}

/** Periods, and `over time`. */
export const period: Rule = (reader) => {
  const item = itemAt(reader)
  if (item?.kind === 'period') {
    if (datedByVerb(reader) || datedByEvent(reader)) return true
    if (reader.or && reader.frame.conditions.length > 0)
      reader.frame.stranded.push({ text: `or ${item.text}`, span: item.span })
    reader.frame.periods.push({ text: item.text, span: item.span, match: item.match })
    reader.at++
    return true
  }
  if (opAt(reader)?.op !== 'trend') return false
  reader.frame.trend = wordsHere(reader, 1)
  reader.at++
  return true
}

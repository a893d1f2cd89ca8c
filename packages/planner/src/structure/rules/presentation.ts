import { itemAt, opAt, type Rule, wordsHere } from '../reader.ts'

/** `as a table`, `bar chart of …`. */
export const presentation: Rule = (reader) => {
  const op = opAt(reader)
  if (op?.op !== 'present') return false
  reader.frame.presentation = { ...wordsHere(reader, 1), as: op.as }
  reader.at++
  return true
}

/** Periods, and `over time`. */
export const period: Rule = (reader) => {
  const item = itemAt(reader)
  if (item?.kind === 'period') {
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

import { addCondition, type Rule, wordsHere } from '../reader.ts'
import { readRate } from '../state-rate.ts'
import { readTimely, timelyConditions, timelyNote } from '../timely.ts'

/** "late jobs", "delivered on time", "overdue": a date of the row is held against the one it was due. */
export const timely: Rule = (reader) => {
  const read = readTimely(reader, 0)
  if (!read || readRate(reader, 0)) return false
  const said = wordsHere(reader, read.to)
  const meant = reader.negate ? { ...read, as: denied[read.as] } : read
  reader.negate = false
  for (const condition of timelyConditions(meant)) addCondition(reader, { ...said, ...condition })
  reader.frame.notes.push({ kind: 'filter', reading: timelyNote(reader, meant) })
  reader.at += read.to
  return true
}

/** Not late is on time; what is not early or not overdue is not told by two dates alone, and left to the net. */
const denied = { late: 'onTime', onTime: 'late', early: 'early', overdue: 'overdue' } as const

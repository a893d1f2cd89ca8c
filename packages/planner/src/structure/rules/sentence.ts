import { itemAt, type Rule } from '../reader.ts'

/** A new sentence speaks of the whole again: "… from Spain. Return their names and ages." */
export const sentence: Rule = (reader) => {
  if (itemAt(reader)?.kind !== 'stop') return false
  reader.at++
  reader.zone = 'select'
  reader.clause = 0
  reader.negate = false
  reader.or = false
  return true
}

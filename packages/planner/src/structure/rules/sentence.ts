import { columnOf, isOp, itemAt, opAt, pass, type Reader, type Rule } from '../reader.ts'

/**
 * "… with 4 doors. List the name and the id.", "For depots in Wales, which yard …": what is asked for stands behind what
 * narrows it; columns are shown again.
 */
export const sentence: Rule = (reader) => {
  const item = itemAt(reader)
  const ends = item?.kind === 'stop'
  const turns = (item?.kind === 'comma' || isOp(reader, 'and')) && asksNext(reader)
  if (!ends && !turns) return false
  reader.zone = 'select'
  reader.clause = 0
  reader.negate = false
  reader.or = false
  reader.at++
  return true
}

/** ", which model …", ", what is the id …", ", list …". */
function asksNext(reader: Reader): boolean {
  const op = opAt(reader, 1)
  if (op?.op !== 'question' && op?.op !== 'list') return false
  const at = pass(reader, 2, ['be', 'distinct'])
  const item = itemAt(reader, at)
  return (
    columnOf(item) !== null ||
    isOp(reader, 'count', at) ||
    isOp(reader, 'aggregate', at) ||
    item?.kind === 'thing'
  )
}

/** "… how many are there in each one": the group that was named. */
export const eachOne: Rule = (reader) => {
  if (
    !isOp(reader, 'each') ||
    !/^(one|of|them|person|individual|time|case)$/i.test(itemAt(reader, 1)?.text ?? '')
  )
    return false
  const { groups, entities, wants } = reader.frame
  const named =
    groups.length + entities.length > 0 ||
    (wants.length > 0 && /^(time|case)$/i.test(itemAt(reader, 1)?.text ?? ''))
  if (!named || itemAt(reader, 1)?.kind === 'thing') return false
  reader.at += 2
  return true
}

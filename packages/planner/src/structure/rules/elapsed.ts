import { elapsed, lasting, readElapsed, sayLasting } from '../elapsed.ts'
import { addWant, itemAt, opAt, type Rule, wordsHere } from '../reader.ts'

/** "average number of days between signup and first order", "the session duration". */
export const timeBetween: Rule = (reader) => {
  const op = opAt(reader)
  const aggregation = op?.op === 'aggregate' ? op.aggregation : null
  const read = readElapsed(reader, aggregation === null ? 0 : 1)
  if (read) {
    const quantity = elapsed(reader, aggregation ?? 'average', read.from, read.to)
    addWant(reader, quantity, wordsHere(reader, read.length))
    reader.at += read.length
    return true
  }
  const item = itemAt(reader)
  if (item?.kind !== 'thing' || item.thing.kind !== 'span') return false
  addWant(reader, lasting(reader, 'average', item.thing), wordsHere(reader, 1))
  reader.frame.notes.push({ kind: 'metric', reading: sayLasting(reader, item.thing) })
  reader.at++
  return true
}

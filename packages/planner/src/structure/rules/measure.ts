import { modelsOfMetric } from '@numize/semantic'
import { subjectOf } from '../../complete/subject.ts'
import { countingMetric } from '../../index/counting-metric.ts'
import type { Quantity } from '../frame.ts'
import { measureOf, readQuantity } from '../quantity.ts'
import {
  addWant,
  isOp,
  itemAt,
  opAt,
  openClause,
  pass,
  type Reader,
  type Rule,
  wordsHere,
} from '../reader.ts'
import { readRate } from '../state-rate.ts'

/** `number of X`, `average Y`, a metric by name. */
export const measure: Rule = (reader) => {
  const item = itemAt(reader)
  const starts =
    isOp(reader, 'count') ||
    isOp(reader, 'aggregate') ||
    readRate(reader, 0) !== null ||
    (item?.kind === 'thing' && measureOf(item.thing) !== null)
  if (!starts) return false
  if (rowsOfCounting(reader)) return true
  const read = readQuantity(reader, 0)
  if (!read) return countAtTheEnd(reader)
  const negated = reader.frame.clauses[reader.clause]?.negate === true
  if (negated) reader.frame.stranded.push(wordsHere(reader, read.to))
  for (const quantity of read.quantities) addWant(reader, quantity, wordsHere(reader, read.to))
  reader.at += read.to
  return true
}

/** "visits longer than an hour, how many", "List the region and the count.": what was named before is counted. */
function countAtTheEnd(reader: Reader): boolean {
  const { frame } = reader
  const next = itemAt(reader, pass(reader, 1, ['be']))
  const ends = next === undefined || next.kind === 'stop' || next.kind === 'comma'
  if (!isOp(reader, 'count') || !(ends || isOp(reader, 'and', pass(reader, 1)))) return false
  if (!frame.wants.some(({ quantity }) => counts(quantity))) {
    const head = subjectOf(frame)
    if (head === null) return false
    addWant(reader, { kind: 'count', model: head, column: null }, wordsHere(reader, 1))
  }
  reader.at++
  return true
}

const counts = ({ kind }: Quantity): boolean => kind === 'count' || kind === 'metric' || kind === 'implied'

/** "revenue from gift orders": after a measure and a preposition, a metric that counts rows names the rows. */
function rowsOfCounting(reader: Reader): boolean {
  const item = itemAt(reader)
  if (item?.kind !== 'thing' || item.thing.kind !== 'metric' || reader.frame.wants.length === 0) return false
  const { name } = item.thing
  const model = modelsOfMetric(reader.index.catalog.model, name).find(
    (one) => countingMetric(reader.index, one) === name,
  )
  if (model === undefined || !afterPreposition(reader)) return false
  const clause = / (who|that|which) /i.test(item.text)
  reader.frame.entities.push({ ...wordsHere(reader, 1), model, clause: reader.clause })
  if (clause) openClause(reader, false, model)
  reader.at++
  return true
}

function afterPreposition(reader: Reader): boolean {
  for (let back = -1; ; back--) {
    const item = itemAt(reader, back)
    if (item?.kind === 'operator') return item.op.op === 'preposition' || item.op.op === 'with'
    if (!(item?.kind === 'filler' || (item?.kind === 'thing' && item.thing.kind === 'value'))) return false
  }
}

/** `how many times`: how often the rest happened. */
export const times: Rule = (reader) => {
  if (!(isOp(reader, 'count') && isOp(reader, 'times', 1))) return false
  addWant(reader, { kind: 'implied' }, wordsHere(reader, 2))
  reader.at += 2
  return true
}

/** `share of …` is kept for whoever builds the plan. */
export const share: Rule = (reader) => {
  if (opAt(reader)?.op !== 'share') return false
  reader.frame.share = wordsHere(reader, 1)
  reader.at = reader.at + pass(reader, 1)
  return true
}

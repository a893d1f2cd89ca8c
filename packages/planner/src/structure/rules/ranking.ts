import { subjectOf } from '../../complete/subject.ts'
import type { Chosen } from '../../cover/item.ts'
import { sizes } from '../../lexicon/sizes.ts'
import { lemma } from '../../text/inflect.ts'
import type { Quantity } from '../frame.ts'
import { readQuantity } from '../quantity.ts'
import { readOrder } from '../read-order.ts'
import {
  addGroup,
  addWant,
  columnOf,
  isOp,
  itemAt,
  opAt,
  pass,
  type Reader,
  type Rule,
  setOrder,
  setRank,
  words,
  wordsHere,
} from '../reader.ts'
import { rowsOfValues } from '../rows-of-values.ts'
import { ownsNext, targetOf } from './grouping.ts'

const DEFAULT_TOP = 10

/** `top 5 X by Y`, `the 3 largest X`, `X with the most Y`, `the oldest X`. */
export const ranking: Rule = (reader) => {
  if (isTheGreatest(reader)) return true
  const lead = readLead(reader)
  if (!lead) return false
  strandPercent(reader)
  return lead.top ? topOf(reader, lead) : superlativeOf(reader, lead)
}

/** "whose height is the greatest": the column stands before the superlative. */
function isTheGreatest(reader: Reader): boolean {
  const column = columnOf(itemAt(reader))
  const at = pass(reader, 1, ['be'])
  const op = opAt(reader, at)
  const next = itemAt(reader, at + 1)
  const ends = next === undefined || next.kind === 'stop' || next.kind === 'comma' || next.kind === 'filler'
  if (!column || !reader.index.schema.isNumeric(column) || op?.op !== 'superlative' || op.of[0] === '#')
    return false
  if (!isOp(reader, 'be', at - 1) && !isOp(reader, 'be', at - 2)) return false
  if (!ends || op.of.length > 0 || reader.zone === 'select') return false
  const said = wordsHere(reader, at + 1)
  setRank(reader, {
    ...said,
    by: { kind: 'column', column },
    direction: op.direction,
    count: 1,
    single: true,
  })
  reader.at += at + 1
  return true
}

/** "top 10 % of clients": a part of the rows is no number of them. */
function strandPercent(reader: Reader): void {
  for (const offset of [0, 1]) {
    const item = itemAt(reader, offset)
    if (item?.kind === 'number' && item.percent)
      reader.frame.stranded.push(words(reader, reader.at + offset, reader.at + offset + 1))
  }
}

interface Lead {
  readonly count: number | null
  readonly direction: 'asc' | 'desc'
  readonly of: readonly string[]
  readonly top: boolean
  readonly to: number
}

function readLead(reader: Reader): Lead | null {
  const first = itemAt(reader)
  const before = first?.kind === 'number' ? first.value : null
  const at = before === null ? 0 : pass(reader, 1)
  const op = opAt(reader, at) ?? null
  const extreme = before === null ? extremeOf(reader) : null
  if (extreme) return { count: null, direction: extreme, of: [], top: false, to: 1 }
  if (op?.op !== 'top' && op?.op !== 'superlative') return null
  const next = itemAt(reader, at + 1)
  const after = before === null && next?.kind === 'number' ? next.value : null
  return {
    count: before ?? after,
    direction: op.direction,
    of: op.op === 'superlative' ? op.of : [],
    top: op.op === 'top',
    to: at + (after === null ? 1 : 2),
  }
}

/** "which car has the minimum weight": an aggregate behind "has" or "with" ranks what stands before. */
function extremeOf(reader: Reader): 'asc' | 'desc' | null {
  const op = opAt(reader)
  if (op?.op !== 'aggregate' || (op.aggregation !== 'min' && op.aggregation !== 'max')) return null
  const { wants, groups, entities } = reader.frame
  if (wants.length > 0 || groups.length + entities.length === 0) return null
  let back = -1
  while (itemAt(reader, back)?.kind === 'filler') back--
  const before = opAt(reader, back)
  if (before?.op !== 'have' && before?.op !== 'with') return null
  return op.aggregation === 'min' ? 'asc' : 'desc'
}

function topOf(reader: Reader, lead: Lead): boolean {
  const at = pass(reader, lead.to, ['preposition'])
  const quantity = readQuantity(reader, at)
  const one = lead.count === null && isSingular(itemAt(reader, at))
  const rank = {
    direction: lead.direction,
    count: one ? 1 : (lead.count ?? DEFAULT_TOP),
    single: one,
    open: true,
  }
  if (quantity?.quantities[0] && !targetOf(reader, at)) {
    addWant(reader, quantity.quantities[0], wordsHere(reader, quantity.to))
    setRank(reader, { ...wordsHere(reader, quantity.to), ...rank, by: quantity.quantities[0] })
    reader.at += quantity.to
    return true
  }
  setRank(reader, { ...wordsHere(reader, lead.to), ...rank, by: { kind: 'implied' } })
  reader.at += lead.to
  const start = pass(reader, 0)
  const noun = ownsNext(reader, start) ? start + 1 : start
  const target = targetOf(reader, noun)
  if (target) {
    reader.at += noun
    addGroup(reader, { ...wordsHere(reader, 1), target, shown: true })
    if (target.kind === 'entity')
      reader.frame.entities.push({ ...wordsHere(reader, 1), model: target.model, clause: reader.clause })
    reader.at++
  }
  return true
}

/** "the best month" is one, "the best months" are several. */
function isSingular(item: Chosen | undefined): boolean {
  const last = item?.text.toLowerCase().split(' ').at(-1) ?? ''
  return item?.kind !== 'operator' && last !== '' && lemma(last) === last
}

function superlativeOf(reader: Reader, lead: Lead): boolean {
  const found = quantityOf(reader, lead)
  const leading = lead.count === null ? leadingCount(reader) : null
  const rank = {
    ...wordsHere(reader, found.to),
    by: found.by,
    direction: lead.direction,
    count: lead.count ?? leading ?? 1,
    single: lead.count === null && leading === null,
  }
  const waiting = reader.frame.rank
  if (waiting && waiting.by.kind === 'implied')
    reader.frame.rank = { ...waiting, by: found.by, direction: lead.direction }
  else setRank(reader, rank)
  if (found.by.kind === 'metric' || found.by.kind === 'count')
    addWant(reader, found.by, wordsHere(reader, found.to))
  reader.at += Math.max(1, found.to)
  return true
}

/** "5 visits with the highest bill": a number before the rows says how many of them. */
function leadingCount(reader: Reader): number | null {
  const { unused } = reader.frame
  for (const [at, item] of reader.items.slice(0, reader.at).entries()) {
    const next = reader.items
      .slice(at + 1)
      .find((one) => !(one.kind === 'thing' && one.thing.kind === 'value'))
    const place = unused.findIndex(({ span }) => span.join() === item.span.join())
    if (item.kind !== 'number' || place === -1 || next?.kind !== 'thing') continue
    unused.splice(place, 1)
    return item.value
  }
  return null
}

function quantityOf(reader: Reader, lead: Lead): { readonly by: Quantity; readonly to: number } {
  const at = pass(reader, lead.to, ['distinct'])
  const item = itemAt(reader, at)
  const counts = lead.of[0] === '#'
  if (counts && item?.kind === 'thing' && item.thing.kind === 'entity')
    return { by: { kind: 'count', model: item.thing.model, column: null }, to: at + 1 }
  const read = readQuantity(reader, at)
  const quantity = read?.quantities[0]
  if (read && quantity) return { by: quantity, to: read.to }
  const rows = counts ? rowsOfValues(reader, at) : null
  if (rows !== null && rows !== subjectOf(reader.frame))
    return { by: { kind: 'count', model: rows, column: null }, to: at }
  const column = columnOf(item)
  if (counts && column && !reader.index.schema.isNumeric(column) && reader.zone === 'where')
    return { by: { kind: 'count', model: column.model, column }, to: at + 1 }
  if (counts) return { by: { kind: 'implied' }, to: lead.to }
  return { by: { kind: 'named', names: lead.of.length > 0 ? lead.of : sizes }, to: lead.to }
}

/** "…, with the longest duration first": an end of the order that is said behind what it orders by. */
function endFirst(reader: Reader): boolean {
  const { order } = reader.frame
  const end = opAt(reader, pass(reader, 1))
  if (opAt(reader)?.op !== 'with' || end?.op !== 'superlative' || !order) return false
  const at = [2, 3, 4].find((offset) =>
    /^first$/i.test(itemAt(reader, pass(reader, 1) + offset - 1)?.text ?? ''),
  )
  if (at === undefined) return false
  reader.frame.order = { ...order, direction: end.direction, directionStated: true }
  reader.at += pass(reader, 1) + at
  return true
}

/** `sorted by X descending`, `in alphabetical order of X`. */
export const ordering: Rule = (reader) => {
  if (endFirst(reader)) return true
  const op = opAt(reader)
  if (op?.op !== 'orderBy' && op?.op !== 'direction') return false
  if (op.op === 'orderBy' && reader.at === 0 && !itemAt(reader)?.text.includes(' ')) {
    reader.sorting = true
    reader.at++
    return true
  }
  const read = readOrder(reader, 0)
  if (!read) return false
  setOrder(reader, { ...wordsHere(reader, read.to), ...read.said })
  reader.at += read.to
  return true
}

import type { CompareOp } from '@numize/semantic'
import type { Chosen } from '../../cover/item.ts'
import type { Bound, Frame, Quantity } from '../frame.ts'
import { opposite } from '../opposite.ts'
import { isEntity, readQuantity } from '../quantity.ts'
import { isOp, itemAt, opAt, pass, type Reader } from '../reader.ts'
import { textOf } from './values.ts'

/** A comparator, denied or not. */
export const flip = (op: CompareOp, negate: boolean): CompareOp => (negate ? opposite[op] : op)

export interface ReadComparison {
  readonly op: CompareOp
  readonly bound: Bound
  readonly of: readonly string[]
  readonly negate: boolean
  /** "above the average age": what is compared, where the bound says it. */
  readonly quantity?: Quantity
  readonly to: number
}

/** `more than 5`, `at least $3k`, `5 or more`, `above the average`. */
export function readComparison(reader: Reader, offset: number): ReadComparison | null {
  let at = offset
  let negate = false
  if (isOp(reader, 'negate', at)) {
    negate = true
    at = pass(reader, at + 1, ['be'])
  }
  const op = opAt(reader, at)
  if (op?.op === 'compare') {
    const start = pass(reader, at + 1, ['than'])
    const bound = readBound(reader, start) ?? readAll(reader, start, op.compare)
    return bound ? { op: op.compare, of: op.of, negate, ...bound } : null
  }
  const item = itemAt(reader, at)
  const more = opAt(reader, pass(reader, at + 1))
  if (item?.kind === 'number' && more?.op === 'orMore')
    return {
      op: more.compare,
      of: [],
      bound: { kind: 'value', value: item.value },
      negate,
      to: pass(reader, at + 1) + 1,
    }
  return null
}

/** What a comparator compares with: a number, a period, an average. */
export function readBound(
  reader: Reader,
  offset: number,
): Pick<ReadComparison, 'bound' | 'quantity' | 'to'> | null {
  const ranked = readRanked(reader, offset)
  if (ranked) return ranked
  const item = itemAt(reader, offset)
  if (item?.kind === 'number') return { bound: { kind: 'value', value: item.value }, to: offset + 1 }
  if (item?.kind === 'period' && comparesPeriods(reader, offset)) return null
  if (item?.kind === 'period')
    return item.year === null
      ? { bound: { kind: 'period', match: item.match }, to: offset + 1 }
      : { bound: { kind: 'value', value: item.year }, to: offset + 1 }
  if (item?.kind === 'quoted') {
    const number = Number(textOf(item))
    return {
      bound: { kind: 'value', value: Number.isFinite(number) ? number : textOf(item) },
      to: offset + 1,
    }
  }
  return readAggregate(reader, offset)
}

/** "higher in 2026 than in 2025": two periods side by side are no bound of anything. */
const comparesPeriods = (reader: Reader, offset: number): boolean =>
  isOp(reader, 'than', pass(reader, offset + 1)) &&
  itemAt(reader, pass(reader, pass(reader, offset + 1) + 1))?.kind === 'period'

/** "the average age", "the lowest price of vans bought in 2025". */
function readAggregate(
  reader: Reader,
  offset: number,
): Pick<ReadComparison, 'bound' | 'quantity' | 'to'> | null {
  const op = opAt(reader, offset)
  if (op?.op !== 'aggregate' || op.aggregation === 'sum') return null
  const rest = readQuantity(reader, pass(reader, offset + 1, ['preposition']))
  const [quantity] = rest?.quantities ?? []
  const end = rest?.to ?? offset + 1
  const among = rowsMeant(reader, behindOf(reader, end))
  return {
    bound: { kind: 'aggregate', aggregation: op.aggregation, ...(among?.over ? { over: among.over } : {}) },
    to: among?.to ?? end,
    ...(quantity ? { quantity } : {}),
  }
}

/** "the smallest age *of all*", "the staff *number of*": where the rows of an aggregate are named; null elsewhere. */
function behindOf(reader: Reader, offset: number): number | null {
  const word = itemAt(reader, offset)?.text.toLowerCase() ?? ''
  const named = isOp(reader, 'count', offset) && /^number of\b/.test(word)
  const linked = isOp(reader, 'preposition', offset) && /^(of|for|among|amongst)$/.test(word)
  return named || linked ? pass(reader, offset + 1) : null
}

interface RowsMeant {
  /** What is said of them; nothing where all rows are meant. */
  readonly over?: Frame
  readonly to: number
}

/** "vans bought in 2025": the rows behind an aggregate to compare with, and what narrows them up to "and" or a comma. */
function rowsMeant(reader: Reader, offset: number | null): RowsMeant | null {
  if (offset === null) return null
  const rest = reader.items.slice(reader.at + offset)
  const first = rest.findIndex((item) => !(item.kind === 'thing' && item.thing.kind === 'value'))
  if (!isEntity(rest[first])) return null
  const ends = rest.findIndex(
    (item) =>
      item.kind === 'comma' ||
      item.kind === 'stop' ||
      (item.kind === 'operator' && ['and', 'or', 'orderBy', 'group'].includes(item.op.op)),
  )
  const part = ends === -1 ? rest : rest.slice(0, ends)
  const narrows = ({ kind }: Chosen, at: number): boolean =>
    at !== first && ['thing', 'period', 'quoted', 'number'].includes(kind)
  return part.some(narrows) ? { over: reader.readPart(part), to: offset + part.length } : { to: offset + 1 }
}

/** "older than all vans in Wales": more than the most of them, less than the least. */
export function readAll(
  reader: Reader,
  offset: number,
  compare: CompareOp,
): Pick<ReadComparison, 'bound' | 'to'> | null {
  const all = /^all$/i.test(itemAt(reader, offset - 1)?.text ?? '') || isOp(reader, 'each', offset)
  const among = all ? rowsMeant(reader, isOp(reader, 'each', offset) ? offset + 1 : offset) : null
  if (!among) return null
  const aggregation = compare.startsWith('>') ? 'max' : 'min'
  const over = among.over ? { over: among.over } : {}
  return { bound: { kind: 'aggregate', aggregation, ...over }, to: among.to }
}

/** "than the van with the most seats", "than the oldest van": the row that comes first. */
function readRanked(reader: Reader, offset: number): Pick<ReadComparison, 'bound' | 'to'> | null {
  const start = pass(reader, offset)
  const item = itemAt(reader, start)
  const noun = isEntity(item) || /^(one|that|those)$/i.test(item?.text ?? '')
  const at = noun ? pass(reader, start + 1, ['with', 'relative', 'have']) : start
  const op = opAt(reader, at)
  if (op?.op !== 'superlative' || (noun && at === start + 1)) return null
  const read = readQuantity(reader, pass(reader, at + 1))
  const [by] = read?.quantities ?? []
  if (read && by?.kind === 'column')
    return { bound: { kind: 'ranked', by, direction: op.direction }, to: read.to }
  const named =
    op.of.length > 0 && op.of[0] !== '#' && !noun && isEntity(itemAt(reader, pass(reader, at + 1)))
  const to = pass(reader, at + 1) + 1
  return named
    ? { bound: { kind: 'ranked', by: { kind: 'named', names: op.of }, direction: op.direction }, to }
    : null
}

/** `between 5 and 10`, `5 to 10`. */
export function readBetween(
  reader: Reader,
  offset: number,
): { readonly low: Bound; readonly high: Bound; readonly to: number } | null {
  const start = isOp(reader, 'between', offset) ? offset + 1 : null
  const first = itemAt(reader, start ?? offset)
  const joiner = pass(reader, (start ?? offset) + 1)
  const joined = isOp(reader, start === null ? 'preposition' : 'and', joiner)
  const second = itemAt(reader, pass(reader, joiner + 1))
  const low = numberOf(first)
  const high = numberOf(second)
  if (!joined || low === null || high === null) return null
  return {
    low: { kind: 'value', value: low },
    high: { kind: 'value', value: high },
    to: pass(reader, joiner + 1) + 1,
  }
}

/** A number, or a year that is said by itself: not the one of "after 1960". */
export const numberOf = (item: ReturnType<typeof itemAt>): number | null => {
  if (item?.kind === 'number') return item.value
  if (item?.kind !== 'period' || item.year === null) return null
  const { start, end } = item.match
  const whole = start?.startsWith(`${item.year}-01-01`) && end?.startsWith(`${item.year + 1}-01-01`)
  return whole === true ? item.year : null
}

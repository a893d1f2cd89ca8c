import { sumOf, usualAggregation } from '../../complete/nature.ts'
import type { Chosen } from '../../cover/item.ts'
import type { CatalogIndex } from '../../index/catalog-index.ts'
import type { Column } from '../../index/thing.ts'
import { lemma } from '../../text/inflect.ts'
import type { Condition, Frame, Quantity, Term } from '../frame.ts'
import {
  addWant,
  columnOf,
  isOp,
  itemAt,
  opAt,
  type Reader,
  type Rule,
  sameQuantity,
  wordsHere,
} from '../reader.ts'

/** "the ratio of orders to customers", "number of refunds / number of orders": one amount over another. */
export const quotient: Rule = (reader) => {
  const extent = ratioOf(reader) ?? dividedHere(reader)
  if (!extent) return false
  const above = termOf(reader.readPart(reader.items.slice(...extent.above)), reader.index)
  const below = termOf(reader.readPart(reader.items.slice(...extent.below)), reader.index)
  if (!above || !below) return false
  const length = extent.below[1] - reader.at
  const [own, common] = parted(above, below)
  addWant(
    reader,
    { kind: 'ratio', numerator: above, denominator: { ...below, where: own } },
    wordsHere(reader, length),
  )
  reader.frame.conditions.push(...common.map((one) => ({ ...one, clause: reader.clause })))
  reader.at += length
  return true
}

type Range = readonly [number, number]

interface Extent {
  readonly above: Range
  readonly below: Range
}

const named = /\b(ratio|proportion)\b/i

function ratioOf(reader: Reader): Extent | null {
  const item = itemAt(reader)
  if (opAt(reader)?.op !== 'share' || !item || !named.test(item.text)) return null
  const between = /between$/i.test(item.text)
  const at =
    splitAt(reader, (one, text) =>
      between
        ? one === 'and'
        : (one === 'preposition' && text === 'to') || one === 'versus' || one === 'quotient',
    ) ?? splitAt(reader, (one, text) => one === 'group' && text === 'per')
  return at === null ? null : { above: [reader.at + 1, at], below: [at + 1, endOf(reader, at + 1)] }
}

/** The word between the two sides; the "to" of a verb ("belong to") is none. */
function splitAt(reader: Reader, splits: (op: string, text: string) => boolean): number | null {
  for (let here = reader.at + 1; here < reader.items.length; here++) {
    const item = reader.items[here]
    if (item?.kind === 'stop') return null
    const ofVerb = reader.items[here - 1]?.kind === 'link'
    if (item?.kind === 'operator' && !ofVerb && splits(item.op.op, item.text.toLowerCase())) return here
  }
  return null
}

/** Pieces an amount is not made of. */
const ends: ReadonlySet<string> = new Set([
  'group',
  'each',
  'question',
  'list',
  'orderBy',
  'direction',
  'trend',
  'change',
  'top',
])

function dividedHere(reader: Reader): Extent | null {
  const item = itemAt(reader)
  const starts =
    isOp(reader, 'count') ||
    isOp(reader, 'aggregate') ||
    columnOf(item) !== null ||
    (item?.kind === 'thing' && item.thing.kind === 'metric')
  if (!starts) return null
  const at = endOf(reader, reader.at + 1)
  if (reader.items[at]?.kind !== 'operator' || !isQuotient(reader.items[at])) return null
  return { above: [reader.at, at], below: [at + 1, endOf(reader, at + 1)] }
}

const isQuotient = (item: Chosen | undefined): boolean =>
  item?.kind === 'operator' && item.op.op === 'quotient'

/** Where an amount that begins here ends. */
function endOf(reader: Reader, from: number): number {
  let here = from
  for (; here < reader.items.length; here++) {
    const item = reader.items[here]
    if (!item || item.kind === 'stop' || item.kind === 'period' || isQuotient(item)) break
    if (item.kind === 'operator' && ends.has(item.op.op)) break
    if (item.kind === 'comma' || isFor(item)) break
  }
  while (here > from && isLoose(reader.items[here - 1])) here--
  return here
}

/** "… for express parcels": said of the whole. */
const isFor = (item: Chosen): boolean => item.kind === 'operator' && item.text.toLowerCase() === 'for'

/** A preposition or verb that only leads to what follows. */
const isLoose = (item: Chosen | undefined): boolean =>
  item?.kind === 'filler' ||
  item?.kind === 'link' ||
  (item?.kind === 'operator' && item.op.op === 'preposition')

/** A part of a question that says one amount and which rows it is of; null where it says anything else. */
function termOf(frame: Frame, index: CatalogIndex): Term | null {
  const rest = [frame.unknown, frame.stranded, frame.unused, frame.periods, frame.ambiguous]
  const more = [frame.rank, frame.order, frame.share, frame.trend, frame.change, frame.versus]
  if (rest.some((list) => list.length > 0) || more.some((one) => one !== null)) return null
  const quantity = quantityOf(frame, index)
  const where = quantity && conditionsOf(frame, index, modelOf(quantity))
  return quantity && where ? { quantity, where } : null
}

function quantityOf(frame: Frame, index: CatalogIndex): Quantity | null {
  const { wants, groups, entities } = frame
  if (wants.length > 1 || groups.length > 1) return null
  const column = groups[0]?.target.kind === 'column' ? groups[0].target.column : null
  const wanted = wants[0]?.quantity
  if (wanted?.kind === 'column') return amount(index, wanted.column)
  if (wanted) return groups.length > 0 || wanted.kind === 'implied' || wanted.kind === 'named' ? null : wanted
  if (column && index.schema.isNumeric(column)) return amount(index, column)
  if (column) return isPlural(groups[0]?.text) ? { kind: 'count', model: column.model, column } : null
  const head = entities.find(({ clause }) => clause === 0)
  return head && isPlural(head.text) ? { kind: 'count', model: head.model, column: null } : null
}

/** "ratio of orders to customers" counts both; one customer is no number. */
function isPlural(text: string | undefined): boolean {
  const last = text?.toLowerCase().split(' ').at(-1) ?? ''
  return lemma(last) !== last
}

const amount = (index: CatalogIndex, column: Column): Quantity =>
  usualAggregation(index, column) === 'sum'
    ? sumOf(index, column)
    : { kind: 'aggregate', aggregation: 'average', column }

const modelOf = (quantity: Quantity): string | null =>
  quantity.kind === 'count'
    ? quantity.model
    : quantity.kind === 'aggregate' || quantity.kind === 'column'
      ? quantity.column.model
      : null

/** Conditions with the negation of their clause; an entity that is only named must be there. */
function conditionsOf(frame: Frame, index: CatalogIndex, model: string | null): readonly Condition[] | null {
  const said = new Set(frame.conditions.flatMap((one) => ('column' in one ? [one.column.model] : [])))
  const others = frame.entities.filter((one) => one.model !== model && !said.has(one.model))
  const keys = others.map(({ model: other, clause, text, span }): Condition | null => {
    const key = index.schema.key(other)
    const negate = frame.clauses[clause]?.negate !== true
    const isReached = model !== null && index.graph.distance(model, other) === 1
    return key && isReached
      ? { kind: 'missing', column: key, negate, text, span, or: false, clause: 0 }
      : null
  })
  const own = frame.conditions.map((one): Condition | null => {
    if (frame.clauses[one.clause]?.negate !== true) return { ...one, clause: 0 }
    return 'negate' in one ? { ...one, negate: !one.negate, clause: 0 } : null
  })
  const all = [...own, ...keys]
  return all.every((one) => one !== null) ? all : null
}

/** "orders over 50 to orders under 50 in Kent": what only the second side says at its end is said of both. */
function parted(above: Term, below: Term): readonly [readonly Condition[], readonly Condition[]] {
  const told = new Set(above.where.map(columnKey))
  const alike = above.where.length === 0 && sameQuantity(above.quantity, below.quantity)
  const surplus = alike ? 0 : below.where.length - above.where.length
  const last = below.where.slice(below.where.length - Math.max(0, surplus))
  const common = last.filter((one) => isPlain(one) && !told.has(columnKey(one)))
  return [below.where.filter((one) => !common.includes(one)), common]
}

const isPlain = (condition: Condition): boolean =>
  condition.kind === 'values' &&
  !condition.negate &&
  condition.values.every((one) => typeof one !== 'boolean')

function columnKey(condition: Condition): string {
  if ('column' in condition) return `${condition.column.model}.${condition.column.name}`
  return condition.kind === 'compare' ? JSON.stringify(condition.quantity) : condition.kind
}

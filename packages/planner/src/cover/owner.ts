import type { Thing } from '../index/thing.ts'
import { measuring } from '../lexicon/measuring.ts'
import type { Op } from '../text/operators.ts'
import type { Item } from './item.ts'

/** What a column gains beside the entity it is said to be of. */
const OWNED = 0.4

/** "names and sizes of the depots", "depot's name": a column beside the entity it is said of. */
export function owned(thing: Thing, at: number, items: readonly Item[]): number {
  if (thing.kind !== 'dimension' && thing.kind !== 'key') return 0
  if (measuring.has(items[at]?.text.toLowerCase() ?? '')) return 0
  if (namesRowsOf(items[at], thing.model) || isFlag(items[at], thing)) return 0
  const before = items[at - 1]
  const own = (item: Item | undefined): boolean =>
    item?.kind === 'thing' &&
    item.candidates.some(
      (one) => one.quality > 0.9 && one.thing.kind === 'entity' && one.thing.model === thing.model,
    )
  const possessive = before?.kind === 'operator' && before.op.op === 'possessive' ? items[at - 2] : before
  const holder = thing.kind === 'dimension' ? ownerWith(items, at) : undefined
  if (holder) return own(holder) ? OWNED : 0
  const owner = ownerAfter(items, at)
  if (own(possessive) || own(owner)) return OWNED
  return owner === undefined && own(ownerBefore(items, at)) ? OWNED : 0
}

/** "visits under warranty": what a column of yes and no says of the rows comes before the column. */
const isFlag = (
  item: Item | undefined,
  { model, name }: { readonly model: string; readonly name: string },
): boolean =>
  item?.kind === 'thing' &&
  item.candidates.some(
    ({ thing, quality }) =>
      quality > 0.9 && thing.kind === 'value' && thing.model === model && thing.name === name,
  )

/** "users" are the rows before they are a column called alike. */
const namesRowsOf = (item: Item | undefined, model: string): boolean =>
  item?.kind === 'thing' &&
  item.candidates.some(
    ({ thing, quality }) => quality >= 0.95 && thing.kind === 'entity' && thing.model === model,
  )

/** "in depots with a yard over 50": the column behind "with" is that of the rows just before it. */
function ownerWith(items: readonly Item[], at: number): Item | undefined {
  const link = items.findLastIndex((item, where) => where < at && item.kind !== 'filler')
  const op = opOf(items[link])
  if (op !== 'with' && op !== 'have') return undefined
  const before = items.slice(0, link).findLast((item) => item.kind !== 'filler')
  const isRows =
    before?.kind === 'thing' &&
    before.candidates.some(({ thing, quality }) => quality > 0.9 && thing.kind === 'entity')
  return isRows ? before : undefined
}

/** The entity after "of" behind a list of columns. */
function ownerAfter(items: readonly Item[], at: number): Item | undefined {
  const rest = items.slice(at + 1)
  const preposition = rest.findIndex((item) => linking.has(opOf(item) ?? ''))
  if (preposition === -1 || !rest.slice(0, preposition).every(isListed)) return undefined
  const behind = rest.slice(preposition + 1)
  const owner = behind.findIndex(
    (item) => item.kind === 'thing' && item.candidates[0]?.thing.kind !== 'value',
  )
  return behind.slice(0, Math.max(0, owner)).every(isBeforeOwner) ? behind[owner] : undefined
}

/** "of the 3 oldest depots". */
const isBeforeOwner = (item: Item): boolean =>
  isListed(item) ||
  linking.has(opOf(item) ?? '') ||
  item.kind === 'number' ||
  ['superlative', 'top', 'either'].includes(opOf(item) ?? '')

/**
 * "Which depots have a crane? List the name and the id.", "for each depot, its id and name": columns of a later sentence
 * or behind a pronoun are of what was named before.
 */
function ownerBefore(items: readonly Item[], at: number): Item | undefined {
  const end = items.findLastIndex(
    (item, where) => where < at && (item.kind === 'stop' || /\b(its|their|his|her)$/i.test(item.text)),
  )
  if (end === -1) return undefined
  const before = items.slice(0, end)
  const each = before.findLastIndex((item) => opOf(item) === 'each')
  const isOwner = (item: Item): boolean =>
    item.kind === 'thing' && item.candidates.some((one) => one.quality > 0.9 && one.thing.kind === 'entity')
  return before.slice(each + 1).find(isOwner)
}

const linking: ReadonlySet<string> = new Set(['preposition', 'each'])

/** Pieces a list of columns is made of. */
const isListed = (item: Item): boolean =>
  ['thing', 'quoted', 'comma', 'filler', 'link'].includes(item.kind) ||
  opOf(item) === 'and' ||
  opOf(item) === 'distinct' ||
  opOf(item) === 'count'

export const opOf = (item: Item | undefined): Op['op'] | null =>
  item?.kind === 'operator' ? item.op.op : null

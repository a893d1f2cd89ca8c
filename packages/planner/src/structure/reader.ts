import type { Chosen } from '../cover/item.ts'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { flagOf } from '../index/flags.ts'
import { type Column, withRole } from '../index/thing.ts'
import type { Op } from '../text/operators.ts'
import type { Clause, Condition, Frame, Group, Order, Quantity, Rank, Want, Words } from './frame.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer One)[] ? One[] : T[K] }

/** Reads the chosen items from left to right; rules move `at` past what they used and add to the frame. */
export interface Reader {
  readonly items: readonly Chosen[]
  readonly index: CatalogIndex
  readonly frame: Mutable<Frame>
  /** Reads a part of the items by itself. */
  readonly readPart: (items: readonly Chosen[]) => Frame
  at: number
  /** `where` once a clause about the head began: columns there are conditions, not answers. */
  zone: 'select' | 'where'
  clause: number
  negate: boolean
  or: boolean
  /** The question began with "sort": the next "by" says what to order by. */
  sorting: boolean
}

/** A rule returns whether it used something at the reader's place. */
export type Rule = (reader: Reader) => boolean

export const createReader = (
  items: readonly Chosen[],
  index: CatalogIndex,
  readPart: Reader['readPart'],
): Reader => ({
  items,
  index,
  readPart,
  at: 0,
  zone: 'select',
  clause: 0,
  negate: false,
  or: false,
  sorting: false,
  frame: {
    items: [...items],
    wants: [],
    groups: [],
    conditions: [],
    clauses: [{ id: 0, negate: false, head: null }],
    periods: [],
    entities: [],
    rank: null,
    order: null,
    distinct: false,
    share: null,
    trend: null,
    change: null,
    versus: null,
    presentation: null,
    ambiguous: [],
    unused: [],
    unknown: [],
    stranded: [],
    asks: null,
    links: 0,
    notes: [],
    choice: null,
    trail: [],
  },
})

export const itemAt = (reader: Reader, offset = 0): Chosen | undefined => reader.items[reader.at + offset]

/** The closed-class word at a place, or null. */
export const opAt = (reader: Reader, offset = 0): Op | null => {
  const item = itemAt(reader, offset)
  return item?.kind === 'operator' ? item.op : null
}

export const isOp = (reader: Reader, name: Op['op'], offset = 0): boolean => opAt(reader, offset)?.op === name

/** Whether the syllable at a place denies the word it is of (`un`, `delivered`). */
export const isDenying = (reader: Reader, offset: number): boolean =>
  isOp(reader, 'negate', offset) && itemAt(reader, offset)?.span[1] === itemAt(reader, offset + 1)?.span[0]

/** Offset of the first item at or after `offset` that carries something: fillers and link verbs are passed. */
export function pass(reader: Reader, offset: number, ops: readonly Op['op'][] = []): number {
  let here = offset
  for (;;) {
    const item = itemAt(reader, here)
    const passable =
      item?.kind === 'filler' ||
      item?.kind === 'link' ||
      (item?.kind === 'operator' && ops.includes(item.op.op))
    if (!passable) return here
    here++
  }
}

/** The column an item stands for, or null. */
export function columnOf(item: Chosen | undefined): Column | null {
  if (item?.kind !== 'thing') return null
  const { thing } = item
  return thing.kind === 'dimension' || thing.kind === 'key'
    ? {
        kind: thing.kind,
        model: thing.model,
        name: thing.name,
        ...withRole(thing.role),
        ...(thing.kind === 'dimension' && thing.of !== undefined ? { of: thing.of } : {}),
      }
    : null
}

export const words = (reader: Reader, from: number, to: number): Words => {
  const first = reader.items[from]
  const last = reader.items[to - 1]
  const span = [first?.span[0] ?? 0, last?.span[1] ?? 0] as const
  const text = reader.items
    .slice(from, to)
    .map((item) => item.text)
    .join(' ')
  return { text, span }
}

/** Words from the reader's place over `length` items. */
export const wordsHere = (reader: Reader, length: number): Words =>
  words(reader, reader.at, reader.at + length)

export const addWant = (reader: Reader, quantity: Quantity, said: Words): void => {
  if (!reader.frame.wants.some((want) => sameQuantity(want.quantity, quantity)))
    reader.frame.wants.push({ ...said, quantity } satisfies Want)
}

export const sameQuantity = (a: Quantity, b: Quantity): boolean => JSON.stringify(a) === JSON.stringify(b)

export const addGroup = (reader: Reader, group: Group): void => {
  const same = (one: Group): boolean => JSON.stringify(one.target) === JSON.stringify(group.target)
  const known = reader.frame.groups.findIndex(same)
  if (known === -1) reader.frame.groups.push(group)
  else if (!group.shown) reader.frame.groups[known] = group
}

type Bare = Condition extends infer One ? (One extends Condition ? Omit<One, 'or' | 'clause'> : never) : never

export const addCondition = (reader: Reader, condition: Bare): void => {
  const said = otherOfTwo(reader, condition)
  reader.frame.conditions.push({ ...said, or: reader.or, clause: reader.clause })
  reader.or = false
}

/** "not insured": of a column of yes and no, what is not the one is the other. */
function otherOfTwo(reader: Reader, condition: Bare): Bare {
  if (condition.kind !== 'values' || !condition.negate || condition.values.length !== 1) return condition
  const { column, values } = condition
  const dimension = reader.index.schema.dimension(column)
  const flag = dimension && flagOf(dimension, column.model, reader.index.catalog.values)
  if (!flag || flag.yes.value === true) return condition
  const other = values[0] === flag.yes.value ? flag.no.value : flag.yes.value
  return { ...condition, values: [other], negate: false }
}

/** Begins a clause about a head entity; what follows belongs to it. */
export function openClause(reader: Reader, negate: boolean, head: string | null): void {
  const clause: Clause = { id: reader.frame.clauses.length, negate, head }
  reader.frame.clauses.push(clause)
  reader.clause = clause.id
  reader.zone = 'where'
}

export const setRank = (reader: Reader, rank: Rank): void => {
  if (reader.frame.rank) reader.frame.unused.push({ text: rank.text, span: rank.span })
  else reader.frame.rank = rank
}

export const setOrder = (reader: Reader, order: Order): void => {
  reader.frame.order = order
}

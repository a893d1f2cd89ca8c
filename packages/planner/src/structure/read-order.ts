import type { Order, Quantity } from './frame.ts'
import { readQuantity } from './quantity.ts'
import { columnOf, isOp, itemAt, opAt, pass, type Reader } from './reader.ts'

export interface ReadOrder {
  readonly said: Pick<Order, 'by' | 'direction' | 'directionStated'>
  readonly to: number
}

/** `X descending`, `in ascending order of X`, with or without the words "sorted by" in front. */
export function readOrder(reader: Reader, offset: number): ReadOrder | null {
  const lead = readLead(reader, offset)
  const target = orderTarget(reader, lead.to)
  const end = target ? target.to : lead.to
  const behind = pass(reader, end, ['preposition', 'and'])
  const late = lead.direction === null ? opAt(reader, behind) : null
  const direction = late?.op === 'direction' ? late.direction : lead.direction
  const to = late?.op === 'direction' ? behind + 1 : end
  if (!target && direction === null) return null
  const by: Quantity = target?.by ?? { kind: 'implied' }
  const turned = speaksOfAge(reader, offset, to) && isDated(reader, by)
  const said = turned && direction !== null ? turn(direction) : direction
  return { said: { by, direction: said ?? 'asc', directionStated: said !== null }, to }
}

type Direction = Order['direction']

const turn = (direction: Direction): Direction => (direction === 'asc' ? 'desc' : 'asc')

/** "sorted by", "in descending alphabetical order of": what stands before what is ordered by. */
function readLead(
  reader: Reader,
  offset: number,
): { readonly direction: Direction | null; readonly to: number } {
  const first = opAt(reader, offset)
  let direction = first?.op === 'direction' ? first.direction : null
  const sorts = first?.op === 'orderBy' || first?.op === 'direction'
  let to = pass(reader, sorts ? offset + 1 : offset, ['preposition', 'group', 'orderBy', 'be'])
  for (let early = opAt(reader, to); early?.op === 'direction'; early = opAt(reader, to)) {
    if (direction === null || !isAlphabetical(reader, to)) direction = early.direction
    to = pass(reader, to + 1, ['preposition', 'group'])
  }
  return { direction, to }
}

/** "by birth year from the oldest to the youngest": the oldest has the earliest year. */
const speaksOfAge = (reader: Reader, from: number, to: number): boolean =>
  reader.items
    .slice(reader.at + from, reader.at + to)
    .some(({ text }) => /^from (the )?(oldest|youngest) to/i.test(text))

const isDated = ({ index }: Reader, by: Quantity): boolean =>
  by.kind === 'column' && (index.schema.isTime(by.column) || /year|birth/i.test(by.column.name))

/** "in descending alphabetical order": by letters, which says no direction beside one that does. */
const isAlphabetical = (reader: Reader, at: number): boolean =>
  /^(in )?alpha/i.test(itemAt(reader, at)?.text ?? '')

function orderTarget(reader: Reader, offset: number): { readonly by: Quantity; readonly to: number } | null {
  const read = readQuantity(reader, offset)
  const quantity = read?.quantities[0]
  if (read && quantity) return { by: quantity, to: read.to }
  const entity = itemAt(reader, offset)
  const owned = entity?.kind === 'thing' && entity.thing.kind === 'entity'
  const at = owned ? pass(reader, offset + 1, ['possessive']) : offset
  const column = columnOf(itemAt(reader, at))
  if (!column) return null
  const possessed = isOp(reader, 'possessive', at + 1) ? columnOf(itemAt(reader, at + 2)) : null
  return possessed
    ? { by: { kind: 'column', column: possessed }, to: at + 3 }
    : { by: { kind: 'column', column }, to: at + 1 }
}

import { rowsLabel } from '../../readings/labels.ts'
import type { Condition, Quantity } from '../frame.ts'
import { addWant, isOp, itemAt, opAt, pass, type Reader, type Rule, wordsHere } from '../reader.ts'

/** "average number of orders per customer", "orders per customer on average": rows over those they belong to. */
export const averageCount: Rule = (reader) => {
  const leads = isAverage(reader, 0) && isOp(reader, 'count', pass(reader, 1))
  const at = leads ? pass(reader, pass(reader, 1) + 1, ['preposition']) : 0
  const counted = entityAt(reader, at)
  const per = pass(reader, at + 1)
  const owner = isOp(reader, 'group', per) && saysPer(reader, per) ? entityAt(reader, per + 1) : null
  if (counted === null || owner === null || counted === owner) return false
  const behind = pass(reader, per + 2)
  if (!leads && !isAverage(reader, behind)) return false
  const { index, frame } = reader
  const key = index.schema.key(owner)
  if (!key || index.graph.distance(counted, owner) === null) return false
  const end = leads ? per + 2 : behind + 1
  const during = duringAt(reader, pass(reader, end), counted)
  const to = during?.to ?? end
  const said = wordsHere(reader, to)
  const known: Condition = { ...said, kind: 'missing', column: key, negate: true, or: false, clause: 0 }
  const numerator = {
    quantity: countOf(counted),
    where: [known, ...(during ? [{ ...said, or: false, clause: 0, ...during.condition }] : [])],
  }
  addWant(reader, { kind: 'ratio', numerator, denominator: { quantity: countOf(owner), where: [] } }, said)
  const rows = rowsLabel(index, counted).toLowerCase()
  const owners = rowsLabel(index, owner)
  frame.notes.push({ kind: 'metric', reading: `${owners} without ${rows} are counted too` })
  reader.at += to
  return true
}

/** "… in 2026": when those counted happened; those they belong to have no such date. */
function duringAt({ index, items, at }: Reader, offset: number, counted: string) {
  const item = items[at + offset]
  const column = index.schema.time(counted)
  if (item?.kind !== 'period' || item.match.kind !== 'range' || !column) return null
  const quantity = { kind: 'column', column } as const
  const bound = { kind: 'period', match: item.match } as const
  return { condition: { kind: 'compare', quantity, op: '=', bound } as const, to: offset + 1 }
}

const countOf = (model: string): Quantity => ({ kind: 'count', model, column: null })

function isAverage(reader: Reader, offset: number): boolean {
  const op = opAt(reader, offset)
  return op?.op === 'aggregate' && op.aggregation === 'average'
}

const saysPer = (reader: Reader, offset: number): boolean =>
  /^(per|for each|for every|of each)$/i.test(itemAt(reader, offset)?.text ?? '')

function entityAt(reader: Reader, offset: number): string | null {
  const item = itemAt(reader, offset)
  return item?.kind === 'thing' && item.thing.kind === 'entity' && item.thing.role === undefined
    ? item.thing.model
    : null
}

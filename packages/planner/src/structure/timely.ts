import type { CompareOp } from '@numize/semantic'
import type { Deadline } from '../index/deadlines.ts'
import type { Column } from '../index/thing.ts'
import { columnLabel, rowsLabel } from '../readings/labels.ts'
import type { Op } from '../text/operators.ts'
import { itemAt, opAt, pass, type Reader } from './reader.ts'
import { timeNamedHere } from './time-named.ts'

type Timely = Extract<Op, { op: 'timely' }>['as']

export interface ReadTimely {
  readonly as: Timely
  readonly due: Column
  readonly kept: Column
  /** Items used, from the reader's place. */
  readonly to: number
}

/** "late", "delivered on time", "overdue", at an offset: what was due and when it was done; null where that is not told. */
export function readTimely(reader: Reader, offset: number): ReadTimely | null {
  const led = opAt(reader, offset)
  if (led?.op === 'timely') return timelyOf(reader, led.as, null, offset + 1)
  const verb = itemAt(reader, offset)
  const at = pass(reader, offset + 1)
  const op = opAt(reader, at)
  return op?.op === 'timely' && (verb?.kind === 'link' || verb?.kind === 'thing')
    ? timelyOf(reader, op.as, verb.text, at + 1)
    : null
}

/** The deadline of the rows that are spoken of, and of the deed where one is said. */
function timelyOf(reader: Reader, as: Timely, verb: string | null, to: number): ReadTimely | null {
  const { index, frame, items } = reader
  const spoken = [
    ...frame.entities.map(({ model }) => model),
    ...frame.wants.flatMap(({ quantity }) => (quantity.kind === 'count' ? [quantity.model] : [])),
    ...items.flatMap((item) =>
      item.kind === 'thing' && item.thing.kind === 'entity' ? [item.thing.model] : [],
    ),
  ]
  const said = index.deadlines.filter(({ model }) => spoken.includes(model))
  const near = said.length > 0 ? said : spoken.length === 0 ? index.deadlines : reached(reader, spoken)
  const ways = near.flatMap((one) => waysOf(reader, one, verb))
  const [only] = ways
  return only && ways.length === 1 ? { ...only, as, to } : null
}

/** "late per depot": rows that lead to what is spoken of. */
const reached = ({ index }: Reader, spoken: readonly string[]): readonly Deadline[] =>
  index.deadlines.filter(({ model }) => spoken.every((one) => index.graph.distance(model, one) !== null))

function waysOf(reader: Reader, { model, due, kept }: Deadline, verb: string | null) {
  const column = (name: string): Column => ({ kind: 'dimension', model, name })
  const named = verb === null ? null : timeNamedHere(reader.index, model, verb)
  const done = named ? kept.filter((name) => name === named.name) : kept
  return done.map((name) => ({ due: column(due), kept: column(name) }))
}

const comparisons: Readonly<Record<Exclude<Timely, 'overdue'>, CompareOp>> = {
  late: '>',
  onTime: '<=',
  early: '<',
}

/** What "late" and its kin say of a row. */
export function timelyConditions({ as, due, kept }: ReadTimely) {
  if (as === 'overdue')
    return [
      { kind: 'missing', column: kept, negate: false },
      { kind: 'compare', quantity: { kind: 'column', column: due }, op: '<', bound: { kind: 'now' } },
    ] as const
  return [{ kind: 'columns', column: kept, op: comparisons[as], to: due }] as const
}

/** How it was taken, in words. */
export function timelyNote(reader: Reader, { as, due, kept }: ReadTimely): string {
  const { index } = reader
  const [was, wanted] = [columnLabel(index, kept), columnLabel(index, due)]
  if (as === 'overdue') return `Overdue: ${was} is unknown and ${wanted} is past`
  const how = { late: 'after', onTime: 'not after', early: 'before' }[as]
  return `${was} ${how} ${wanted}; ${rowsLabel(index, kept.model).toLowerCase()} without either are left out`
}

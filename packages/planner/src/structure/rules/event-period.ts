import type { CatalogIndex } from '../../index/catalog-index.ts'
import type { Column } from '../../index/thing.ts'
import { yearsOf } from '../../index/years.ts'
import type { PeriodMatch } from '../../period/find-periods.ts'
import type { Clause, Frame } from '../frame.ts'
import { addCondition, columnOf, itemAt, pass, type Reader, type Rule, wordsHere } from '../reader.ts'

/** "customers who had no claims in 2025", "singers in concerts in 2014": the period is when those happened. */
export function datedByEvent(reader: Reader): boolean {
  const item = itemAt(reader)
  const clause = reader.frame.clauses[reader.clause]
  if (item?.kind !== 'period' || item.match.kind !== 'range' || !clause) return false
  if (clause.id > 0 && datesCount(reader, item.match)) return true
  const event = eventOf(reader, clause) ?? (reader.or ? ownDate(reader) : null)
  if (!event) return false
  const bounds = boundsOf(reader.index, event, item.match)
  if (bounds.length === 0) return false
  const said = wordsHere(reader, 1)
  for (const bound of bounds) addCondition(reader, { ...said, kind: 'compare', ...bound })
  reader.at++
  return true
}

/** "founded after 1960", "year before 2010": the period is said of this column of years. */
export const datedYear: Rule = (reader) => {
  const column = columnOf(itemAt(reader))
  const at = pass(reader, 1, ['be', 'preposition'])
  const item = itemAt(reader, at)
  if (!column || item?.kind !== 'period' || item.match.kind !== 'range' || !/year/i.test(column.name))
    return false
  if (reader.index.schema.isTime(column)) return false
  const bounds = boundsOf(reader.index, { model: column.model, column, isTime: false }, item.match)
  const said = wordsHere(reader, at + 1)
  for (const bound of bounds) addCondition(reader, { ...said, kind: 'compare', ...bound })
  if (bounds.length > 0) reader.at += at + 1
  return bounds.length > 0
}

/** "more than 3 orders in 2025": the count before has a period of its own. */
function datesCount(reader: Reader, match: PeriodMatch): boolean {
  const { conditions } = reader.frame
  const counted = conditions.at(-1)
  if (counted?.kind !== 'compare' || counted.quantity.kind !== 'count' || counted.clause !== reader.clause)
    return false
  conditions[conditions.length - 1] = { ...counted, period: match }
  reader.at++
  return true
}

interface Event {
  readonly model: string
  /** The date or year the rows of the event happened at. */
  readonly column: Column
  readonly isTime: boolean
}

/** The rows that are named last before the period and have a date, where they are not those the question is about. */
function eventOf(reader: Reader, { id, head, members }: Clause): Event | null {
  const { frame, index } = reader
  if (members) return dated(index, members.model)
  if (id === 0) return hadOf(reader) ?? besides(reader)
  if (head === null) return null
  const first = frame.entities[0]?.model
  const named = frame.entities.filter(({ clause, model }) => clause === id && model !== head)
  const nested = head !== first && first !== undefined ? [head] : []
  const models = [...named.map(({ model }) => model).toReversed(), ...nested]
  return models.map((model) => dated(index, model)).find((event) => event !== null) ?? null
}

/** "how many restorers had abandoned commissions in 2025": what they had is dated, not they. */
function hadOf({ items, at, frame, index }: Reader): Event | null {
  const { entities, wants, groups } = frame
  const [count] = wants
  const head = count?.quantity.kind === 'count' ? count.quantity.model : entities[0]?.model
  const before = items.slice(0, at).filter(({ kind }) => kind !== 'filler')
  const have = before.findLastIndex((item) => item.kind === 'operator' && item.op.op === 'have')
  const models = before
    .slice(have + 1)
    .map((item) =>
      item.kind === 'thing' && (item.thing.kind === 'value' || item.thing.kind === 'entity')
        ? item.thing.model
        : null,
    )
  const [model = null] = models
  const counts = wants.length === 0 || (wants.length === 1 && count?.quantity.kind === 'count')
  const plain = counts && have > 0 && groups.every(({ shown }) => shown)
  if (!plain || head === undefined || model === null || model === head) return null
  if (models.some((one) => one !== model) || index.graph.distance(model, head) === null) return null
  return dated(index, model)
}

/** "with 8 seats or built before 1980": the date is one of several things said of the same rows. */
function ownDate({ frame, index }: Reader): Event | null {
  const before = frame.conditions.at(-1)
  const model = before && 'column' in before ? before.column.model : columnOfCompared(before)?.model
  return model === undefined ? null : dated(index, model)
}

const columnOfCompared = (condition: Frame['conditions'][number] | undefined): Column | null =>
  condition?.kind === 'compare' && condition.quantity.kind === 'column' ? condition.quantity.column : null

/** "singers in concerts in 2014", "van models built in 2014": the period is of other rows than those that are asked for. */
function besides({ items, at, frame, index }: Reader): Event | null {
  const { entities, wants, groups } = frame
  const [head] = entities
  const named = items
    .slice(0, at)
    .flatMap((item) => (item.kind === 'thing' && item.thing.kind === 'entity' ? [item.thing.model] : []))
  const last = named.findLast((model) => model !== head?.model)
  if (!head || last === undefined || wants.length > 0) return null
  if (groups.some(({ target, shown }) => !shown || (target.kind === 'entity' && target.model === last)))
    return null
  const after = named.at(-1) === last
  if (!after && dated(index, head.model)) return null
  return index.graph.distance(head.model, last) === null ? dated(index, last) : null
}

function dated(index: CatalogIndex, model: string): Event | null {
  const time = index.schema.time(model)
  if (time) return { model, column: time, isTime: true }
  const [year] = yearsOf(index, model)
  return year ? { model, column: year, isTime: false } : null
}

type Bounded = Omit<
  Extract<Frame['conditions'][number], { kind: 'compare' }>,
  'or' | 'clause' | 'text' | 'span' | 'kind'
>

function boundsOf(index: CatalogIndex, { column, isTime }: Event, match: PeriodMatch): Bounded[] {
  const quantity = { kind: 'column', column } as const
  if (isTime) return [{ quantity, op: '=', bound: { kind: 'period', match } }]
  const { start, end } = match
  if ((start !== null && !isNewYear(start)) || (end !== null && !isNewYear(end))) return []
  const value = (year: number) => ({
    kind: 'value' as const,
    value: index.schema.isNumeric(column) ? year : String(year),
  })
  const first = start === null ? null : Number(start.slice(0, 4))
  const last = end === null ? null : Number(end.slice(0, 4)) - 1
  if (first !== null && first === last) return [{ quantity, op: '=', bound: value(first) }]
  return [
    ...(first === null ? [] : [{ quantity, op: '>=', bound: value(first) } as const]),
    ...(last === null ? [] : [{ quantity, op: '<=', bound: value(last) } as const]),
  ]
}

const isNewYear = (date: string): boolean => date.slice(4, 10) === '-01-01'

import type { CatalogIndex } from '../../index/catalog-index.ts'
import type { Column } from '../../index/thing.ts'
import { yearsOf } from '../../index/years.ts'
import type { PeriodMatch } from '../../period/find-periods.ts'
import type { Clause, Frame } from '../frame.ts'
import { addCondition, itemAt, type Reader, wordsHere } from '../reader.ts'

/** "customers who had no claims in 2025", "singers in concerts in 2014": the period is when those happened. */
export function datedByEvent(reader: Reader): boolean {
  const item = itemAt(reader)
  const clause = reader.frame.clauses[reader.clause]
  if (item?.kind !== 'period' || item.match.kind !== 'range' || !clause) return false
  if (clause.id > 0 && datesCount(reader, item.match)) return true
  const event = eventOf(reader, clause)
  if (!event) return false
  const bounds = boundsOf(reader.index, event, item.match)
  if (bounds.length === 0) return false
  const said = wordsHere(reader, 1)
  for (const bound of bounds) addCondition(reader, { ...said, kind: 'compare', ...bound })
  reader.at++
  return true
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
  if (id === 0) return besides(frame, index)
  if (head === null) return null
  const first = frame.entities[0]?.model
  const named = frame.entities.filter(({ clause, model }) => clause === id && model !== head)
  const nested = head !== first && first !== undefined ? [head] : []
  const models = [...named.map(({ model }) => model).toReversed(), ...nested]
  return models.map((model) => dated(index, model)).find((event) => event !== null) ?? null
}

/** "singers in concerts in 2014": the period stands beside other rows than those that are asked for. */
function besides({ entities, wants, groups }: Frame, index: CatalogIndex): Event | null {
  const [head, ...others] = entities
  const last = others.at(-1)
  if (!head || !last || last.model === head.model || wants.length > 0) return null
  if (groups.some(({ target, shown }) => !shown || (target.kind === 'entity' && target.model === last.model)))
    return null
  return index.graph.distance(head.model, last.model) === null ? dated(index, last.model) : null
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
  if (start === null || end === null || !isNewYear(start) || !isNewYear(end)) return []
  const value = (year: number) => ({
    kind: 'value' as const,
    value: index.schema.isNumeric(column) ? year : String(year),
  })
  const first = Number(start.slice(0, 4))
  const last = Number(end.slice(0, 4)) - 1
  return first === last
    ? [{ quantity, op: '=', bound: value(first) }]
    : [
        { quantity, op: '>=', bound: value(first) },
        { quantity, op: '<=', bound: value(last) },
      ]
}

const isNewYear = (date: string): boolean => date.slice(4, 10) === '-01-01'

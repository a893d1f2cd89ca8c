import { subjectOf } from '../../complete/subject.ts'
import type { Column } from '../../index/thing.ts'
import type { PeriodMatch } from '../../period/find-periods.ts'
import type { Clause, Condition } from '../frame.ts'
import { boundsWithin, type Happening, happenedAt, yearHappening } from '../happened-at.ts'
import {
  addCondition,
  columnOf,
  itemAt,
  pass,
  type Reader,
  type Rule,
  sameQuantity,
  wordsHere,
} from '../reader.ts'

/** "customers who had no claims in 2025", "singers in concerts in 2014": the period is when those happened. */
export function datedByEvent(reader: Reader): boolean {
  const item = itemAt(reader)
  const clause = reader.frame.clauses[reader.clause]
  if (item?.kind !== 'period' || item.match.kind !== 'range' || !clause) return false
  if (datesCount(reader, item.match)) return true
  const event = eventOf(reader, clause) ?? (reader.or ? ownDate(reader) : null)
  if (!event) return false
  const bounds = boundsWithin(event, item.match)
  if (bounds.length === 0) return false
  const said = wordsHere(reader, 1)
  reader.or ||= clause.negate && isWhen(reader.frame.conditions.at(-1), event)
  for (const bound of bounds) addCondition(reader, { ...said, kind: 'compare', ...bound })
  reader.at++
  return true
}

/** "no complaints in 2024 and 2025": in neither. */
const isWhen = (before: Condition | undefined, { column }: Happening): boolean =>
  before?.kind === 'compare' &&
  before.bound.kind === 'period' &&
  sameQuantity(before.quantity, { kind: 'column', column })

/** "founded after 1960", "year before 2010": the period is said of this column of years. */
export const datedYear: Rule = (reader) => {
  const column = columnOf(itemAt(reader))
  const at = pass(reader, 1, ['be', 'preposition'])
  const item = itemAt(reader, at)
  if (!column || item?.kind !== 'period' || item.match.kind !== 'range' || !/year/i.test(column.name))
    return false
  if (reader.index.schema.isTime(column)) return false
  const bounds = boundsWithin(yearHappening(reader.index, column), item.match)
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
  if (reader.clause === 0 && counted.quantity.model === subjectOf(reader.frame)) return false
  conditions[conditions.length - 1] = { ...counted, period: match }
  reader.at++
  return true
}

/** The rows that are named last before the period and have a date, where they are not those the question is about. */
function eventOf(reader: Reader, { id, head, members }: Clause): Happening | null {
  const { frame, index } = reader
  if (members) return happenedAt(index, members.model)
  if (id === 0) return besides(reader)
  if (head === null) return null
  const first = frame.entities[0]?.model
  const named = frame.entities.filter(({ clause, model }) => clause === id && model !== head)
  const nested = head !== first && first !== undefined ? [head] : []
  const models = [...named.map(({ model }) => model).toReversed(), ...nested]
  return models.map((model) => happenedAt(index, model)).find((event) => event !== null) ?? null
}

/** "with 8 seats or built before 1980": the date is one of several things said of the same rows. */
function ownDate({ frame, index }: Reader): Happening | null {
  const before = frame.conditions.at(-1)
  const model = before && 'column' in before ? before.column.model : columnOfCompared(before)?.model
  return model === undefined ? null : happenedAt(index, model)
}

const columnOfCompared = (condition: Condition | undefined): Column | null =>
  condition?.kind === 'compare' && condition.quantity.kind === 'column' ? condition.quantity.column : null

/** "singers in concerts in 2014", "van models built in 2014": the period is of other rows than those that are asked for. */
function besides({ items, at, frame, index }: Reader): Happening | null {
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
  if (!after && happenedAt(index, head.model)) return null
  return index.graph.distance(head.model, last) === null ? happenedAt(index, last) : null
}

import { modelsOfMetric } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { columnLabel } from '../readings/labels.ts'
import { groupsHead, isAggregate } from '../readings/resolve-quantity.ts'
import { modelOf } from '../readings/row-filter.ts'
import type { Condition, Frame, Words } from '../structure/frame.ts'
import { boundsWithin, type Happening, happenedAt } from '../structure/happened-at.ts'
import { isDateOf, timeNamedHere } from '../structure/time-named.ts'
import { oneOf } from './choice.ts'
import type { Completion } from './completion.ts'
import { rowsCounted, subjectOf } from './subject.ts'

/**
 * "in 2025 how many clients had no parcels", "riders who did not deliver in May": a period that no word ties to those who
 * are asked for is when the rows happened that are said of them. Where it may be either, both are offered.
 */
export const eventDates: Completion = (frame, index) => {
  const { change, versus, trend, share, wants } = frame
  const head = wants.length === 0 ? subjectOf(frame) : (rowsCounted(frame, index) ?? ownerCounted(frame))
  if (head === null || change || versus || trend || share) return [frame]
  const asked = { head, index }
  const loose = frame.periods.filter((one) => isLoose(frame, one, asked))
  return loose.reduce<readonly Frame[]>(
    (frames, period) => frames.flatMap((one) => dated(one, period, asked)),
    [frame],
  )
}

/** "how many clients", counted by their names. */
function ownerCounted({ wants }: Frame): string | null {
  const [only] = wants
  return wants.length === 1 && only?.quantity.kind === 'count' ? only.quantity.model : null
}

interface Asked {
  readonly head: string
  readonly index: CatalogIndex
}
type Period = Frame['periods'][number]

const isLoose = ({ items }: Frame, { match, span }: Period, { head, index }: Asked): boolean =>
  match.kind === 'range' && !match.comparison && !isDateOf(index, head, items, span[0])

function dated(frame: Frame, period: Period, asked: Asked): readonly Frame[] {
  const events = eventsOf(frame, asked)
  const before = events.findLast(({ span }) => span[0] < period.span[0])
  const [first] = events
  const event = before ?? (events.every(({ model }) => model === first?.model) ? first : undefined)
  if (!event) return [frame]
  const { index, head } = asked
  const happened = happeningOf(index, event)
  const moved = happened && withDate(frame, period, { event, happened, index })
  if (before || isLed(frame, period, asked)) return [moved ?? stranded(frame, period)]
  const own = index.schema.time(head)
  if (!moved || !own) return [frame]
  return oneOf(frame, period, [
    { label: `by ${columnLabel(index, happened.column)}`, frame: moved },
    { label: `by ${columnLabel(index, own)}`, frame },
  ])
}

/** Rows said of those who are asked for, many to each of them, in the order they are said. */
interface Event extends Words {
  readonly model: string
  readonly clause: number
  /** What is said of them; null where only they are named. */
  readonly condition: Condition | null
  /** Said of the rows themselves, not of what they lead to. */
  readonly direct: boolean
}

function eventsOf({ conditions, entities }: Frame, { head, index }: Asked): readonly Event[] {
  const told = conditions.flatMap((condition) => {
    const model = modelOf(condition) ?? modelMeasured(condition, index)
    const { text, span, clause } = condition
    return model === null ? [] : [{ model, text, span, clause, condition }]
  })
  const named = entities.filter(({ clause }) => clause > 0).map((one) => ({ ...one, condition: null }))
  return [...named, ...told]
    .flatMap((one) => {
      const model = manyTo(index, head, one.model)
      return model === null ? [] : [{ ...one, model, direct: model === one.model }]
    })
    .toSorted((a, b) => a.span[0] - b.span[0])
}

/** The rows that a governed metric measures, where they are of one model. */
function modelMeasured(condition: Condition, { catalog }: CatalogIndex): string | null {
  if (condition.kind !== 'compare' || condition.quantity.kind !== 'metric') return null
  const [only, ...more] = new Set(modelsOfMetric(catalog.model, condition.quantity.name))
  return more.length === 0 ? (only ?? null) : null
}

/** The rows that lead to those asked for and are, or lead to, what is said of them; null where each has only one of it. */
function manyTo({ graph }: CatalogIndex, head: string, model: string): string | null {
  if (graph.distance(head, model) !== null) return null
  return graph.distance(model, head) === null ? (graph.roots([head, model])[0] ?? null) : model
}

/** "In 2025 how many …", "how many clients in 2025 had …": before those asked for, or before what they had or did. */
function isLed({ items, entities, wants }: Frame, { span }: Period, { head }: Asked): boolean {
  const named = entities.find(({ model }) => model === head) ?? wants[0]
  if (named && span[0] < named.span[0]) return true
  const next = items.find((item) => item.span[0] >= span[1] && item.kind !== 'filler')
  return (
    next?.kind === 'operator' &&
    (next.op.op === 'have' || (next.op.op === 'negate' && /\b(ha|di|do|never)/i.test(next.text)))
  )
}

/** The date the state is named after (`delivered` → `delivered_on`), else the one the rows are counted by. */
function happeningOf(index: CatalogIndex, { model, condition, direct }: Event): Happening | null {
  const named = direct && condition?.kind === 'values' ? timeNamedHere(index, model, condition.text) : null
  return named ? { model, column: named, as: 'date' } : happenedAt(index, model)
}

interface Dating {
  readonly event: Event
  readonly happened: Happening
  readonly index: CatalogIndex
}

function withDate(frame: Frame, period: Period, { event, happened, index }: Dating): Frame | null {
  const periods = frame.periods.filter((one) => one !== period)
  const { condition } = event
  if (condition?.kind === 'compare' && isAggregate(condition)) {
    if (groupsHead(frame, condition)) return frame
    const told = { ...condition, period: period.match }
    return { ...frame, periods, conditions: frame.conditions.map((one) => (one === condition ? told : one)) }
  }
  const bounds = boundsWithin(happened, period.match)
  const { text, span } = period
  const denied = deniedApart(frame, event)
  const { clauses, conditions, clause } = denied
  const again = conditions.some((one) => one.clause === clause && isWhen(one))
  const said = bounds.map(
    (bound): Condition => ({
      ...bound,
      kind: 'compare',
      text,
      span,
      clause,
      or: again && bounds.length === 1,
    }),
  )
  const reading = `Counted by ${columnLabel(index, happened.column)}`
  const notes = [...frame.notes, { kind: 'period', reading } as const]
  return bounds.length === 0
    ? null
    : { ...frame, periods, clauses, conditions: [...conditions, ...said], notes }
}

const isWhen = (condition: Condition): boolean =>
  condition.kind === 'compare' && condition.bound.kind === 'period'

/** "did not deliver in May": what is denied and when it was to be are denied together. */
function deniedApart({ clauses, conditions }: Frame, { condition, clause }: Event) {
  const alone = condition !== null && 'negate' in condition && condition.negate
  if (!alone || clauses[clause]?.negate) return { clauses, conditions, clause }
  const id = clauses.length
  return {
    clauses: [...clauses, { id, negate: true, head: null }],
    conditions: conditions.map((one) => (one === condition ? { ...one, negate: false, clause: id } : one)),
    clause: id,
  }
}

const stranded = (frame: Frame, { text, span }: Words): Frame => ({
  ...frame,
  stranded: [...frame.stranded, { text, span }],
})

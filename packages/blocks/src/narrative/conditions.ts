import type { Filter, ListPlan, MetricsPlan, Plan, Result, TimeRange } from '@numize/semantic'
import { epochOf, formatPeriod } from '../format-time.ts'
import { havingText, joinPhrases, namerOf, periodIn, phraseOf } from './phrases.ts'
import type { ReadingWords } from './reading-words.ts'

/** What narrows a result, as its Plan has it. */
export interface Conditions {
  /** ` with both Tail Lift and Customs Clearance where status is not delivered`; empty without filters. */
  readonly narrowing: string
  /** ` in 2025`, ` from 1 Jan to 31 Mar 2026`; empty without a period. */
  readonly period: string
  /** The same after a thing that is counted or listed: ` delivered in 2025`, where the time is called so. */
  readonly nounPeriod: string
  /** What was asked of the groups themselves: `more than 200 service visits`. */
  readonly limits: readonly string[]
}

export function conditionsOf(result: Result, reading: ReadingWords): Conditions {
  const { plan } = result
  const { filters, time } = filtersOf(plan)
  const name = namerOf(result, reading)
  const limits = plan.kind === 'metrics' ? plan.having.map(havingText) : []
  const phrases = filters.map((filter) => phraseOf(filter, name))
  const narrowing = joinPhrases(phrases)
    .map((phrase) => ` ${phrase}`)
    .join('')
  const words = formatPeriod(time)
  const period = words === '' ? '' : ` ${words}`
  const participle = time?.dimension === undefined ? '' : participleOf(time.dimension)
  return {
    narrowing,
    period,
    limits,
    nounPeriod: participle === '' ? period : ` ${asClause(participle)}${period}`,
  }
}

const PARTICIPLE = /^([a-z]+(?:ed|en|wn|lt|nt|ld|ft|id|ught|ut))_(?:at|on|date)$/i

/** What things do by themselves: customers that joined, but orders booked. */
const DONE_BY_ITSELF = new Set(
  'left joined signed churned arrived departed expired ended started failed died retired resigned happened occurred began'.split(
    ' ',
  ),
)

/** `delivered` of `shipment__delivered_at`; nothing of `visit_date`, `event_time`. */
export const participleOf = (dimension: string): string =>
  PARTICIPLE.exec(dimension.split('__').at(-1) ?? '')?.[1]?.toLowerCase() ?? ''

/** `delivered`, `that joined`. */
export const asClause = (participle: string): string =>
  DONE_BY_ITSELF.has(participle) ? `that ${participle}` : participle

/** A plan's filters, flat; a period among them is the time where the plan has none. Lists under one another share none. */
function filtersOf(plan: Plan): { filters: readonly Filter[]; time: TimeRange | null } {
  if (plan.kind !== 'metrics' && plan.kind !== 'list')
    return { filters: [], time: 'time' in plan ? plan.time : null }
  if (plan.kind === 'list' && plan.also) return { filters: [], time: null }
  const flat = paired(plan.where.flatMap(parts)).filter((filter) => !isOfShownGroups(filter, plan))
  if (plan.time !== null) return { filters: flat, time: plan.time }
  for (const filter of flat) {
    const range = rangeIn(filter)
    if (range !== null) return { filters: flat.filter((other) => other !== filter), time: range }
  }
  return { filters: flat, time: null }
}

/** That a group is known goes without saying where groups are shown. */
function isOfShownGroups(filter: Filter, plan: MetricsPlan | ListPlan): boolean {
  if (filter.kind !== 'null' || filter.negate !== true || !('dimension' in filter.field)) return false
  const { dimension } = filter.field
  return (plan.kind === 'metrics' ? plan.groupBy : plan.columns).some(
    (shown) => shown.dimension === dimension,
  )
}

const parts = (filter: Filter): readonly Filter[] =>
  filter.kind === 'and' && periodIn(filter) === null ? filter.filters.flatMap(parts) : [filter]

/** Two bounds of one time that stand beside each other are one period. */
function paired(filters: readonly Filter[]): Filter[] {
  const out: Filter[] = []
  for (const filter of filters) {
    const partner = out.findIndex((other) => periodIn({ kind: 'and', filters: [other, filter] }) !== null)
    if (partner < 0) out.push(filter)
    else out[partner] = { kind: 'and', filters: [out[partner] as Filter, filter] }
  }
  return out
}

/** The range a filter bounds, when it does nothing else and the time is called by a participle (or `date`). */
function rangeIn(filter: Filter): TimeRange | null {
  const bounds = filter.kind === 'and' && periodIn(filter) !== null ? filter.filters : [filter]
  let start: string | null = null
  let end: string | null = null
  let dimension: string | null = null
  for (const bound of bounds) {
    if (bound.kind !== 'compare' || typeof bound.value !== 'string' || !('dimension' in bound.field))
      return null
    if (epochOf(bound.value) === null || participleOf(bound.field.dimension) === '') return null
    dimension = bound.field.dimension
    if (bound.op === '>=') start = bound.value
    else if (bound.op === '<') end = bound.value
    else return null
  }
  return dimension === null ? null : { start, end, dimension }
}

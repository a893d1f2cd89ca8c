import type { Plan, Result } from '@numize/semantic'
import { epochOf, formatPeriod } from './format-time.ts'
import { isTime } from './numbers.ts'

/** Whether the period compared with lies after the plan's own: then `previous` columns hold the later figures. */
export function comparesWithLater(plan: Plan): boolean {
  if (plan.kind !== 'metrics' || plan.compare?.kind !== 'range') return false
  const start = plan.time?.start ?? null
  return start !== null && plan.compare.start > start
}

/**
 * Positions of a metric's later and earlier figures; null where the result compares nothing, and where rows are periods
 * and the later figure is of another period than its row says.
 */
export function figuresInTime(
  { columns, plan }: Result,
  metric: number,
): { readonly later: number; readonly earlier: number } | null {
  const source = columns[metric]?.source
  const previous = columns.findIndex((column) => column.role === 'previous' && column.source === source)
  const isTurned = comparesWithLater(plan)
  if (previous < 0 || (isTurned && columns.some(isTime))) return null
  return isTurned ? { later: previous, earlier: metric } : { later: metric, earlier: previous }
}

/** The later period, in words, and the earlier one: `in Q1 2026`, `a year earlier`. Empty where a plan does not say. */
export function periodsInTime(result: Pick<Result, 'plan' | 'columns'>): {
  readonly later: string
  readonly earlier: string
} {
  const { plan } = result
  const own = 'time' in plan ? formatPeriod(plan.time) : ''
  const other = comparedWith(result)
  return comparesWithLater(plan) ? { later: other, earlier: own } : { later: own, earlier: other }
}

/** What a row is compared with: `a year earlier`, `2 weeks earlier`; where rows are no periods, also `in Q1 2026`. */
export function comparedWith({ plan, columns }: Pick<Result, 'plan' | 'columns'>): string {
  if (plan.kind !== 'metrics' || plan.compare === null) return ''
  const { compare } = plan
  if (compare.kind === 'shift') return distance(compare.count, compare.grain)
  const moved = columns.some(isTime) ? movedBy(compare.start, plan.time?.start ?? null) : null
  return moved ?? formatPeriod({ start: compare.start, end: compare.end })
}

const DAY_MS = 86_400_000

/** From one start to a later one, in whole years, months or days; null where it is not later. */
function movedBy(from: string, to: string | null): string | null {
  const [earlier, later] = [epochOf(from), epochOf(to)]
  if (earlier === null || later === null || later <= earlier) return null
  const [a, b] = [new Date(earlier), new Date(later)]
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth()
  if (a.getUTCDate() !== b.getUTCDate() || months === 0)
    return distance(Math.round((later - earlier) / DAY_MS), 'day')
  return months % 12 === 0 ? distance(months / 12, 'year') : distance(months, 'month')
}

const distance = (count: number, grain: string): string =>
  count === 1 ? `${article(grain)} ${grain} earlier` : `${count} ${grain}s earlier`

const article = (noun: string): string => (noun === 'hour' || /^[aeiou]/.test(noun) ? 'an' : 'a')

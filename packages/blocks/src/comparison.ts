import type { Plan, Result } from '@numize/semantic'
import { formatPeriod } from './format-time.ts'

/** Whether the period compared with lies after the plan's own: then `previous` columns hold the later figures. */
export function comparesWithLater(plan: Plan): boolean {
  if (plan.kind !== 'metrics' || plan.compare?.kind !== 'range') return false
  const start = plan.time?.start ?? null
  return start !== null && plan.compare.start > start
}

/** Positions of a metric's later and earlier figures; null where the result compares nothing. */
export function figuresInTime(
  { columns, plan }: Result,
  metric: number,
): { readonly later: number; readonly earlier: number } | null {
  const source = columns[metric]?.source
  const previous = columns.findIndex((column) => column.role === 'previous' && column.source === source)
  if (previous < 0) return null
  return comparesWithLater(plan) ? { later: previous, earlier: metric } : { later: metric, earlier: previous }
}

/** The later period, in words, and the earlier one: `in Q1 2026`, `a year earlier`. Empty where a plan does not say. */
export function periodsInTime(plan: Plan): { readonly later: string; readonly earlier: string } {
  const own = 'time' in plan ? formatPeriod(plan.time) : ''
  const other = comparedWith(plan)
  return comparesWithLater(plan) ? { later: other, earlier: own } : { later: own, earlier: other }
}

/** What a comparison compares with: `a year earlier`, `2 weeks earlier`, `in Q1 2026`. */
export function comparedWith(plan: Plan): string {
  if (plan.kind !== 'metrics' || plan.compare === null) return ''
  const { compare } = plan
  if (compare.kind === 'range') return formatPeriod({ start: compare.start, end: compare.end })
  return compare.count === 1
    ? `${article(compare.grain)} ${compare.grain} earlier`
    : `${compare.count} ${compare.grain}s earlier`
}

const article = (noun: string): string => (noun === 'hour' || /^[aeiou]/.test(noun) ? 'an' : 'a')

import { formatNumber } from '@numize/blocks'
import type { Unit } from '@numize/semantic'
import { dayAfter } from '../daily.ts'
import type { DaySeries } from './day-series.ts'

/** Plain thresholds, week against week: what some want to hear of whether it is noise or not. Fractions. */
export interface AnomalyRules {
  /** Tells a change this large, either way. */
  readonly change?: number
  /** Tells a fall this large. */
  readonly drop?: number
}

/** A metric whose last whole week crossed a threshold. */
export interface RuleHit {
  readonly metric: string
  readonly rule: 'change' | 'drop'
  /** `YYYY-MM-DD` of the week's first day, and the one after its last. */
  readonly since: string
  readonly until: string
  readonly before: number
  readonly after: number
  /** (after − before) / before. */
  readonly change: number
  readonly text: string
}

interface Named {
  readonly label: string
  readonly unit: Unit | null
  readonly additive: boolean
}

const WEEK = 7

/** Null where no threshold is crossed, or a week has a day without a value. `settleDays` at the end are left out. */
export function applyRules(
  { metric, start, values }: DaySeries,
  { label, unit, additive }: Named,
  { rules, settleDays }: { readonly rules: AnomalyRules; readonly settleDays: number },
): RuleHit | null {
  const end = values.length - settleDays
  const level = (from: number): number => {
    let sum = 0
    for (let at = from; at < from + WEEK; at++) sum += values[at] ?? Number.NaN
    return additive ? sum : sum / WEEK
  }
  const [before, after] = [level(end - 2 * WEEK), level(end - WEEK)]
  const change = (after - before) / Math.abs(before)
  if (!Number.isFinite(change)) return null
  const rule = ruleOf(change, rules)
  if (rule === null) return null
  const shown = (value: number): string => formatNumber(value, unit, { prose: true })
  const way = change > 0 ? 'rose' : 'fell'
  const limit = `${((rules[rule] ?? 0) * 100).toFixed(0)} %`
  return {
    metric,
    rule,
    since: dayAfter(start, end - WEEK),
    until: dayAfter(start, end),
    before,
    after,
    change,
    text: `${label} ${way} by ${(Math.abs(change) * 100).toFixed(0)} % in a week, from ${shown(before)} to ${shown(after)}: beyond the threshold of ${limit}.`,
  }
}

function ruleOf(value: number, { change, drop }: AnomalyRules): RuleHit['rule'] | null {
  if (drop !== undefined && value <= -drop) return 'drop'
  return change !== undefined && Math.abs(value) >= change ? 'change' : null
}

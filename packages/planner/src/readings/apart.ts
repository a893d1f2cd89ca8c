import type { Scalar } from '@numize/semantic'
import type { Condition } from '../structure/frame.ts'

/**
 * Conditions no one row can meet together (`year 2014` and `year 2015`, below 30 and above 40) speak of different rows:
 * each part holds what one row can meet, in the order said.
 */
export function apart(conditions: readonly Condition[]): readonly (readonly Condition[])[] {
  const parts: Condition[][] = []
  for (const condition of conditions.flatMap(oneByOne)) {
    const last = parts.at(-1)
    if (!last || last.some((one) => excludes(one, condition))) parts.push([condition])
    else last.push(condition)
  }
  return parts
}

/** "both a cat and a dog": each value is looked for by itself. */
function oneByOne(condition: Condition): readonly Condition[] {
  if (condition.kind !== 'values' || condition.every !== true || condition.negate) return [condition]
  return condition.values.map((value) => ({ ...condition, values: [value], every: false }))
}

/** Whether no row can meet both. */
function excludes(a: Condition, b: Condition): boolean {
  if (b.or || subject(a) === null || subject(a) !== subject(b)) return false
  const [one, other] = [allowed(a), allowed(b)]
  if (one === null || other === null) return false
  if (one.kind === 'values' && other.kind === 'values')
    return !one.values.some((value) => other.values.includes(value))
  if (one.kind === 'values')
    return other.kind === 'range' && !one.values.some((value) => isWithin(value, other))
  if (other.kind === 'values') return !other.values.some((value) => isWithin(value, one))
  return one.low >= other.high || other.low >= one.high
}

/** What a condition is about, as text; null for what is no plain column. */
function subject(condition: Condition): string | null {
  if (condition.kind === 'values') return JSON.stringify(condition.column)
  if (condition.kind !== 'compare' || condition.quantity.kind !== 'column') return null
  return JSON.stringify(condition.quantity.column)
}

type Allowed =
  | { readonly kind: 'values'; readonly values: readonly Scalar[] }
  | { readonly kind: 'range'; readonly low: number; readonly high: number }

function allowed(condition: Condition): Allowed | null {
  if (condition.kind === 'values')
    return condition.negate ? null : { kind: 'values', values: condition.values }
  if (condition.kind !== 'compare') return null
  const { op, bound } = condition
  if (bound.kind === 'period' && op === '=') {
    const { start, end } = bound.match
    return {
      kind: 'range',
      low: start === null ? Number.NEGATIVE_INFINITY : Date.parse(start),
      high: end === null ? Number.POSITIVE_INFINITY : Date.parse(end),
    }
  }
  if (bound.kind !== 'value') return null
  if (op === '=') return { kind: 'values', values: [bound.value] }
  const value = Number(bound.value)
  if (!Number.isFinite(value) || op === '!=') return null
  return op.startsWith('<')
    ? { kind: 'range', low: Number.NEGATIVE_INFINITY, high: value }
    : { kind: 'range', low: value, high: Number.POSITIVE_INFINITY }
}

/** At its edges a range is taken to hold what is said: they are seldom asked apart. */
const isWithin = (value: Scalar, { low, high }: Extract<Allowed, { kind: 'range' }>): boolean => {
  const number = Number(value)
  return !Number.isFinite(number) || (number >= low && number <= high)
}

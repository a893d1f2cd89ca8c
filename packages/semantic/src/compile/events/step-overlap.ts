import { canonicalJson } from '@numize/base'
import type { Field, Filter, FunnelStep } from '../../plan.ts'

/** Whether no event can satisfy both steps: each asks for other values of one field. */
export const areDisjoint = (a: FunnelStep, b: FunnelStep): boolean =>
  a.where.some((left) => b.where.some((right) => excludeEachOther(left, right)))

/** Whether two steps ask for the same. */
export const areSame = (a: FunnelStep, b: FunnelStep): boolean => keyOf(a.where) === keyOf(b.where)

const keyOf = (value: unknown): string => canonicalJson(value)

function excludeEachOther(left: Filter, right: Filter): boolean {
  const [a, b] = [valuesOf(left), valuesOf(right)]
  if (!a || !b || keyOf(a.field) !== keyOf(b.field)) return false
  return !a.values.some((value) => b.values.includes(value))
}

/** The only values a filter lets through; null where it is not of that kind. */
function valuesOf(filter: Filter): { readonly field: Field; readonly values: readonly string[] } | null {
  if (filter.kind === 'in' && !filter.negate)
    return { field: filter.field, values: filter.values.map(String) }
  if (filter.kind === 'compare' && filter.op === '=' && typeof filter.value !== 'object')
    return { field: filter.field, values: [String(filter.value)] }
  return null
}

/** Whether every two different steps exclude each other. */
export const allDisjoint = (steps: readonly FunnelStep[]): boolean =>
  steps.every((step, at) => steps.slice(at + 1).every((other) => areDisjoint(step, other)))

/** Kinds of steps with how often each is asked; null where two differ and an event may still satisfy both. */
export function stepClasses(
  steps: readonly FunnelStep[],
): readonly { readonly step: number; readonly times: number }[] | null {
  const classes: { step: number; times: number }[] = []
  for (const [at, step] of steps.entries()) {
    const known = classes.find((one) => areSame(steps[one.step] as FunnelStep, step))
    if (known) known.times++
    else if (classes.every((one) => areDisjoint(steps[one.step] as FunnelStep, step)))
      classes.push({ step: at, times: 1 })
    else return null
  }
  return classes
}

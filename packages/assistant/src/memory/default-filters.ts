import type { Outcome, Part, Reading } from '@numize/planner'
import type { Filter, MetricRef, MetricsPlan } from '@numize/semantic'
import type { Lesson } from './remembered.ts'

export type DefaultFilter = Extract<Lesson, { kind: 'filter' }>

/** The outcome with the default filters of its metrics, told among what was assumed. */
export function withDefaults(outcome: Outcome, filters: readonly DefaultFilter[]): Outcome {
  if (filters.length === 0) return outcome
  if (outcome.kind === 'reading') return { ...outcome, reading: narrowed(outcome.reading, filters) }
  if (outcome.kind === 'refuse') return outcome
  return {
    ...outcome,
    options: outcome.options.map((one) => ({ ...one, reading: narrowed(one.reading, filters) })),
  }
}

function narrowed(reading: Reading, filters: readonly DefaultFilter[]): Reading {
  const { plan } = reading
  if (plan.kind !== 'metrics') return reading
  const wanted = filters.filter((filter) => !speaksOf(plan, filter))
  const metrics = plan.metrics.map((ref) => wanted.reduce(withFilter, ref))
  const used = wanted.filter(({ metric }) => plan.metrics.some((ref) => names(ref, metric)))
  const said = used.map(
    ({ words }): Part => ({ kind: 'filter', text: '', reading: `${words} (set as the default)`, span: null }),
  )
  const known = new Set(reading.assumed.map((part) => part.reading))
  return {
    ...reading,
    plan: { ...plan, metrics },
    assumed: [...reading.assumed, ...said.filter((part) => !known.has(part.reading))],
  }
}

/** Whether the question itself says something of a column that the filter narrows. */
function speaksOf({ where }: MetricsPlan, filter: DefaultFilter): boolean {
  const asked = JSON.stringify(where)
  return dimensionsOf(filter.where).some((dimension) => asked.includes(`"${dimension}"`))
}

const dimensionsOf = (filters: readonly Filter[]): readonly string[] =>
  filters.flatMap((filter) => {
    if ('filters' in filter) return dimensionsOf(filter.filters)
    if (filter.kind === 'not') return dimensionsOf([filter.filter])
    return 'dimension' in filter.field ? [filter.field.dimension] : []
  })

const names = (ref: MetricRef, metric: string): boolean => {
  if ('metric' in ref) return ref.metric === metric
  if ('ratio' in ref) return names(ref.ratio.numerator, metric) || names(ref.ratio.denominator, metric)
  return 'formula' in ref && ref.formula.of.some((part) => names(part, metric))
}

function withFilter(ref: MetricRef, filter: DefaultFilter): MetricRef {
  if ('ratio' in ref) {
    const { numerator, denominator } = ref.ratio
    return {
      ...ref,
      ratio: { numerator: withFilter(numerator, filter), denominator: withFilter(denominator, filter) },
    }
  }
  if ('formula' in ref)
    return { ...ref, formula: { ...ref.formula, of: ref.formula.of.map((part) => withFilter(part, filter)) } }
  if (!('metric' in ref) || ref.metric !== filter.metric) return ref
  const had = new Set((ref.where ?? []).map((one) => JSON.stringify(one)))
  const added = filter.where.filter((one) => !had.has(JSON.stringify(one)))
  return added.length === 0 ? ref : { ...ref, where: [...(ref.where ?? []), ...added] }
}

import { formatCell } from '@numize/blocks'
import type { Filter, Metric, MetricInput, MetricRef, Model, Result, ResultColumn } from '@numize/semantic'
import { figureOf } from './figures.ts'
import { type CheckTools, type Finding, noted, passed, proven } from './finding.ts'

/** Above one by no more than a double's last digits is one. */
const SLACK = 1e-9

/** Shares of a part in its whole lie between nothing and all of it, and nothing is counted less than no times. */
export function impossibleFigures({ result, catalog: { model } }: CheckTools): readonly Finding[] {
  const { plan, columns } = result
  if (plan.kind !== 'metrics') return []
  const figures = columns.flatMap((column, at) => (column.role === 'metric' ? [{ column, at }] : []))
  const asked = figures.length === plan.metrics.length ? plan.metrics : []
  return asked.flatMap((ref, index) => {
    const figure = figures[index]
    const kind = kindOf(ref, model)
    return figure && kind ? [judged(kind, figure, result)] : []
  })
}

type Kind = 'count' | 'share of a count' | 'share of a sum'

function judged(
  kind: Kind,
  { column, at }: { readonly column: ResultColumn; readonly at: number },
  { rows }: Result,
): Finding {
  const values = rows.flatMap((row) => figureOf(row[at]) ?? [])
  if (kind === 'count') {
    const negative = values.find((value) => value < 0)
    return negative === undefined
      ? passed('counts')
      : proven(
          'counts',
          `Not told, because it cannot be right: ${told(column, negative)}, and nothing can be counted less than no times.`,
        )
  }
  const impossible = values.find((value) => value < 0 || value > 1 + SLACK)
  if (impossible === undefined) return passed('shares')
  if (kind === 'share of a count')
    return proven(
      'shares',
      `Not told, because it cannot be right: ${told(column, impossible)}, and a part is never more than its whole. Check what the two sides of ${column.label} count.`,
    )
  return noted(
    'shares',
    `${told(column, impossible)}: some of the amounts behind it are below zero, so it is no share in the usual sense.`,
  )
}

const told = (column: ResultColumn, value: number): string =>
  `${column.label} reaches ${formatCell(value, column)}`

function kindOf(ref: MetricRef, model: Model): Kind | null {
  if ('countOf' in ref) return 'count'
  if ('measure' in ref) return ['count', 'count_distinct'].includes(ref.measure.aggregation) ? 'count' : null
  if ('ratio' in ref) return partOfWhole(ref.ratio.numerator, ref.ratio.denominator, model)
  return 'metric' in ref ? kindOfMetric(ref.metric, model) : null
}

function kindOfMetric(name: string, model: Model): Kind | null {
  const metric = findMetric(model, name)
  if (!metric) return null
  if (metric.kind === 'conversion')
    return metric.calculation === 'conversion_rate' ? 'share of a count' : 'count'
  if (metric.kind === 'simple') return counts(metric.input.measure, model) ? 'count' : null
  if (metric.kind !== 'ratio') return null
  const [part, whole] = [baseOf(metric.numerator, model), baseOf(metric.denominator, model)]
  if (!part || !whole || part.measure !== whole.measure) return null
  return whole.filters.every((filter) => part.filters.includes(filter)) ? shareOf(part.measure, model) : null
}

/** Both sides the same metric, one of them only narrowed further. */
function partOfWhole(part: MetricRef, whole: MetricRef, model: Model): Kind | null {
  const [{ where: narrower = [], as: _as, ...same }, { where: wider = [], as: _name, ...other }] = [
    part,
    whole,
  ]
  if (JSON.stringify(same) !== JSON.stringify(other)) return null
  const kept = new Set(narrower.map((filter: Filter) => JSON.stringify(filter)))
  if (!wider.every((filter: Filter) => kept.has(JSON.stringify(filter)))) return null
  return kindOf(whole, model) === 'count' ? 'share of a count' : 'share of a sum'
}

interface Base {
  readonly measure: string
  readonly filters: readonly string[]
}

/** The measure a side of a ratio takes, with all filters on it; null of anything that is moved in time or composed. */
function baseOf(input: MetricInput, model: Model): Base | null {
  const metric = findMetric(model, input.metric)
  if (metric?.kind !== 'simple' || input.offsetWindow || input.offsetToGrain) return null
  return {
    measure: metric.input.measure,
    filters: [...metric.filters, ...metric.input.filters, ...input.filters].map((text) =>
      text.replaceAll(/\s+/g, ' ').trim(),
    ),
  }
}

const shareOf = (measure: string, model: Model): Kind =>
  counts(measure, model) ? 'share of a count' : 'share of a sum'

function counts(name: string, model: Model): boolean {
  const measure = model.semanticModels.flatMap(({ measures }) => measures).find((one) => one.name === name)
  if (!measure) return false
  return (
    ['count', 'count_distinct', 'sum_boolean'].includes(measure.aggregation) ||
    (measure.aggregation === 'sum' && measure.expr.trim() === '1')
  )
}

const findMetric = (model: Model, name: string): Metric | undefined =>
  model.metrics.find((metric) => metric.name === name)

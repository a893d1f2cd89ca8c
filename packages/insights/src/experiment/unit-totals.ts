import type { Catalog } from '@numize/planner'
import {
  emptyMetricsPlan,
  type Filter,
  type Metric,
  type MetricRef,
  type MetricsPlan,
  type Model,
  type Result,
} from '@numize/semantic'
import type { Arm, RatioTotals, Totals } from '@numize/statistics'
import type { Span } from '../explain/report.ts'
import { figure } from '../explain/tables.ts'
import { metricGraph } from '../whatif/metric-graph.ts'

/** What is read of the units: their variant, their figures, and which rows. */
export interface UnitsAsked {
  readonly metric: string
  readonly variant: string
  readonly unit: string
  /** The semantic model whose rows say that a unit saw a variant; null: rows of the metric itself. */
  readonly exposure: string | null
  readonly where: readonly Filter[]
  readonly period: Span | null
  /** The units' own past, to take their differences out. */
  readonly before: Span | null
  readonly segment: string | null
}

/** Figures of a unit that a metric is made of; null of one that is no sum, count or ratio of those. */
export function figuresOf(metric: string, { model }: Pick<Catalog, 'model'>): readonly string[] | null {
  const rule = metricGraph(model).get(metric)?.rule
  if (rule?.kind === 'volume') return isSum(metric, model) ? [metric] : null
  if (rule?.kind !== 'ratio') return null
  const parts = [rule.numerator, rule.denominator]
  return parts.every((part) => isSum(part, model)) ? parts : null
}

const SUMS: ReadonlySet<string> = new Set(['sum', 'count', 'count_distinct', 'sum_boolean'])

function isSum(name: string, model: Model): boolean {
  const metric = model.metrics.find(
    (one): one is Metric & { kind: 'simple' } => one.kind === 'simple' && one.name === name,
  )
  const measure = model.semanticModels
    .flatMap(({ measures }) => measures)
    .find((one) => one.name === metric?.input.measure)
  return measure !== undefined && measure.nonAdditive === null && SUMS.has(measure.aggregation)
}

const SEEN = 'rows_seen'

/** One governed plan: units by variant (and segment) counted, their figures added, squared and multiplied; no unit's row leaves. */
export function unitsPlan(asked: UnitsAsked, figures: readonly string[]): MetricsPlan {
  const { exposure, variant, unit, segment, where, period, before } = asked
  const seen: MetricRef[] = exposure === null ? [] : [{ countOf: exposure, as: SEEN }]
  const columns = before ? figures.flatMap((name) => [name, `${name}__previous`]) : figures
  return {
    ...emptyMetricsPlan,
    metrics: [...figures.map((metric) => ({ metric })), ...seen],
    groupBy: [variant, ...(segment === null ? [] : [segment]), unit].map((dimension) => ({ dimension })),
    where,
    time: period,
    compare: before && period ? { kind: 'range', ...before } : null,
    groupTotals: {
      by: [variant, ...(segment === null ? [] : [segment])],
      of: columns,
      ...(exposure === null ? {} : { where: SEEN }),
    },
  }
}

/** Units of a variant (in a segment), and what a test needs to know of them. */
export interface ArmOf {
  readonly variant: string
  readonly segment: string | null
  readonly units: number
  readonly plain: Arm
  /** With the units' own past; null without. */
  readonly adjusted: Arm | null
}

/** Arms of a result of `unitsPlan`. A figure that is 0 or 1 of every unit is a share; so is a ratio whose denominator is 1 of every unit. */
export function armsOf({ columns, rows }: Result, asked: UnitsAsked, figures: readonly string[]): ArmOf[] {
  const at = new Map(columns.map(({ name }, index) => [name, index]))
  const groups = asked.segment === null ? 1 : 2
  return rows.flatMap((row) => {
    const [variant, segment] = row
    if (variant === null || variant === undefined) return []
    const value = (name: string): number => figure(row[at.get(name) ?? -1]) ?? 0
    return [
      {
        variant: String(variant),
        segment: groups === 2 ? String(segment ?? 'unknown') : null,
        units: value('group_count'),
        ...armOf(figures, value, asked.before !== null),
      },
    ]
  })
}

type Read = (name: string) => number

function armOf(figures: readonly string[], value: Read, hasPast: boolean): Pick<ArmOf, 'plain' | 'adjusted'> {
  const n = value('group_count')
  const totals = (name: string): Totals => totalsOf(n, value(`${name}__sum`), product(value, name, name))
  const [first = '', second] = figures
  const past = (name: string): string => `${name}__previous`
  if (second === undefined || isOne(totals(second))) {
    const after = totals(first)
    if (!hasPast) return { plain: after, adjusted: null }
    const before = totals(past(first))
    return {
      plain: after,
      adjusted: { kind: 'adjusted', n, after, before, products: product(value, first, past(first)) },
    }
  }
  const ratio = (above: string, below: string): RatioTotals => ({
    kind: 'ratio',
    n,
    numerator: totals(above),
    denominator: totals(below),
    products: product(value, above, below),
  })
  const after = ratio(first, second)
  if (!hasPast) return { plain: after, adjusted: null }
  return {
    plain: after,
    adjusted: {
      kind: 'adjustedRatio',
      n,
      after,
      before: ratio(past(first), past(second)),
      numerators: product(value, first, past(first)),
      denominators: product(value, second, past(second)),
      numeratorAfterDenominatorBefore: product(value, first, past(second)),
      denominatorAfterNumeratorBefore: product(value, second, past(first)),
    },
  }
}

/** Stands under the names in the order they were asked for, whichever that was. */
const product = (value: Read, a: string, b: string): number =>
  value(`${a}__times__${b}`) || value(`${b}__times__${a}`)

function totalsOf(n: number, sum: number, sumSquares: number): Totals {
  const isShare = sum === sumSquares && Number.isInteger(sum) && sum >= 0 && sum <= n
  return { kind: isShare ? 'share' : 'mean', n, sum, sumSquares }
}

const isOne = ({ n, sum, sumSquares }: Totals): boolean => sum === n && sumSquares === n

import type { Metric, MetricInput, Model } from '@numize/semantic'
import { ratioParts } from '../explain/breakdown.ts'

/** How a metric follows from others, where it does so by arithmetic on their values of the same period and rows. */
export type Rule =
  | { readonly kind: 'volume' }
  | { readonly kind: 'ratio'; readonly numerator: string; readonly denominator: string }
  | {
      readonly kind: 'derived'
      readonly expression: string
      /** Name in the expression → metric. */
      readonly inputs: ReadonlyMap<string, string>
    }
  /** It stands on others in a way that one period's values do not give: filters, offsets, windows. */
  | { readonly kind: 'opaque'; readonly on: readonly string[] }

export interface MetricNode {
  readonly name: string
  readonly label: string
  readonly rule: Rule
}

/** Every metric of a model with its rule, by name. */
export const metricGraph = ({ metrics }: Pick<Model, 'metrics'>): ReadonlyMap<string, MetricNode> =>
  new Map(
    metrics.map((metric) => [
      metric.name,
      {
        name: metric.name,
        label: metric.label ?? metric.name.replaceAll('_', ' '),
        rule: ruleOf(metric, metrics),
      },
    ]),
  )

function ruleOf(metric: Metric, all: readonly Metric[]): Rule {
  switch (metric.kind) {
    case 'simple':
      return { kind: 'volume' }
    case 'ratio': {
      const parts = ratioParts(metric)
      const [numerator, denominator] = [metric.numerator.metric, metric.denominator.metric]
      return parts
        ? { kind: 'ratio', numerator, denominator }
        : { kind: 'opaque', on: [numerator, denominator] }
    }
    case 'derived':
      return metric.filters.length === 0 && metric.inputs.every(isPlain)
        ? { kind: 'derived', expression: metric.expr, inputs: namesOf(metric.inputs) }
        : { kind: 'opaque', on: metric.inputs.map((input) => input.metric) }
    case 'cumulative':
    case 'conversion':
      return { kind: 'opaque', on: sharing(metric, all) }
  }
}

const isPlain = ({ filters, offsetWindow, offsetToGrain }: MetricInput): boolean =>
  filters.length === 0 && offsetWindow === null && offsetToGrain === null

const namesOf = (inputs: readonly MetricInput[]): ReadonlyMap<string, string> =>
  new Map(inputs.map(({ metric, alias }) => [alias ?? metric, metric]))

/** Plain metrics of the measures that a cumulative or conversion metric is made of. */
function sharing(metric: Metric, all: readonly Metric[]): string[] {
  const inputs =
    metric.kind === 'cumulative'
      ? [metric.input]
      : metric.kind === 'conversion'
        ? [metric.base, metric.conversion]
        : []
  const measures = new Set(inputs.map(({ measure }) => measure))
  return all.flatMap((one) => (one.kind === 'simple' && measures.has(one.input.measure) ? [one.name] : []))
}

/** Metrics a rule stands on. */
export function partsOf(rule: Rule): readonly string[] {
  switch (rule.kind) {
    case 'volume':
      return []
    case 'ratio':
      return [rule.numerator, rule.denominator]
    case 'derived':
      return [...rule.inputs.values()]
    case 'opaque':
      return rule.on
  }
}

import { fail } from '../errors.ts'
import type { Measure } from '../model.ts'
import { call, special } from '../sql/build.ts'
import type { Expr } from '../sql/nodes.ts'

/** An aggregate over a bound expression. */
export type Aggregate = Pick<
  Measure,
  'aggregation' | 'percentile' | 'discretePercentile' | 'approximatePercentile'
>

export function aggregateOf(aggregate: Aggregate, value: Expr): Expr {
  switch (aggregate.aggregation) {
    case 'sum':
      return call('SUM', value)
    case 'min':
      return call('MIN', value)
    case 'max':
      return call('MAX', value)
    case 'average':
      return call('AVG', value)
    case 'count':
      return call('COUNT', value)
    case 'count_distinct':
      return { kind: 'call', name: 'COUNT', args: [value], distinct: true, filter: null }
    case 'sum_boolean':
      return call('SUM', asNumber(value))
    case 'median':
      return special({ name: 'percentile', fraction: 0.5, discrete: false, approximate: false }, value)
    case 'percentile':
      return special(
        {
          name: 'percentile',
          fraction: aggregate.percentile ?? 0.5,
          discrete: aggregate.discretePercentile,
          approximate: approximates(aggregate),
        },
        value,
      )
  }
}

function approximates(aggregate: Aggregate): boolean {
  if (aggregate.approximatePercentile && aggregate.discretePercentile)
    throw fail('not-supported', {
      what: 'An approximate discrete percentile',
      instead: 'choose either approximate or discrete',
    })
  return aggregate.approximatePercentile
}

const asNumber = (value: Expr): Expr => ({
  kind: 'case',
  operand: null,
  whens: [{ kind: 'when', condition: value, result: { kind: 'number', text: '1' } }],
  otherwise: { kind: 'number', text: '0' },
})

/** How partial results of an aggregate (per day, say) are merged into the whole; null where rows must be kept. */
export function mergeOf(aggregate: Aggregate): 'SUM' | 'MIN' | 'MAX' | null {
  switch (aggregate.aggregation) {
    case 'sum':
    case 'count':
    case 'sum_boolean':
      return 'SUM'
    case 'min':
      return 'MIN'
    case 'max':
      return 'MAX'
    case 'average':
    case 'count_distinct':
    case 'median':
    case 'percentile':
      return null
  }
}

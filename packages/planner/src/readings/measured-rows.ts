import type { Filter } from '@numize/semantic'
import type { Column } from '../index/thing.ts'
import { assume, type Fitting } from './context.ts'
import { columnLabel } from './labels.ts'
import { refOf } from './refs.ts'
import type { Resolved } from './resolve-quantity.ts'

/** "average time to settle by region": rows for which it cannot be told (not settled) leave no empty group behind. */
export function measuredRows(
  fitting: Fitting,
  quantities: readonly Resolved[],
  columns: readonly Column[],
): Filter[] {
  const [only] = quantities
  if (quantities.length !== 1 || only?.kind !== 'metric' || columns.length === 0) return []
  const { schema } = fitting.index
  const metric = schema.metrics.get(only.name)
  if (metric?.kind !== 'simple') return []
  return [...schema.models.values()].flatMap((model) => {
    const measure = model.measures.find(
      (one) => one.name === metric.input.measure && one.aggregation === 'average' && one.expr.includes('('),
    )
    const read = new Set((measure?.expr ?? '').toLowerCase().match(/[a-z_]\w*/g))
    return model.dimensions
      .filter(({ expr }) => read.has(expr.toLowerCase()))
      .flatMap(({ name }): Filter[] => {
        const column = { kind: 'dimension', model: model.name, name } as const
        const dimension = refOf(fitting, model.name, column)
        if (dimension === null) return []
        assume(
          fitting,
          'filter',
          `Rows without a known ${columnLabel(fitting.index, column).toLowerCase()} are left out`,
        )
        return [{ kind: 'null', field: { dimension }, negate: true }]
      })
  })
}

import type { Filter } from '@numize/semantic'
import { emptyMetricsPlan } from '@numize/semantic'
import { CannotFit, type Fitting } from './context.ts'
import { measured } from './counting.ts'
import { rowsLabel } from './labels.ts'
import { needRef } from './refs.ts'

/** Rows that every row of another model is joined to: as many different ones as there are. */
export function allFilter(fitting: Fitting, root: string, model: string): Filter {
  const { graph, schema } = fitting.index
  const key = schema.key(root)
  const via = graph.roots([root, model])[0]
  if (!key || via === undefined)
    throw new CannotFit(
      'no-path',
      `Nothing joins ${rowsLabel(fitting.index, root)} to all ${rowsLabel(fitting.index, model).toLowerCase()}.`,
    )
  const different = measured(fitting, { kind: 'count', model, column: null }, via)
  const every = measured(fitting, { kind: 'count', model, column: null }, null)
  return {
    kind: 'inPlan',
    field: { dimension: needRef(fitting, root, key) },
    plan: {
      ...emptyMetricsPlan,
      metrics: [different.ref],
      groupBy: [{ dimension: needRef(fitting, via, key) }],
      having: [
        { column: different.as, op: '=', value: { plan: { ...emptyMetricsPlan, metrics: [every.ref] } } },
      ],
    },
  }
}

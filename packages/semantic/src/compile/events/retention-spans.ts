import type { RetentionPlan } from '../../plan.ts'
import { nothing, number } from '../../sql/build.ts'
import type { Source } from '../../sql/nodes.ts'

/** Columns of the queries a retention is made of. */
export const [COHORT, PERIOD, END, RETAINED, SINCE] = [
  'cohort',
  'period',
  'period_end',
  'retained',
  'since',
] as const

/** The periods shown, each with its last one (null = without end); the cohort itself is period 0. */
export function spansOf(plan: RetentionPlan): Source {
  const single = Array.from({ length: plan.count }, (_, at) => ({ from: at + 1, to: at + 1 }))
  const later = plan.brackets.length > 0 ? plan.brackets : single
  const rowsOf = [{ from: 0, to: 0 }, ...later].map(({ from, to }) => [
    number(from),
    to === null ? nothing : number(to),
  ])
  return { kind: 'values', rows: rowsOf, columns: [PERIOD, END], alias: 'spans' }
}

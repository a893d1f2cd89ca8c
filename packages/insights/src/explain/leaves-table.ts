import { emptyMetricsPlan, type MetricRef } from '@numize/semantic'
import type { Axis } from './breakdown.ts'
import type { Search } from './search.ts'
import { type Table, tableOfPeriods } from './tables.ts'

/** Leaves beyond this are cut by `ask`; then the widest dimension is left out and the question asked again. */
const MOST_LEAVES = 10_000

/** The finest breakdown of some metrics in both periods that still fits an answer. */
export async function leavesTable(
  { subject, axes, fetch }: Search,
  metrics: readonly MetricRef[],
): Promise<{ readonly table: Table; readonly axes: readonly Axis[] }> {
  let chosen = [...axes]
  for (;;) {
    const [result] = await fetch([
      {
        ...emptyMetricsPlan,
        metrics,
        groupBy: chosen.map(({ ref }) => ({ dimension: ref })),
        where: subject.plan.where,
        time: subject.plan.time,
        compare: subject.compare,
      },
    ])
    if (!result) throw new Error('ask gave no result for one plan')
    if (!result.truncated || result.rowCount <= MOST_LEAVES || chosen.length === 1)
      return { table: tableOfPeriods(result), axes: chosen }
    const widest = chosen.reduce((a, b) => (b.members >= a.members ? b : a))
    chosen = chosen.filter((axis) => axis !== widest)
  }
}

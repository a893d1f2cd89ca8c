import { emptyMetricsPlan } from '@numize/semantic'
import { figureOf } from './figures.ts'
import { type CheckTools, type Finding, passed, proven, unfinished } from './finding.ts'

const CHECK = 'rows of the list'

/** A list through joins has no more rows than the table it lists; more means that a join repeated some. */
export async function rowsOfList({ result, catalog, fetch }: CheckTools): Promise<Finding | null> {
  const { plan, rowCount, explanation } = result
  if (plan.kind !== 'list' || plan.limit !== null || explanation.joins.length === 0 || rowCount === 0)
    return null
  if (!catalog.inlineMeasures) return null
  const held = await fetch({ ...emptyMetricsPlan, metrics: [{ countOf: plan.root }] })
  const rows = figureOf(held?.rows[0]?.[0])
  if (rows === null || held?.dataVersion !== result.dataVersion) return unfinished(CHECK)
  if (rowCount <= rows) return passed(CHECK)
  return proven(
    CHECK,
    `Not told, because it cannot be right: the list has ${rowCount.toLocaleString('en-US')} rows, and ${plan.root} holds only ${rows.toLocaleString('en-US')}. In the join ${explanation.joins.join(', ')} a key that should stand once stands more than once. Check the keys of these tables.`,
  )
}

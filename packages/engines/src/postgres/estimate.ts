import type { Estimate } from '@numize/semantic'

/** A node of `EXPLAIN (FORMAT JSON)`. */
interface PlanNode {
  readonly 'Relation Name'?: string
  readonly 'Plan Rows': number
  readonly 'Plan Width': number
  readonly 'Total Cost': number
  readonly 'Workers Planned'?: number
  readonly Plans?: readonly PlanNode[]
}

/**
 * What Postgres's planner expects: rows of the scans of tables after their filters, times their width. The cost is in
 * the planner's own units, where reading one page in order is 1.
 */
export function estimateOf(explained: readonly { readonly Plan: PlanNode }[]): Estimate {
  const scans = explained.flatMap(({ Plan }) => scansOf(Plan, 1))
  return {
    rows: scans.reduce((total, { rows }) => total + rows, 0),
    bytes: scans.reduce((total, { rows, width }) => total + rows * width, 0),
    cost: explained[0]?.Plan['Total Cost'] ?? null,
    costUnit: 'planner cost',
    source: 'Postgres EXPLAIN',
  }
}

interface Scan {
  readonly rows: number
  readonly width: number
}

/** Below a gather, rows are those of one process: each worker and the leader read as many. */
function scansOf(node: PlanNode, processes: number): readonly Scan[] {
  const inner = processes + (node['Workers Planned'] ?? 0)
  const below = (node.Plans ?? []).flatMap((one) => scansOf(one, inner))
  if (node['Relation Name'] === undefined) return below
  return [{ rows: node['Plan Rows'] * processes, width: node['Plan Width'] }, ...below]
}

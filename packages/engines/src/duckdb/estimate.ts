import type { DataType, Estimate } from '@numize/semantic'
import type { Table } from '../engine.ts'

/** A node of `EXPLAIN (FORMAT json)`. */
interface PlanNode {
  readonly name: string
  readonly children: readonly PlanNode[]
  readonly extra_info: Readonly<Record<string, string | readonly string[]>>
}

/** Leaves that read what another node of the plan made. */
const NOT_READ = /^(CTE|RECURSIVE|REC_CTE|COLUMN_DATA|DELIM|DUMMY|CHUNK|EMPTY|EXPRESSION)/

/** Bytes of a value; of a text as many as its slot in memory takes. */
const WIDTHS: Partial<Record<DataType, number>> = { boolean: 1, date: 4, string: 16, other: 16 }
const USUAL_WIDTH = 8

/**
 * What DuckDB's planner expects: rows of the scans after the filters they apply, and the width of the columns they
 * read. It knows rows from the statistics of tables and Parquet files, and guesses what a filter leaves.
 */
export function estimateOf(plan: readonly PlanNode[], tables: readonly Table[]): Estimate {
  const scans = plan.flatMap(scansOf)
  const sum = (figures: readonly number[]): number => figures.reduce((total, one) => total + one, 0)
  return {
    rows: sum(scans.map(rowsOf)),
    bytes: sum(scans.map((scan) => rowsOf(scan) * widthOf(scan, tables))),
    cost: null,
    costUnit: null,
    source: 'DuckDB EXPLAIN',
  }
}

const scansOf = (node: PlanNode): readonly PlanNode[] => {
  if (node.children.length > 0) return node.children.flatMap(scansOf)
  return NOT_READ.test(node.name) ? [] : [node]
}

const rowsOf = ({ extra_info: info }: PlanNode): number => Number(info['Estimated Cardinality'] ?? 0)

/** A scan of Parquet does not tell its relation: a column of the name, whichever table has it, tells the type. */
function widthOf({ extra_info: info }: PlanNode, tables: readonly Table[]): number {
  const read = [info['Projections'] ?? []].flat()
  const table = String(info['Table'] ?? '')
    .split('.')
    .at(-1)
  const own = tables.filter(({ name }) => name === table)
  const columns = (own.length > 0 ? own : tables).flatMap((one) => one.columns)
  const widths = read.map((name) => {
    const type = columns.find((column) => column.name === name)?.type
    return (type && WIDTHS[type]) ?? USUAL_WIDTH
  })
  return widths.reduce((total, one) => total + one, 0)
}

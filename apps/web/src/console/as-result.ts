import type { ListPlan, Result, ResultColumn } from '@numize/semantic'
import type { RouteResponse } from '@numize/server/contract'

export type SqlReply = RouteResponse<'POST /v1/query/sql'>

/** The rows of a statement as the tables of the workspace show rows: under their own names, nothing rounded. */
export function asResult({ columns, rows, row_count, sampled, sql, ...ran }: SqlReply): Result {
  return {
    columns: columns.map(columnOf),
    rows: rows.map((row) => columns.map(({ name }) => row[name] ?? null)),
    rowCount: row_count,
    truncated: sampled,
    sql,
    dataVersion: ran.data_version,
    elapsedMs: ran.elapsed_ms,
    runHash: '',
    plan: NO_PLAN,
    explanation: { metrics: [], columns: [], joins: [], filters: [], policies: [] },
    cached: false,
    incompleteFrom: null,
  }
}

const NO_PLAN: ListPlan = {
  version: 1,
  kind: 'list',
  root: '',
  columns: [],
  distinct: false,
  where: [],
  time: null,
  orderBy: [],
  limit: null,
}

/** Whole numbers may be keys and years, so they are shown as they are. */
const ROLES: Readonly<Record<string, ResultColumn['role']>> = {
  decimal: 'metric',
  double: 'metric',
  date: 'time',
  timestamp: 'time',
}

const columnOf = ({ name, type }: SqlReply['columns'][number]): ResultColumn => ({
  name,
  label: name,
  type: type as ResultColumn['type'],
  unit: null,
  role: ROLES[type] ?? 'dimension',
  grain: null,
  source: name,
})

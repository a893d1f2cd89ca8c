import { type Principal, slicesOf } from '@numize/access'
import { explainPlan, type Ground, governedTables, groundGrant, sqlRefusal } from '@numize/ask'
import type { Cell, Slice } from '@numize/semantic'
import type { RouteResponse } from '../contract/index.ts'
import type { queryRoutes } from '../contract/queries.ts'
import { serverError } from '../errors.ts'
import { distinctNames } from '../files/distinct-names.ts'
import { defaultProject, projectOf, through } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'
import type { Live } from './live.ts'
import { runPlan } from './run-plan.ts'

const SAMPLE_ROWS = 100

export const queryHandlers = (deps: ServerDeps, live: Live): HandlersOf<keyof typeof queryRoutes> => ({
  'POST /v1/query/plan': ({ body, principal, signal }) => runPlan(body, { deps, live, principal, signal }),
  'POST /v1/query/explain': async ({ body, principal }) => {
    const { ground } = defaultProject(deps, body.project, principal)
    return explainPlan(body.plan, ground, through(principal, body.slice))
  },
  'POST /v1/query/sql': async ({ body, principal, signal }) => {
    const { askSql, ground } = defaultProject(deps, body.datasource_id, principal)
    const admit = live.traffic.admitFor(ground.project.name, principal)
    const most = body.sample === true ? { maxRows: SAMPLE_ROWS } : {}
    const asker = through(principal, body.slice)
    const result = await admit(() => askSql(body.sql, asker, { signal, ...most }))
    const names = distinctNames(result.columns)
    return {
      columns: result.columns.map(({ type }, at) => ({ name: names[at] ?? '', type })),
      rows: result.rows.map((row) => recordOf(names, row)),
      row_count: result.rowCount,
      sampled: result.truncated,
      sql: result.sql,
      data_version: result.dataVersion,
      elapsed_ms: result.elapsedMs,
    }
  },
  'GET /v1/projects/:project/sql-tables': async ({ params, query, principal }) => {
    const { ground } = projectOf(deps, params.project, principal)
    return sqlTables(ground, through(principal, query.slice))
  },
  'POST /v1/query/python': async () => {
    throw serverError('not-built', { what: 'running code in a sandbox' })
  },
})

const recordOf = (names: readonly string[], row: readonly Cell[]): Record<string, Cell> =>
  Object.fromEntries(names.map((name, at) => [name, row[at] ?? null]))

function sqlTables(
  ground: Ground,
  principal: Principal,
): RouteResponse<'GET /v1/projects/:project/sql-tables'> {
  const grant = groundGrant(ground, principal, Date.now())
  const refusal = sqlRefusal(ground, grant)
  const tables = refusal ? [] : governedTables(ground, grant)
  return {
    slice: describedSlice(grant.slice),
    slices: slicesOf(ground.project, principal).map(describedSlice),
    refusal: refusal?.message ?? null,
    tables: tables.map(({ model, alias, columns }) => ({
      name: model.name,
      label: model.label ?? model.name,
      alias,
      description: model.description,
      columns: columns.map(({ name, label, type }) => ({ name, label, type })),
    })),
  }
}

const describedSlice = ({ name, label }: Slice) => ({ name, label })

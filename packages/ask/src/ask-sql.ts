import type { Grant, Principal } from '@numize/access'
import { type Clock, describeError, type NumizeError } from '@numize/base'
import type { Engine, GovernedRelation, GuestOptions } from '@numize/engines'
import type { Cell, DataType } from '@numize/semantic'
import { type AuditEntry, type Ledger, MAX_ROWS } from './ask-plans.ts'
import { askError } from './errors.ts'
import { governedRelations } from './governed-relations.ts'
import { type Ground, groundGrant } from './ground.ts'
import { hasLimits, overLimit } from './limits.ts'

const DEADLINE_MS = 10_000
const MAX_BYTES = 8 * 1024 * 1024

export interface SqlResult {
  readonly columns: readonly { readonly name: string; readonly type: DataType }[]
  readonly rows: readonly (readonly Cell[])[]
  /** Rows brought back; there are more where `truncated`. */
  readonly rowCount: number
  /** True where the statement gives more rows, or more bytes, than are brought back. */
  readonly truncated: boolean
  /** What ran: the statement with its tables replaced by their governed queries. */
  readonly sql: string
  readonly dataVersion: string
  readonly elapsedMs: number
}

export interface SqlOptions {
  readonly signal?: AbortSignal
  /** Ten seconds when not said; the process that runs the statement is killed within a second of it. */
  readonly deadlineMs?: number
  /** Rows to bring back at most, up to 10,000, which it is when not said. */
  readonly maxRows?: number
}

/** The guarded form of `ask`: one SELECT that a person wrote, over the tables of their slice. */
export type AskSql = (sql: string, principal: Principal, options?: SqlOptions) => Promise<SqlResult>

/**
 * `askSql` over one ground: same slice, same row filters and masks, same limits, same audit as plans.
 * @throws `engines/sql-blocked`, `ask/no-sql`, `ask/governed-only`, `ask/no-raw-rows`, and as `ask` does
 */
export function createAskSql(ground: Ground, ledger: Ledger, clock: Clock): AskSql {
  return async (sql, principal, options = {}) => {
    const startedAt = clock.now()
    let slice: string | null = null
    const audit = (outcome: AuditEntry['outcome'], detail: AuditEntry['detail']) =>
      ledger.audit({
        at: new Date(startedAt).toISOString(),
        userId: principal.userId,
        action: 'sql',
        project: ground.project.name,
        slice,
        runHash: null,
        outcome,
        detail: { sql, ...detail },
        elapsedMs: clock.now() - startedAt,
      })
    try {
      const grant = groundGrant(ground, principal, startedAt)
      slice = grant.slice.name
      const result = await run(sql, { ground, grant, principal, options })
      await audit('answered', { rows: result.rowCount })
      return result
    } catch (error) {
      const { code } = describeError(error)
      const isOurs = code === 'base/bug' || (code.startsWith('engines/') && code !== 'engines/sql-blocked')
      await audit(isOurs ? 'failed' : 'refused', { code })
      throw error
    }
  }
}

interface Call {
  readonly ground: Ground
  readonly grant: Grant
  readonly principal: Principal
  readonly options: SqlOptions
}

/** Why nobody may write SQL through a slice of this ground; null where they may. */
export function sqlRefusal({ project, source }: Ground, { slice, policies }: Grant): NumizeError | null {
  if (policies.rawRows === false) return askError('no-raw-rows', { slice: slice.label })
  if (!source.engine.runGoverned) return askError('no-sql', { project: project.label })
  const isGovernedOnly = !policies.inlineMeasures || slice.joins || slice.aggregations
  return isGovernedOnly ? askError('governed-only', { slice: slice.label }) : null
}

async function run(sql: string, { ground, grant, principal, options }: Call): Promise<SqlResult> {
  const { engine } = ground.source
  const refusal = sqlRefusal(ground, grant)
  if (refusal) throw refusal
  if (!engine.runGoverned) throw askError('no-sql', { project: ground.project.label })
  const relations = governedRelations(ground, grant)
  const { deadlineMs = DEADLINE_MS, maxRows = MAX_ROWS, signal } = options
  const within = { by: principal.userId, deadlineMs, ...(signal ? { signal } : {}) }
  await holdLimits(sql, relations, { engine, grant, within })
  const dataVersion = await ground.source.dataVersion()
  const rows = await engine.runGoverned(sql, relations, {
    ...within,
    maxRows: Math.min(maxRows, MAX_ROWS),
    maxBytes: MAX_BYTES,
  })
  const { rowCount, truncated, elapsedMs } = rows
  return {
    columns: rows.columns.map(({ name, type }) => ({ name, type })),
    rows: rows.rows,
    rowCount,
    truncated,
    sql: rows.sql,
    dataVersion,
    elapsedMs,
  }
}

interface Held {
  readonly engine: Engine
  readonly grant: Grant
  readonly within: GuestOptions
}

async function holdLimits(
  sql: string,
  relations: readonly GovernedRelation[],
  { engine, grant, within }: Held,
): Promise<void> {
  if (!hasLimits(grant.slice) || !engine.estimateGoverned) return
  const refusal = overLimit(await engine.estimateGoverned(sql, relations, within), grant.slice)
  if (refusal) throw refusal
}

import { type Grant, grant as grantOf, type Principal } from '@numize/access'
import { type Clock, describeError, hashJson } from '@numize/base'
import { type Compiled, type Explanation, type Plan, parsePlan, type Result } from '@numize/semantic'
import type { Ask, AskOptions, Step } from './ask.ts'
import { askError } from './errors.ts'
import { compileOn, type Ground, groundMoment } from './ground.ts'
import { incompleteFrom } from './incomplete.ts'
import { withinSlice } from './within-slice.ts'

/** Rows kept inline; an answer with more is cut and says so. */
export const MAX_ROWS = 10_000
const DEADLINE_MS = 30_000

/** What `ask` keeps: results under their run hash, and one audit entry a call. Bound to one organisation. */
export interface Ledger {
  findResult(runHash: string, fingerprint: string): Promise<Result | null>
  keepResult(result: Result, fingerprint: string): Promise<void>
  audit(entry: AuditEntry): Promise<void>
}

export interface AuditEntry {
  readonly at: string
  readonly userId: string
  readonly action: string
  readonly project: string
  readonly slice: string | null
  readonly runHash: string | null
  readonly outcome: 'answered' | 'refused' | 'failed'
  /** Plans, codes and counts: never a cell. */
  readonly detail: Readonly<Record<string, unknown>>
  readonly elapsedMs: number
}

/** `ask` over one ground: checks each plan against the asker's slice, compiles, runs, keeps, audits. */
export function createAsk(ground: Ground, ledger: Ledger, clock: Clock): Ask {
  return async (plans, principal, options = {}) => {
    const startedAt = clock.now()
    const audit = (
      outcome: AuditEntry['outcome'],
      slice: string | null,
      detail: Readonly<Record<string, unknown>>,
    ) =>
      ledger.audit({
        at: new Date(startedAt).toISOString(),
        userId: principal.userId,
        action: 'ask',
        project: ground.project.name,
        slice,
        runHash: typeof detail['runHash'] === 'string' ? detail['runHash'] : null,
        outcome,
        detail,
        elapsedMs: clock.now() - startedAt,
      })
    let slice: string | null = null
    try {
      const grant = grantOf(ground.project, principal)
      slice = grant.slice.name
      const results = await answerAll(plans, { ground, ledger, clock, grant, principal, options })
      for (const result of results)
        await audit('answered', slice, {
          runHash: result.runHash,
          plan: result.plan,
          rows: result.rowCount,
          cached: result.cached,
        })
      return results
    } catch (error) {
      const { code } = describeError(error)
      await audit(code === 'base/bug' || code.startsWith('engines/') ? 'failed' : 'refused', slice, {
        code,
        plans,
      })
      throw error
    }
  }
}

interface Call {
  readonly ground: Ground
  readonly ledger: Ledger
  readonly clock: Clock
  readonly grant: Grant
  readonly principal: Principal
  readonly options: AskOptions
}

/**
 * All plans on one data version: when it moved underneath, everything is asked once more. A live database may move
 * between two plans; each is answered on a snapshot of its own, never older than the version it is kept under.
 */
async function answerAll(plans: readonly Plan[], call: Call): Promise<readonly Result[]> {
  const checked = step(call, 'check', () => {
    const prepared = plans.map((plan) => prepare(plan, call))
    return { value: prepared, detail: prepared.map(({ compiled }) => describePolicies(compiled)).join('; ') }
  })
  for (let attempt = 0; attempt < 2; attempt++) {
    const before = await call.ground.source.dataVersion()
    const results = []
    for (const prepared of checked) results.push(await answerOne(prepared, before, call))
    const { source } = call.ground
    if (source.isLive || before === (await source.dataVersion())) return results
  }
  throw askError('data-moved')
}

interface Prepared {
  readonly plan: Plan
  readonly compiled: Compiled
}

/** What `ask` would run for a plan, and why, without running it. @throws as `ask` does before it runs. */
export function explainPlan(
  plan: Plan,
  ground: Ground,
  principal: Principal,
): { sql: string; explanation: Explanation } {
  const { compiled } = prepare(plan, { ground, grant: grantOf(ground.project, principal) })
  return { sql: compiled.stages.at(-1)?.sql ?? '', explanation: compiled.explanation }
}

function prepare(plan: Plan, { ground, grant }: Pick<Call, 'ground' | 'grant'>): Prepared {
  const within = withinSlice(parsePlan(plan), grant)
  return { plan: within, compiled: compileOn(within, ground, grant.policies) }
}

async function answerOne({ plan, compiled }: Prepared, dataVersion: string, call: Call): Promise<Result> {
  const { ground, grant, ledger, clock, options } = call
  const runHash = hashJson({
    plan,
    policies: grant.fingerprint,
    project: ground.project.version,
    calendar: ground.project.calendar,
    compiled,
    dataVersion,
  })
  const moment = groundMoment(ground, clock.now(), options.now)
  const known = await ledger.findResult(runHash, grant.fingerprint)
  const result = known
    ? { ...known, cached: true }
    : await run({ plan, compiled }, runHash, dataVersion, call)
  if (!known) await ledger.keepResult(result, grant.fingerprint)
  return { ...result, incompleteFrom: incompleteFrom(result.columns, result.rows, moment.completeUntil) }
}

async function run(
  { plan, compiled }: Prepared,
  runHash: string,
  dataVersion: string,
  call: Call,
): Promise<Result> {
  const { ground, clock, options } = call
  const startedAt = clock.now()
  announce(options, { name: 'run', status: 'started', detail: 'running the query', elapsedMs: 0 })
  const sql = compiled.stages.at(-1)?.sql ?? ''
  const rows = await ground.source.engine.run(sql, {
    deadlineMs: options.deadlineMs ?? DEADLINE_MS,
    maxRows: MAX_ROWS,
    ...(options.signal ? { signal: options.signal } : {}),
  })
  const elapsedMs = clock.now() - startedAt
  announce(options, { name: 'run', status: 'done', detail: rowsInWords(rows.rowCount), elapsedMs })
  return {
    runHash,
    plan,
    columns: compiled.columns.map((column, at) => ({
      ...column,
      type: rows.columns[at]?.type ?? column.type,
    })),
    rows: rows.rows,
    rowCount: rows.rowCount,
    truncated: rows.truncated,
    sql,
    explanation: compiled.explanation,
    dataVersion,
    elapsedMs,
    cached: false,
    incompleteFrom: null,
  }
}

const rowsInWords = (count: number): string =>
  count === 1 ? '1 row' : `${count.toLocaleString('en-US')} rows`

function describePolicies({ explanation }: Compiled): string {
  const count = explanation.policies.length
  return count === 0
    ? 'within your slice'
    : `within your slice, ${count} ${count === 1 ? 'policy' : 'policies'} applied`
}

function step<T>({ options, clock }: Call, name: Step['name'], work: () => { value: T; detail: string }): T {
  const startedAt = clock.now()
  announce(options, { name, status: 'started', detail: '', elapsedMs: 0 })
  const { value, detail } = work()
  announce(options, { name, status: 'done', detail, elapsedMs: clock.now() - startedAt })
  return value
}

const announce = (options: AskOptions, told: Step): void => options.onStep?.(told)

import type { Grant, Principal } from '@numize/access'
import { type Clock, describeError, hashJson, NumizeError, systemClock } from '@numize/base'
import {
  type Compiled,
  checkPlan,
  type Estimate,
  type Explanation,
  type Plan,
  parsePlan,
  type Result,
} from '@numize/semantic'
import type { Ask, AskOptions, Step } from './ask.ts'
import { canonicalPlan } from './canonical-plan.ts'
import { askError } from './errors.ts'
import { compileOn, compileOptions, type Ground, groundGrant, groundMoment } from './ground.ts'
import { incompleteFrom } from './incomplete.ts'
import { hasLimits, overLimit } from './limits.ts'
import { shownRows } from './shown-rows.ts'
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
  /** Fingerprint of the filters, masks and limits in force. */
  readonly policies?: string
  /** Plans, codes and counts: never a cell. */
  readonly detail: Readonly<Record<string, unknown>>
  readonly elapsedMs: number
}

/** `ask` over one ground: checks each plan against the asker's slice, compiles, runs, keeps, audits. */
export function createAsk(ground: Ground, ledger: Ledger, clock: Clock): Ask {
  return async (plans, principal, options = {}) => {
    const startedAt = clock.now()
    let granted: Grant | null = null
    const audit = (outcome: AuditEntry['outcome'], detail: Readonly<Record<string, unknown>>) =>
      ledger.audit({
        at: new Date(startedAt).toISOString(),
        userId: principal.userId,
        action: 'ask',
        project: ground.project.name,
        slice: granted?.slice.name ?? null,
        runHash: typeof detail['runHash'] === 'string' ? detail['runHash'] : null,
        outcome,
        ...(granted ? { policies: granted.fingerprint } : {}),
        detail,
        elapsedMs: clock.now() - startedAt,
      })
    try {
      const grant = groundGrant(ground, principal, startedAt)
      granted = grant
      const results = await answerAll(plans, { ground, ledger, clock, grant, principal, options })
      for (const result of results)
        await audit('answered', {
          runHash: result.runHash,
          plan: result.plan,
          rows: result.rowCount,
          cached: result.cached,
          ...(result.explanation.estimate ? { estimate: result.explanation.estimate } : {}),
        })
      return results
    } catch (error) {
      const { code, facts } = describeError(error)
      await audit(code === 'base/bug' || code.startsWith('engines/') ? 'failed' : 'refused', {
        code,
        plans,
        ...(code === 'ask/over-limit' ? { estimate: facts } : {}),
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
    // what is stored was named by the version: nothing was read that could have moved
    if (source.isLive || results.every(({ cached }) => cached)) return results
    if (before === (await source.dataVersion())) return results
  }
  throw askError('data-moved')
}

interface Prepared {
  readonly plan: Plan
  readonly compiled: Compiled
  /** Run hashes by data version. */
  readonly hashes: Map<string, string>
}

/**
 * What `ask` would run for a plan, and why, and what it is expected to take, without running it.
 * @throws as `ask` does before it runs, but for `ask/over-limit`, which `refusal` tells
 */
export async function explainPlan(
  plan: Plan,
  ground: Ground,
  principal: Principal,
  clock: Clock = systemClock,
): Promise<{ sql: string; explanation: Explanation; refusal: string | null }> {
  const grant = groundGrant(ground, principal, clock.now())
  const { compiled } = prepare(plan, { ground, grant })
  const sql = sqlOf(compiled)
  const estimate = await ground.source.engine.estimate(sql, { deadlineMs: DEADLINE_MS })
  const refusal = overLimit(estimate, grant.slice)?.message ?? null
  return { sql, explanation: { ...compiled.explanation, estimate }, refusal }
}

/** Everything that would keep `ask` from running a plan of unknown JSON for a principal, in sentences; empty where nothing would. */
export function planProblems(
  json: unknown,
  ground: Ground,
  principal: Principal,
  clock: Clock = systemClock,
): readonly string[] {
  try {
    prepare(json as Plan, { ground, grant: groundGrant(ground, principal, clock.now()) })
    return []
  } catch (error) {
    if (!(error instanceof NumizeError)) throw error
    return [error.message]
  }
}

const sqlOf = ({ stages }: Compiled): string => stages.at(-1)?.sql ?? ''

/** What a query is expected to take, where its slice has limits: asked for only then. @throws `ask/over-limit` */
async function withinLimits(sql: string, { ground, grant, options }: Call): Promise<Estimate | null> {
  if (!hasLimits(grant.slice)) return null
  const estimate = await ground.source.engine.estimate(sql, {
    deadlineMs: options.deadlineMs ?? DEADLINE_MS,
    ...(options.signal ? { signal: options.signal } : {}),
  })
  const refusal = overLimit(estimate, grant.slice)
  if (refusal) throw refusal
  return estimate
}

const MOST_PREPARED = 300
const preparedOn = new WeakMap<Ground, Map<string, Prepared>>()

/** A plan compiled for a grant, once for each: the same is asked again and again. */
function prepare(plan: Plan, { ground, grant }: Pick<Call, 'ground' | 'grant'>): Prepared {
  const ofGround = preparedOn.get(ground) ?? new Map<string, Prepared>()
  preparedOn.set(ground, ofGround)
  const key = `${grant.fingerprint} ${JSON.stringify(plan)}`
  const found = ofGround.get(key) ?? prepareAnew(plan, { ground, grant })
  if (!ofGround.has(key) && ofGround.size >= MOST_PREPARED) ofGround.clear()
  ofGround.set(key, found)
  return found
}

function prepareAnew(plan: Plan, { ground, grant }: Pick<Call, 'ground' | 'grant'>): Prepared {
  const within = withinSlice(parsePlan(plan), grant)
  try {
    const compiled = compileOn(canonicalPlan(within), ground, grant.policies)
    return { plan: within, compiled, hashes: new Map() }
  } catch (error) {
    throw withPlaces(error, within, ground, grant)
  }
}

/** The first fault, as it is, with all of them and where they stand among its facts. */
function withPlaces(error: unknown, plan: Plan, ground: Ground, { policies }: Grant): unknown {
  if (!(error instanceof NumizeError)) return error
  const problems = checkPlan(plan, ground.project.model, compileOptions(ground, policies))
  return new NumizeError(error.code, error.message, {
    ...error.facts,
    problems: problems.map((one) => ({ ...one })),
  })
}

function runHashOf(
  { plan, compiled, hashes }: Prepared,
  dataVersion: string,
  { ground, grant }: Call,
): string {
  const known = hashes.get(dataVersion)
  if (known !== undefined) return known
  const runHash = hashJson({
    plan: canonicalPlan(plan),
    policies: grant.fingerprint,
    project: ground.project.version,
    calendar: ground.project.calendar,
    compiled,
    dataVersion,
  })
  hashes.clear()
  hashes.set(dataVersion, runHash)
  return runHash
}

async function answerOne(prepared: Prepared, dataVersion: string, call: Call): Promise<Result> {
  const { ground, grant, ledger, clock, options } = call
  const { plan } = prepared
  const runHash = runHashOf(prepared, dataVersion, call)
  const moment = groundMoment(ground, clock.now(), options.now)
  const known = await ledger.findResult(runHash, grant.fingerprint)
  const result = known ? { ...known, plan, cached: true } : await run(prepared, runHash, dataVersion, call)
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
  const sql = sqlOf(compiled)
  const estimate = await withinLimits(sql, call)
  const { admit = (work) => work() } = options
  const { rows, hidden } = await shownRows(compiled, call.grant, (text) =>
    admit(() =>
      ground.source.engine.run(text, {
        deadlineMs: options.deadlineMs ?? DEADLINE_MS,
        maxRows: MAX_ROWS,
        ...(options.signal ? { signal: options.signal } : {}),
      }),
    ),
  )
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
    explanation: { ...compiled.explanation, ...(estimate ? { estimate } : {}), ...hidden },
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

import type { TestServer } from '@numize/engines/testing'
import { type Expected, leakIn, type Outcome, outcomeOf, verdictOf } from './compare.ts'
import { Coverage } from './coverage.ts'
import { openWorlds, type TwinDesks, type Worlds } from './open-worlds.ts'
import { LEAVES_OUT, POLICY_KINDS } from './policies.ts'
import { PLAN_KINDS, type PlanKind, picker, randomPlan } from './random-plan.ts'
import { randomSelect } from './random-select.ts'

export interface Differential {
  readonly asked: number
  readonly answered: number
  readonly refused: number
  /** Failed under policies and on the copy: a question that has no answer. */
  readonly failedAlike: number
  readonly wrong: readonly string[]
  readonly leaks: readonly string[]
  /** Kinds of questions × kinds of policies, answered/refused. */
  readonly table: string
  /** Pairs of kinds that never met. */
  readonly missing: readonly string[]
}

export interface DifferentialOptions {
  readonly count: number
  readonly seed: string
  /** The Postgres to run on; null = DuckDB. */
  readonly server: TestServer | null
  readonly onProgress?: (asked: number) => void
}

/** Questions on one random clinic, before another is made. */
const PER_WORLD = 2000
/** Long enough for the busiest machine: a question stopped on one side only tells nothing. */
const DEADLINE_MS = 120_000
const MOST_TOLD = 20
const SQL = 'guarded SELECT'
const ASKED: readonly string[] = [...PLAN_KINDS, SQL]

/**
 * Asks random Plans and SELECTs under policies and the same on a copy that holds only what may be seen: the rows must
 * be the same, nothing hidden may show in rows, errors or the audit.
 */
export async function runDifferential(options: DifferentialOptions): Promise<Differential> {
  const tally = { answered: 0, refused: 0, failedAlike: 0, wrong: [] as string[], leaks: [] as string[] }
  const coverage = new Coverage()
  let asked = 0
  for (let world = 0; asked < options.count; world++) {
    const count = Math.min(PER_WORLD, options.count - asked)
    await inWorld(`${options.seed} ${world}`, count, { options, tally, coverage, before: asked })
    asked += count
  }
  return {
    ...tally,
    asked,
    table: coverage.table(ASKED, POLICY_KINDS),
    missing: coverage.missing(ASKED, POLICY_KINDS),
  }
}

interface Round {
  readonly options: DifferentialOptions
  readonly tally: {
    answered: number
    refused: number
    failedAlike: number
    readonly wrong: string[]
    readonly leaks: string[]
  }
  readonly coverage: Coverage
  readonly before: number
}

async function inWorld(seed: string, count: number, round: Round): Promise<void> {
  const { options, before } = round
  await using worlds = await openWorlds(seed, options.server)
  for (let at = 0; at < count; at++) {
    await oneQuestion(`${seed} ${at}`, at, { ...round, worlds })
    if ((before + at + 1) % 500 === 0) options.onProgress?.(before + at + 1)
  }
}

async function oneQuestion(seed: string, at: number, round: Round & { worlds: Worlds }): Promise<void> {
  const { worlds, tally, coverage } = round
  const pick = picker(`case ${seed}`)
  const twins = worlds.twins[at % worlds.twins.length]
  if (!twins) throw new Error('no policy cases')
  const kind = pick<PlanKind | typeof SQL>(SQL, SQL, SQL, ...PLAN_KINDS)
  const question = kind === SQL ? randomSelect(seed) : randomPlan(kind, seed)
  const told = typeof question === 'string' ? question : JSON.stringify(question)
  const { governed, copy } = await answers(question, twins)
  const verdict = verdictOf(governed, copy, {
    rows: expectedOf(kind, twins.policy.kinds),
    mayFailAlone: [...twins.mayShow].some((token) => token.startsWith('code~')),
  })
  const where = `[${seed}] ${twins.policy.kinds.join(' + ')}: ${told}`
  const leak = leakIn([governed, worlds.audited.at(-1)], told, twins.mayShow)
  if (leak !== null && tally.leaks.length < MOST_TOLD) tally.leaks.push(`${where}\n  shows ${leak}`)
  if (verdict.end === 'wrong') {
    if (tally.wrong.length < MOST_TOLD) tally.wrong.push(`${where}\n  ${verdict.why}`)
    return
  }
  if (verdict.end === 'failed alike') {
    tally.failedAlike++
    return
  }
  tally[verdict.end]++
  for (const policy of twins.policy.kinds) coverage.add(kind, policy, verdict.end)
}

/** Where small groups are left out, figures made of groups differ; figures of groups are there or not. */
function expectedOf(kind: string, policies: readonly string[]): Expected['rows'] {
  // Where no single row is shown, a profile shows no least and greatest values.
  if (kind === 'profile' && policies.includes('no raw rows')) return 'any'
  if (!policies.includes(LEAVES_OUT) || kind === SQL || kind === 'list') return 'same'
  return ['metrics', 'metrics over time', 'inline measures'].includes(kind) ? 'part' : 'any'
}

async function answers(
  question: Parameters<TwinDesks['governed']['ask']>[0][number] | string,
  { governed, copy, principal }: TwinDesks,
): Promise<{ governed: Outcome; copy: Outcome }> {
  const first = ([result]: readonly Table[]): Table => result ?? { columns: [], rows: [] }
  const from = (desk: TwinDesks['governed']): Promise<Outcome> =>
    outcomeOf(
      typeof question === 'string'
        ? desk.askSql(question, principal, { deadlineMs: DEADLINE_MS })
        : desk.ask([question], principal, { deadlineMs: DEADLINE_MS }).then(first),
    )
  return { governed: await from(governed), copy: await from(copy) }
}

interface Table {
  readonly columns: readonly { readonly name: string }[]
  readonly rows: readonly (readonly unknown[])[]
}

import { type Batch, openBatch } from '@numize/llm'
import { assembleComms } from './assemble-comms.ts'
import { makeCalendar } from './calendar.ts'
import { type Checked, checkSql } from './check-sql.ts'
import type { CommsOptions } from './comms-options.ts'
import type { Comms, CommsUser, Question } from './comms-rows.ts'
import { makeUsers } from './comms-users.ts'
import { type LlmTexts, writeByLlm } from './llm/write-by-llm.ts'
import { type CommsPlan, planComms } from './plan-comms.ts'
import type { WarehouseFacts } from './read-oracle.ts'
import { type Texts, writeByGrammar } from './write-texts.ts'

/** Of a model that writes: with less, threads resemble each other. */
const TEMPERATURE = 0.9

export interface CommsEffects {
  readonly signal?: AbortSignal
  /** Where the key of a model is; default: nowhere, so that the grammar writes. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly onProgress?: (progress: {
    readonly step: string
    readonly done: number
    readonly total: number
  }) => void
}

export interface ComposedComms extends Omit<LlmTexts, 'texts'> {
  readonly comms: Comms
  readonly engine: 'llm' | 'grammar'
  /** Of the SQL of questions; null where it was not checked. */
  readonly sql: { readonly fine: number; readonly failed: number } | null
}

/** The rows of communications: planned, written by a model or the grammar, and their SQL checked where that was asked for. */
export async function composeComms(
  options: CommsOptions,
  facts: WarehouseFacts,
  effects: CommsEffects,
): Promise<ComposedComms> {
  const { plan, users } = planFor(options, facts)
  const { texts, ...how } = await write(plan, options, effects)
  const comms = assembleComms(plan, texts, { users, archetype: options.archetype })
  const total = options.slack + options.email + options.nlq
  const left = Object.values(how.grammarIds).reduce((sum, ids) => sum + ids.length, 0)
  return {
    ...how,
    engine: left < total ? 'llm' : 'grammar',
    ...(await withCheckedSql(comms, options, effects)),
  }
}

/** Who writes when about what, without a word yet. */
export function planFor(
  options: CommsOptions,
  { timeZone, window, events }: WarehouseFacts,
): { plan: CommsPlan; users: readonly CommsUser[] } {
  const users = makeUsers(options.seed)
  return { plan: planComms(options, { calendar: makeCalendar(window, timeZone), users, events }), users }
}

/** The model that is to write, or null: then the grammar does. */
export const openWriter = async ({ llm }: CommsOptions, { env = {} }: CommsEffects): Promise<Batch | null> =>
  llm ? openBatch({ ...llm, temperature: TEMPERATURE }, { env, cacheDir: llm.cacheDir }) : null

async function write(plan: CommsPlan, options: CommsOptions, effects: CommsEffects): Promise<LlmTexts> {
  const { archetype, llm } = options
  const byGrammar = writeByGrammar(plan, archetype)
  const batch = await openWriter(options, effects)
  if (!llm || !batch) return grammarOnly(plan, byGrammar)
  return writeByLlm(
    plan,
    { byGrammar, archetype, batch },
    {
      concurrency: llm.concurrency,
      signal: effects.signal,
      onProgress: (done, total) => effects.onProgress?.({ step: 'writing', done, total }),
    },
  )
}

function grammarOnly(plan: CommsPlan, texts: Texts): LlmTexts {
  const ids = (plans: readonly { readonly id: string }[]): readonly string[] => plans.map(({ id }) => id)
  return {
    texts,
    grammarIds: { slack: ids(plan.slack), email: ids(plan.email), nlq: ids(plan.nlq) },
    spend: {
      model: null,
      capUsd: 0,
      spentUsd: 0,
      calls: 0,
      cachedCalls: 0,
      unreadable: 0,
      failed: 0,
      overBudget: 0,
    },
  }
}

async function withCheckedSql(
  comms: Comms,
  { sql, warehouse }: CommsOptions,
  { signal }: CommsEffects,
): Promise<Pick<ComposedComms, 'comms' | 'sql'>> {
  if (sql === 'keep') return { comms, sql: null }
  const statements = comms.nlq.map(({ generated_sql }) => generated_sql)
  const checked = await checkSql(statements, { warehouse, run: sql === 'execute', signal })
  const nlq = comms.nlq.map((question) => answered(question, checked.get(question.generated_sql)))
  const failed = statements.filter((statement) => checked.get(statement)?.fine !== true).length
  return { comms: { ...comms, nlq }, sql: { fine: statements.length - failed, failed } }
}

/** What was found out about the SQL, over what was made up; a duration is not taken over, since it differs each time. */
function answered(question: Question, checked: Checked | undefined): Question {
  const success = checked?.fine === true && (checked.rows !== null || question.success_flag)
  return {
    ...question,
    success_flag: success,
    result_rows: success ? (checked.rows ?? question.result_rows) : null,
  }
}

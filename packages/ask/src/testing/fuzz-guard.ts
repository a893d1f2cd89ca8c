import { describeError } from '@numize/base'
import { CANARY, type GuardedClinic } from './guarded-clinic.ts'
import { randomSql } from './random-sql.ts'

type Outcome = { readonly rows: string } | { readonly code: string; readonly text: string }

const outcomeOf = (answer: Promise<{ rows: readonly unknown[] }>): Promise<Outcome> =>
  answer.then(
    ({ rows }) => ({ rows: JSON.stringify(rows.map((row) => JSON.stringify(row)).toSorted()) }),
    (error: unknown) => {
      const { code, message, facts } = describeError(error)
      return { code, text: `${message} ${JSON.stringify(facts)}` }
    },
  )

/** Long enough for the busiest machine. */
const DEADLINE_MS = 120_000

/** Blocked, or the same rows, or an error of the same kind as on a copy without anything hidden; never a canary. */
async function faultIn(sql: string, { askSql, nurse, open }: GuardedClinic): Promise<string | null> {
  const guarded = await outcomeOf(askSql(sql, nurse, { deadlineMs: DEADLINE_MS }))
  const shown = canaryIn(guarded, sql)
  if (shown !== null) return `it shows ${shown}`
  if ('code' in guarded && guarded.code === 'base/bug') return 'it breaks something of ours'
  if ('code' in guarded && guarded.code === 'engines/sql-blocked') return null
  const copy = await outcomeOf(open.engine.run(sql, { deadlineMs: DEADLINE_MS, maxRows: 10_000 }))
  return differenceOf(guarded, copy)
}

function canaryIn(told: Outcome, sql: string): string | null {
  const text = 'rows' in told ? told.rows : told.text.replaceAll(sql, '')
  const found = CANARY.exec(text)?.[0] ?? null
  return found !== null && CANARY.exec(sql)?.[0] !== found ? found : null
}

function differenceOf(guarded: Outcome, copy: Outcome): string | null {
  if ('code' in guarded) return 'code' in copy ? null : `only the guarded one fails: ${guarded.text}`
  return 'rows' in copy && copy.rows === guarded.rows
    ? null
    : `rows differ: ${JSON.stringify([guarded, copy])}`
}

export interface GuardFuzz {
  readonly asked: number
  readonly answered: number
  readonly blocked: number
  /** The first statement that showed more than it may, and how; null where none did. */
  readonly fault: { readonly sql: string; readonly why: string } | null
}

/** Random statements, mostly sound, some hostile, until `goesOn` says no or one of them is a fault. */
export async function fuzzGuard(
  clinic: GuardedClinic,
  seed: string,
  goesOn: (asked: number) => boolean,
): Promise<GuardFuzz> {
  const counts = { asked: 0, answered: 0, blocked: 0 }
  for (; goesOn(counts.asked); counts.asked++) {
    const sql = randomSql(`${seed} ${counts.asked}`)
    const why = await faultIn(sql, clinic)
    if (why !== null) return { ...counts, fault: { sql, why } }
    const { outcome, detail } = clinic.audited.at(-1) ?? {}
    if (outcome === 'answered') counts.answered++
    else if (detail?.['code'] === 'engines/sql-blocked') counts.blocked++
    clinic.forget()
  }
  return { ...counts, fault: null }
}

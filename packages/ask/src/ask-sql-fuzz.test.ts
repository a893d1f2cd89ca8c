import { describeError } from '@numize/base'
import { findIsolation } from '@numize/engines'
import { expect, it } from 'vitest'
import { CANARY, type GuardedClinic, openGuardedClinic } from './testing/guarded-clinic.ts'
import { randomSql } from './testing/random-sql.ts'

const MINUTES = Number(process.env['NUMIZE_FUZZ_MINUTES'] ?? 0)
const SEED = process.env['NUMIZE_FUZZ_SEED'] ?? 'guard'
const ROUNDS = MINUTES > 0 ? Number.POSITIVE_INFINITY : 400

type Outcome = { readonly rows: string } | { readonly code: string; readonly text: string }

const outcomeOf = (answer: Promise<{ rows: readonly unknown[] }>): Promise<Outcome> =>
  answer.then(
    ({ rows }) => ({ rows: JSON.stringify(rows.map((row) => JSON.stringify(row)).toSorted()) }),
    (error: unknown) => {
      const { code, message, facts } = describeError(error)
      return { code, text: `${message} ${JSON.stringify(facts)}` }
    },
  )

/** Blocked, or the same rows, or an error of the same kind as on a copy without anything hidden; never a canary. */
async function leak(sql: string, { askSql, nurse, open }: GuardedClinic): Promise<string | null> {
  const guarded = await outcomeOf(askSql(sql, nurse))
  const shown = 'rows' in guarded ? guarded.rows : guarded.text.replaceAll(sql, '')
  const typed = new Set(CANARY.exec(sql) ?? [])
  const found = CANARY.exec(shown)?.[0]
  if (found !== undefined && !typed.has(found)) return `it shows ${found}`
  if ('code' in guarded && guarded.code === 'engines/sql-blocked') return null
  const copy = await outcomeOf(open.engine.run(sql, { deadlineMs: 10_000, maxRows: 10_000 }))
  if ('rows' in guarded)
    return 'rows' in copy && copy.rows === guarded.rows
      ? null
      : `rows differ: ${JSON.stringify([guarded, copy])}`
  return 'code' in copy ? null : `only the guarded one fails: ${guarded.text}`
}

const isolation = await findIsolation()
if (!isolation.found) console.log(`skipped: ${isolation.reason}`)

it.skipIf(!isolation.found)(
  'answers random SQL as a copy without the hidden rows would, or not at all',
  {
    timeout: (MINUTES + 2) * 60_000,
  },
  async () => {
    await using clinic = await openGuardedClinic()
    const end = MINUTES > 0 ? Date.now() + MINUTES * 60_000 : Number.POSITIVE_INFINITY
    const answered = { count: 0 }
    for (let round = 0; round < ROUNDS && Date.now() < end; round++) {
      const sql = randomSql(`${SEED} ${round}`)
      const before = clinic.audited.length
      const found = await leak(sql, clinic)
      if (clinic.audited.slice(before).some(({ outcome }) => outcome === 'answered')) answered.count++
      expect({ round, sql, found }).toEqual({ round, sql, found: null })
    }
    if (MINUTES > 0) console.log(`${answered.count} answered`)
    expect(answered.count).toBeGreaterThan(20)
  },
)

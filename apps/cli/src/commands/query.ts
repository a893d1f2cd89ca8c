import { existsSync, readFileSync } from 'node:fs'
import { tableOf } from '@numize/blocks'
import { type Plan, parsePlan } from '@numize/semantic'
import Table from 'cli-table3'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { type AskFlags, subjectOf } from './ask.ts'

export interface QueryFlags extends AskFlags {
  readonly explain?: boolean
}

/** `numize query FILE.json [--explain]`: runs a plan, or prints its SQL, lineage and policies without running it. */
export async function query(file: string, flags: QueryFlags, desk: Desk, effects: Effects): Promise<number> {
  const request = {
    subject: subjectOf(flags),
    plan: readPlan(file),
    ...(flags.now === undefined ? {} : { now: flags.now }),
    ...(flags.as === undefined ? {} : { as: flags.as }),
  }
  if (flags.explain === true) {
    const { sql, explanation } = await desk.explain(request)
    effects.out(
      flags.json === true
        ? `${JSON.stringify({ sql, explanation })}\n`
        : `${sql}\n\n${JSON.stringify(explanation, null, 2)}\n`,
    )
    return 0
  }
  const result = await desk.query(request)
  if (flags.json === true) effects.out(`${JSON.stringify(result)}\n`)
  else {
    const { columns, rows } = tableOf(result)
    const shown = new Table({
      head: columns.map(({ label }) => label),
      colAligns: columns.map(({ align }) => align),
    })
    for (const row of rows) shown.push([...row])
    effects.out(`${shown.toString()}\n${result.rowCount} rows · run ${result.runHash}\n`)
  }
  return 0
}

function readPlan(file: string): Plan {
  if (!existsSync(file)) throw cliError('no-file', { file })
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw cliError('bad-plan-file', { file, problem: error instanceof Error ? error.message : 'not JSON' })
  }
  return parsePlan(json)
}

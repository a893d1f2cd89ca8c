import { existsSync, readFileSync } from 'node:fs'
import { tableOf } from '@numize/blocks'
import { type Plan, parsePlan } from '@numize/semantic'
import Table from 'cli-table3'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { estimateJson, estimateText } from '../output/explained.ts'
import { type AskFlags, subjectOf } from './ask.ts'

export interface QueryFlags extends Omit<AskFlags, 'sql'> {
  /** A file with a SELECT. */
  readonly sql?: string
  readonly dryRun?: boolean
  readonly explain?: boolean
}

/**
 * `numize query FILE.json [--explain] [--dry-run]`: runs a plan, or prints its SQL, lineage, policies and estimate, or its
 * estimate alone, without running it.
 */
export async function query(file: string, flags: QueryFlags, desk: Desk, effects: Effects): Promise<number> {
  const request = {
    subject: subjectOf(flags),
    plan: readPlan(file),
    ...(flags.now === undefined ? {} : { now: flags.now }),
    ...(flags.as === undefined ? {} : { as: flags.as }),
  }
  if (flags.explain === true || flags.dryRun === true) {
    const explained = await desk.explain(request)
    const { sql, explanation, refusal } = explained
    const isWhole = flags.explain === true
    if (flags.json === true)
      effects.out(`${JSON.stringify(isWhole ? { sql, explanation, refusal } : estimateJson(explained))}\n`)
    else
      effects.out(
        `${isWhole ? `${sql}\n\n${JSON.stringify(explanation, null, 2)}\n` : ''}${estimateText(explained)}`,
      )
    return refusal === null ? 0 : 2
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

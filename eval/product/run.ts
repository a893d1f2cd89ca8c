import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EvalOptions, EvalSet } from '../score.ts'
import { type Database, openDuckdb, openGoogleSql, openTestClickhouse, openTestPostgres } from './database.ts'
import { type FunnelCase, judgeFunnel } from './funnel-cases.ts'
import { judgeRetention, type RetentionCase } from './retention-cases.ts'

/** Retention and funnels as other products define them, through our Plans. `--case NAME` for one, `--sql` to see it, `--engine postgres`, `clickhouse` or `bigquery`. */
export const run: EvalSet = async (options) => {
  await using database = await (engines[String(options.flags['engine'])] ?? openDuckdb)(options.print)
  const parts = {
    retention: await judgeAll<RetentionCase>(options, database, 'retention_cases.json', judgeRetention),
    funnel: await judgeAll<FunnelCase>(options, database, 'funnel_cases.json', judgeFunnel),
  }
  for (const [name, { passed, failed }] of Object.entries(parts))
    options.print(`${name}: ${passed} of ${passed + failed}`)
  const sum = (key: 'passed' | 'failed'): number => parts.retention[key] + parts.funnel[key]
  return { set: 'product', counts: { passed: sum('passed'), failed: sum('failed') }, scores: { parts } }
}

const engines: Readonly<Record<string, (print: (line: string) => void) => Promise<Database>>> = {
  bigquery: openGoogleSql,
  clickhouse: openTestClickhouse,
  postgres: openTestPostgres,
}

type Judge<C> = (database: Database, one: C, print: (sql: string) => void) => Promise<string | null>

async function judgeAll<C extends { readonly name: string }>(
  { data, flags, print }: EvalOptions,
  database: Database,
  file: string,
  judge: Judge<C>,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const { cases } = JSON.parse(await readFile(join(data, file), 'utf8')) as { cases: readonly C[] }
  const wanted = cases.filter(({ name }) => flags['case'] === undefined || flags['case'] === name)
  let failed = 0
  for (const one of wanted) {
    const reason = await judge(database, one, (sql) => flags['sql'] && print(sql)).catch(
      (error: unknown) => `engine: ${String(error).slice(0, 300)}`,
    )
    if (reason === null) continue
    failed++
    print(`failed  ${one.name}: ${reason}`)
  }
  return { passed: wanted.length - failed, failed }
}

import { existsSync, readFileSync } from 'node:fs'
import Table from 'cli-table3'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { subjectOf } from './ask.ts'
import type { QueryFlags } from './query.ts'

/** `numize query --sql FILE`: one SELECT over the tables of the asker's slice. `--explain` prints what ran too. */
export async function querySql(
  file: string,
  flags: QueryFlags,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  if (!existsSync(file)) throw cliError('no-file', { file })
  const result = await desk.sql({
    subject: subjectOf(flags),
    sql: readFileSync(file, 'utf8'),
    ...(flags.as === undefined ? {} : { as: flags.as }),
  })
  if (flags.json === true) effects.out(`${JSON.stringify(result)}\n`)
  else {
    const shown = new Table({ head: result.columns.map(({ name }) => name) })
    for (const row of result.rows) shown.push(row.map((cell) => (cell === null ? '' : String(cell))))
    const cut = result.truncated ? ` (${result.rows.length} shown)` : ''
    effects.out(`${shown.toString()}\n${result.rowCount} rows${cut}\n`)
    if (flags.explain === true) effects.out(`\n${result.sql}\n`)
  }
  return 0
}

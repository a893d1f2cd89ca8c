import { cachedPackage } from '../cached-package.ts'
import type { EvalOptions } from '../score.ts'
import type { Database, DuckdbTables } from './database.ts'
import { googleSqlTables } from './google-sql.ts'

const PARSER = ['@polyglot-sql/sdk', '0.12.1'] as const

interface Polyglot {
  readonly init: () => Promise<void>
  readonly parse: (sql: string, dialect: string) => { readonly success: boolean; readonly error?: string }
}

/**
 * BigQuery itself is out of reach here. Every statement is parsed as BigQuery's by polyglot, then analysed and run by
 * GoogleSQL's reference implementation, the language's own; with `--parse-only` it is parsed and nothing is run.
 * Stored times are DATETIME, with `--timestamps` TIMESTAMP.
 */
export async function bigqueryTables(source: DuckdbTables, options: EvalOptions): Promise<Database> {
  const { load } = cachedPackage(...PARSER)
  const polyglot = load(PARSER[0]) as Polyglot
  await polyglot.init()
  const timeKind = options.flags['timestamps'] ? 'TYPE_TIMESTAMP' : 'TYPE_DATETIME'
  const google = options.flags['parse-only'] ? null : await googleSqlTables(source, timeKind)
  options.print(
    google
      ? 'bigquery: printed, parsed by polyglot, run by the reference implementation of GoogleSQL, not by BigQuery'
      : 'bigquery: printed and parsed by polyglot; no rows are run',
  )
  return {
    dialect: 'bigquery',
    rowsOf: async (sql) => {
      const { success, error = '' } = polyglot.parse(sql, 'bigquery')
      if (!success) throw new Error(`polyglot cannot parse it: ${error}`)
      return google ? google.rowsOf(sql) : { columns: [], rows: [] }
    },
    [Symbol.asyncDispose]: async () => {
      await google?.[Symbol.asyncDispose]()
    },
  }
}

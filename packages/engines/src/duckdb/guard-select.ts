import type { DuckDBConnection } from '@duckdb/node-api'
import type { Failure } from '../errors.ts'

/** Functions that make rows out of their arguments alone. All others read files, settings or other statements. */
const TABLE_FUNCTIONS = new Set(['range', 'generate_series', 'unnest', 'repeat', 'repeat_row'])

/**
 * The engine's own border: one SELECT, no table function outside an allow-list, no SHOW, DESCRIBE or SUMMARIZE.
 * A relation's own file is reached by the relation's name only. DuckDB's parser tells; what may be read inside the data is decided above, in `ask`.
 * Null = may run.
 */
export async function guardSelect(
  connection: DuckDBConnection,
  sql: string,
  tables: ReadonlySet<string>,
): Promise<Failure | null> {
  const reader = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [sql])
  const parsed = JSON.parse(String(reader.getRows()[0]?.[0])) as Serialized
  if (parsed.error) return parseFailure(parsed)
  if (parsed.statements?.length !== 1)
    return refusal(`${parsed.statements?.length ?? 0} statements were sent.`)
  const offender = forbiddenNode(parsed.statements, tables)
  return offender ? refusal(offender) : null
}

interface Serialized {
  readonly error: boolean
  readonly error_type?: string
  readonly error_message?: string
  readonly statements?: readonly unknown[]
}

function parseFailure({ error_type, error_message = '' }: Serialized): Failure {
  if (error_type !== 'parser') return refusal('this is another kind of statement.')
  const near = /at or near "(\w+)"/.exec(error_message)?.[1]
  return {
    what: 'query',
    facts: { class: 'Parser Error', text: near ? `syntax error near "${near}".` : 'syntax error.' },
  }
}

const refusal = (reason: string): Failure => ({ what: 'not-select', facts: { reason } })

function forbiddenNode(tree: unknown, tables: ReadonlySet<string>): string | null {
  const pending: unknown[] = [tree]
  while (pending.length > 0) {
    const node = pending.pop()
    if (node === null || typeof node !== 'object') continue
    const offender = Array.isArray(node) ? null : offence(node as Node, tables)
    if (offender) return offender
    pending.push(...Object.values(node))
  }
  return null
}

type Node = Readonly<Record<string, unknown>>

function offence(node: Node, tables: ReadonlySet<string>): string | null {
  if (node['type'] === 'BASE_TABLE') return fileOffence(String(node['table_name']), tables)
  if (node['type'] === 'SHOW_REF') return 'DESCRIBE, SHOW and SUMMARIZE are not offered.'
  if (node['type'] !== 'TABLE_FUNCTION') return null
  const name = String((node['function'] as { function_name?: string } | undefined)?.function_name)
  return TABLE_FUNCTIONS.has(name) ? null : `the table function ${name} is not offered.`
}

const fileOffence = (name: string, tables: ReadonlySet<string>): string | null =>
  /[/\\]/.test(name) && !tables.has(name) ? 'files are read by the name of their table.' : null

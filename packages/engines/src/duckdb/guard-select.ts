import type { DuckDBConnection } from '@duckdb/node-api'
import type { Table } from '../engine.ts'
import type { Failure } from '../errors.ts'
import { PURE_FUNCTIONS } from './governed/pure-functions.ts'

/** Functions that make rows out of their arguments alone. All others read files, settings or other statements. */
const TABLE_FUNCTIONS = new Set(['range', 'generate_series', 'unnest', 'repeat', 'repeat_row'])

/**
 * The engine's own border: one SELECT, no table function outside an allow-list, no SHOW, DESCRIBE or SUMMARIZE.
 * Only relations that were opened are tables: no file, nothing of the catalog. DuckDB's parser tells; what may be read
 * inside the data is decided above, in `ask`.
 * Null = may run.
 */
export async function guardSelect(
  connection: DuckDBConnection,
  sql: string,
  tables: KnownTables,
): Promise<Failure | null> {
  const reader = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [sql])
  const parsed = JSON.parse(String(reader.getRows()[0]?.[0])) as Serialized
  if (parsed.error) return parseFailure(parsed)
  if (parsed.statements?.length !== 1)
    return refusal(`${parsed.statements?.length ?? 0} statements were sent.`)
  return forbiddenNode(parsed.statements, tables)
}

/** Relations that were opened. Names in lower case; an empty schema asks for one in any. */
export interface KnownTables {
  has(schema: string, name: string): boolean
}

export function knownTables(tables: readonly Pick<Table, 'schema' | 'name'>[]): KnownTables {
  const names = new Set(
    tables.flatMap(({ schema, name }) => [`.${name}`, `${schema}.${name}`].map((one) => one.toLowerCase())),
  )
  return { has: (schema, name) => names.has(`${schema}.${name}`) }
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

function forbiddenNode(tree: unknown, tables: KnownTables): Failure | null {
  const nodes = [...nodesOf(tree)]
  const named = new Set(nodes.flatMap(namesOfWith))
  for (const node of nodes) {
    const offender = offence(
      node,
      (schema, name) => tables.has(schema, name) || (schema === '' && named.has(name)),
    )
    if (offender) return offender
  }
  return null
}

type Node = Readonly<Record<string, unknown>>

function* nodesOf(tree: unknown): Generator<Node> {
  const pending: unknown[] = [tree]
  while (pending.length > 0) {
    const node = pending.pop()
    if (node === null || typeof node !== 'object') continue
    if (!Array.isArray(node)) yield node as Node
    for (const child of Object.values(node)) pending.push(child)
  }
}

const namesOfWith = ({ cte_map }: Node): readonly string[] =>
  ((cte_map as { map?: readonly { key: string }[] } | undefined)?.map ?? []).map(({ key }) =>
    key.toLowerCase(),
  )

function offence(node: Node, isKnown: (schema: string, name: string) => boolean): Failure | null {
  const { type } = node
  if (type === 'BASE_TABLE') {
    const [schema, name] = [node['schema_name'], node['table_name']].map((text) => String(text).toLowerCase())
    return isKnown(schema ?? '', name ?? '') ? null : unknownTable(String(node['table_name']))
  }
  if (type === 'SHOW_REF') return refusal('DESCRIBE, SHOW and SUMMARIZE are not offered.')
  if (node['class'] !== undefined) return functionOffence(node)
  if (type !== 'TABLE_FUNCTION') return null
  const name = String((node['function'] as { function_name?: string } | undefined)?.function_name)
  return TABLE_FUNCTIONS.has(name) ? null : refusal(`the table function ${name} is not offered.`)
}

/** A function in place of a table is judged there, under its own list. */
function functionOffence({ function_name: called }: Node): Failure | null {
  if (called === undefined) return null
  const name = typeof called === 'string' ? called.toLowerCase() : ''
  return PURE_FUNCTIONS.has(name) || TABLE_FUNCTIONS.has(name)
    ? null
    : refusal(`the function ${name} is not offered.`)
}

const unknownTable = (name: string): Failure =>
  /[/\\]/.test(name)
    ? refusal('files are read by the name of their table.')
    : { what: 'query', facts: { class: 'Catalog Error', text: `there is no table ${name}.` } }

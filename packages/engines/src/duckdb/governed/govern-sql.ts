import type { DuckDBConnection } from '@duckdb/node-api'
import type { GovernedRelation } from '../../engine.ts'
import type { Failure } from '../../errors.ts'
import { Blocked, blockedAs } from '../../governed/blocked.ts'
import {
  checkText,
  type Mention,
  type Node,
  refuseCaptures,
  rewrite,
  textsUnder,
} from '../../governed/mention.ts'
import { quoteName } from '../quote.ts'
import { readStatement } from './read-statement.ts'

/**
 * A person's SELECT with every table replaced by the governed query of its name, ready to run: allow-listed parts,
 * functions and tables only. The text is theirs but for the tables; it is parsed again, and must then read exactly as
 * the tree with the tables replaced.
 */
export async function governSql(
  connection: DuckDBConnection,
  text: string,
  relations: readonly GovernedRelation[],
): Promise<{ readonly sql: string } | Failure> {
  try {
    checkText(text)
    const known = new Map(relations.map((relation) => [relation.name.toLowerCase(), relation]))
    const { sql, tree } = await oneSelect(connection, text)
    const mentions = readStatement(tree, new Set(known.keys()))
    const written = rewrite(sql, mentions, known, quoteName)
    const sources = await sourcesOf(connection, mentions, known)
    refuseCaptures(textsUnder(tree, 'key'), textsUnder([...sources.values()], 'table_name'))
    const expected = replace(
      tree,
      new Map(mentions.map((one) => [one.node, sources.get(one.relation) ?? {}])),
    )
    if (plain(expected) !== plain(await parse(connection, written)))
      throw new Blocked('it is written in a way that cannot be checked: name each table plainly.')
    return { sql: written }
  } catch (error) {
    const blocked = blockedAs(error)
    if (blocked) return blocked
    throw error
  }
}

const MOST_SEMICOLONS = 20

/** The statement without a semicolon at its end and what follows it, so that it can stand inside another. */
async function oneSelect(connection: DuckDBConnection, text: string): Promise<{ sql: string; tree: Node }> {
  const tree = await parse(connection, text)
  const ends = [...text.matchAll(/;/g)].map(({ index }) => index)
  if (ends.length > MOST_SEMICOLONS) throw new Blocked(`it has more than ${MOST_SEMICOLONS} semicolons.`)
  for (const end of ends) {
    const sql = text.slice(0, end)
    const shorter = await parse(connection, sql).catch(() => null)
    if (shorter && plain(shorter) === plain(tree)) return { sql, tree: shorter }
  }
  return { sql: text, tree }
}

/** @throws Blocked where it is anything but one SELECT. */
async function parse(connection: DuckDBConnection, sql: string): Promise<Node> {
  const reader = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [sql])
  const parsed = JSON.parse(String(reader.getRows()[0]?.[0])) as {
    readonly error: boolean
    readonly error_type?: string
    readonly statements?: readonly Node[]
  }
  if (parsed.error)
    throw new Blocked(parsed.error_type === 'parser' ? 'it cannot be read as SQL.' : 'it is not a SELECT.')
  const [statement, ...more] = parsed.statements ?? []
  if (!statement || more.length > 0) throw new Blocked('it must be one SELECT statement.')
  return statement
}

/** How each governed query reads in place of a table. */
async function sourcesOf(
  connection: DuckDBConnection,
  mentions: readonly Mention[],
  relations: ReadonlyMap<string, GovernedRelation>,
): Promise<ReadonlyMap<string, Node>> {
  const sources = new Map<string, Node>()
  for (const name of new Set(mentions.map(({ relation }) => relation))) {
    const { node } = await parse(connection, `SELECT * FROM (${relations.get(name)?.sql ?? ''}\n) AS x`)
    sources.set(name, (node as Node)['from_table'] as Node)
  }
  return sources
}

function replace(node: unknown, sources: ReadonlyMap<Node, Node>): unknown {
  if (node === null || typeof node !== 'object') return node
  if (Array.isArray(node)) return node.map((child) => replace(child, sources))
  const one = node as Node
  const source = sources.get(one)
  if (source)
    return {
      ...source,
      alias: one['alias'] || one['table_name'],
      column_name_alias: one['column_name_alias'],
    }
  return Object.fromEntries(Object.entries(one).map(([key, child]) => [key, replace(child, sources)]))
}

/** A tree as text, without the places in the statement. */
const plain = (tree: unknown): string =>
  JSON.stringify(tree, (key, value: unknown) => (key === 'query_location' ? undefined : value))

import { Blocked } from '../../governed/blocked.ts'
import type { Mention, Node } from '../../governed/mention.ts'
import { ANALYST_FUNCTIONS } from './pure-functions.ts'
import { EXPRESSIONS, JOINS, PARTS, QUERIES, TABLES, TYPES } from './syntax.ts'

const MOST_DEPTH = 400

/**
 * Walks all of a parsed statement and gives the governed relations it names; everything else in it must be on a list.
 * Names of WITH are known from the query they stand before, each to those after it, never to itself.
 * @throws Blocked
 */
export function readStatement(tree: unknown, relations: ReadonlySet<string>): readonly Mention[] {
  const mentions: Mention[] = []
  walk(tree, { relations, mentions, names: new Set(), depth: 0 })
  return mentions
}

interface Place {
  readonly relations: ReadonlySet<string>
  readonly mentions: Mention[]
  /** Names of WITH in sight, in lower case. */
  readonly names: ReadonlySet<string>
  readonly depth: number
}

function walk(node: unknown, outer: Place): void {
  if (node === null || typeof node !== 'object') return
  if (outer.depth > MOST_DEPTH) throw new Blocked('it is nested too deep.')
  const place = { ...outer, depth: outer.depth + 1 }
  if (Array.isArray(node)) {
    for (const child of node) walk(child, place)
    return
  }
  const one = node as Node
  checkNode(one, place)
  const inner = 'cte_map' in one ? { ...place, names: namesBefore(one['cte_map'], place) } : place
  for (const [key, child] of Object.entries(one)) if (key !== 'cte_map') walk(child, inner)
}

/** Reads the queries of a WITH in order and gives the names in sight after it. */
function namesBefore(map: unknown, place: Place): ReadonlySet<string> {
  const entries = (map as { map: readonly { key: string; value: Node }[] }).map
  let names = place.names
  for (const { key, value } of entries) {
    walk(value, { ...place, names })
    names = new Set([...names, key.toLowerCase()])
  }
  return names
}

function checkNode(node: Node, place: Place): void {
  const { class: kind, type } = node
  if (node['sample']) throw new Blocked('samples are not offered: use LIMIT.')
  if (typeof kind === 'string') checkExpression(node, `${kind} ${String(type)}`)
  else if ('cte_map' in node) checkQuery(node)
  else if ('column_name_alias' in node || 'ref_type' in node || TABLES.has(String(type)))
    checkTable(node, String(type), place)
  else if (typeof type === 'string' && !PARTS.has(type)) throw new Blocked(`${inWords(type)} is not offered.`)
  if ('id' in node && 'type_info' in node) require(TYPES, String(node['id']), 'a type of that name')
}

function checkQuery({ type, select_list: columns }: Node): void {
  require(QUERIES, String(type), 'a recursive query')
  for (const one of (columns ?? []) as readonly Node[])
    if (!one['alias'] && holdsQuery(one))
      throw new Blocked('a column that holds a query needs a name: write AS and a name after it.')
}

/** DuckDB names such a column by its text, which would tell how its tables are governed. */
const holdsQuery = (expression: Node): boolean => JSON.stringify(expression).includes('"class":"SUBQUERY"')

function require(allowed: ReadonlySet<string>, name: string, what: string): void {
  if (!allowed.has(name)) throw new Blocked(`${what} is not offered.`)
}

function checkExpression(node: Node, kind: string): void {
  require(EXPRESSIONS, kind, inWords(kind.split(' ').at(-1) ?? kind))
  const called = node['function_name']
  if (called === undefined) return
  const name = textOf(called).toLowerCase()
  if (node['schema'] || node['catalog'] || !ANALYST_FUNCTIONS.has(name))
    throw new Blocked(`the function ${name} is not offered.`)
}

function checkTable(node: Node, type: string, { relations, mentions, names }: Place): void {
  require(TABLES, type, type === 'TABLE_FUNCTION' ? 'a function in place of a table' : inWords(type))
  if (type === 'JOIN') require(JOINS, String(node['ref_type']), 'this kind of join')
  if (type !== 'BASE_TABLE') return
  const name = textOf(node['table_name'])
  const known = name.toLowerCase()
  if (node['catalog_name'] || node['schema_name'] || node['at_clause'])
    throw new Blocked('tables are named alone, without a schema.')
  if (names.has(known)) return
  if (!relations.has(known)) throw new Blocked(`there is no table ${name} here.`)
  mentions.push({
    relation: known,
    name,
    alias: textOf(node['alias']),
    at: Number(node['query_location']),
    node,
  })
}

const inWords = (type: string): string => type.toLowerCase().replaceAll('_', ' ')

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

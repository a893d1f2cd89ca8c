import { Blocked } from '../../governed/blocked.ts'
import type { Mention, Node } from '../../governed/mention.ts'
import { PURE_FUNCTIONS } from './functions.ts'
import { CLOCK_WORDS, NODES, OPERATORS, TYPES } from './syntax.ts'

/** What the server knows that the text does not tell. */
export interface ServerNames {
  /** Functions that take any row: `v.name` calls them where `v` has no such column. */
  readonly ofRows: ReadonlySet<string>
  /** Functions of the database's own under names that Postgres has too: which one is called is not ours to tell. */
  readonly homonyms: ReadonlySet<string>
}

const MOST_DEPTH = 300

/**
 * Walks all of a parsed SELECT and gives the governed relations it names; everything else in it must be on a list.
 * Names of WITH are known from the query they stand before, each to those after it, never to itself.
 * @throws Blocked
 */
export function readStatement(
  statement: unknown,
  relations: ReadonlySet<string>,
  server: ServerNames,
): readonly Mention[] {
  const mentions: Mention[] = []
  walk(statement, { relations, server, mentions, names: new Set(), depth: 0 })
  return mentions
}

interface Place {
  readonly relations: ReadonlySet<string>
  readonly server: ServerNames
  readonly mentions: Mention[]
  /** Names of WITH in sight. */
  readonly names: ReadonlySet<string>
  readonly depth: number
}

/** A wrapped node `{Kind: {…}}`, or a list of them. */
function walk(value: unknown, outer: Place): void {
  if (outer.depth > MOST_DEPTH) throw new Blocked('it is nested too deep.')
  const place = { ...outer, depth: outer.depth + 1 }
  if (Array.isArray(value)) {
    for (const one of value) walk(one, place)
    return
  }
  if (value === null || typeof value !== 'object') throw new Blocked('it cannot be read as SQL.')
  const entries = Object.entries(value)
  const [only] = entries
  // An empty place in a list, as in an array of no elements.
  if (!only) return
  if (entries.length > 1) throw new Blocked('it cannot be read as SQL.')
  visit(only[0], only[1] as Node, place)
}

function visit(kind: string, node: Node, place: Place): void {
  const fields = NODES[kind]
  if (!fields) throw new Blocked(`${inWords(kind)} is not offered.`)
  CHECKS[kind]?.(node, place)
  const inner = node['withClause']
    ? { ...place, names: namesBefore(node['withClause'] as Node, place) }
    : place
  for (const [name, value] of Object.entries(node)) {
    const field = fields[name]
    if (!field) throw new Blocked(`${inWords(kind)} with ${inWords(name)} is not offered.`)
    if (name === 'withClause' || field === 'plain') continue
    if (field === 'walk') walk(value, inner)
    else visit(field.as, value as Node, { ...inner, depth: inner.depth + 1 })
  }
}

/** Reads the queries of a WITH in order and gives the names in sight after it. */
function namesBefore(clause: Node, place: Place): ReadonlySet<string> {
  visit('WithClause', { ...clause, ctes: [] }, place)
  let names = place.names
  for (const cte of clause['ctes'] as readonly { readonly CommonTableExpr: Node }[]) {
    walk(cte, { ...place, names })
    names = new Set([...names, textOf(cte.CommonTableExpr['ctename'])])
  }
  return names
}

const CHECKS: Readonly<Record<string, (node: Node, place: Place) => void>> = {
  RangeVar: checkTable,
  FuncCall: ({ funcname }, { server }) => checkFunction(ownNameOf(funcname, 'a function'), server),
  A_Expr: ({ name }) => checkOperator(name),
  SubLink: ({ operName }) => {
    if (operName) checkOperator(operName)
  },
  TypeName: ({ names }) => {
    const name = ownNameOf(names, 'a type')
    if (!TYPES.has(name)) throw new Blocked(`the type ${name} is not offered.`)
  },
  SQLValueFunction: ({ op }) => {
    if (!CLOCK_WORDS.has(textOf(op)))
      throw new Blocked(`${inWords(textOf(op).replace('SVFOP_', ''))} is not offered.`)
  },
  ColumnRef: ({ fields }, { server }) => checkPath((fields as readonly unknown[]).slice(1), server),
  A_Indirection: ({ indirection }, { server }) => checkPath(indirection as readonly unknown[], server),
}

function checkTable(node: Node, { relations, names, mentions }: Place): void {
  const name = textOf(node['relname'])
  if (node['schemaname'] || node['catalogname'])
    throw new Blocked('tables are named alone, without a schema.')
  if (node['inh'] !== true) throw new Blocked('ONLY is not offered.')
  if (names.has(name)) return
  const relation = name.toLowerCase()
  if (!relations.has(relation)) throw new Blocked(`there is no table ${name} here.`)
  const alias = node['alias'] as { readonly aliasname?: string } | undefined
  mentions.push({ relation, name, alias: alias?.aliasname ?? '', at: Number(node['location']), node })
}

function checkFunction(name: string, { homonyms }: ServerNames): void {
  if (!PURE_FUNCTIONS.has(name)) throw new Blocked(`the function ${name} is not offered.`)
  if (homonyms.has(name))
    throw new Blocked(`the function ${name} is not offered: this database has one of its own by that name.`)
}

function checkOperator(names: unknown): void {
  const name = ownNameOf(names, 'an operator')
  if (!OPERATORS.has(name)) throw new Blocked(`the operator ${name} is not offered.`)
}

/** `v.name` and `(v).name` are a column, or a function of `v`. */
function checkPath(path: readonly unknown[], server: ServerNames): void {
  for (const part of path) {
    const name = nameOf(part)
    if (name !== null && server.ofRows.has(name) && !PURE_FUNCTIONS.has(name))
      throw new Blocked(`the function ${name} is not offered.`)
  }
}

/** A name of Postgres's own: alone, or in `pg_catalog`, where the parser puts it for words of SQL. */
function ownNameOf(names: unknown, what: string): string {
  const parts = (names as readonly unknown[]).map(nameOf)
  const [first, second] = parts
  if (parts.length === 1 && first) return first
  if (parts.length === 2 && first === 'pg_catalog' && second) return second
  throw new Blocked(`${what} of another schema is not offered.`)
}

const nameOf = (part: unknown): string | null =>
  (part as { readonly String?: { readonly sval?: string } }).String?.sval ?? null

const inWords = (name: string): string =>
  name
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replaceAll('_', ' ')
    .toLowerCase()

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

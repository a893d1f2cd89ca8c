import type { GovernedRelation } from '../../engine.ts'
import { Blocked } from '../../governed/blocked.ts'
import {
  checkText,
  type Mention,
  type Node,
  refuseCaptures,
  rewrite,
  textsUnder,
} from '../../governed/mention.ts'
import type { Parse } from './parser.ts'
import { readStatement, type ServerNames } from './read-statement.ts'

/**
 * A person's SELECT with every table replaced by the governed query of its name, ready to run: allow-listed nodes,
 * fields, functions, operators and types only. The text is theirs but for the tables; it is parsed again, and must then
 * read exactly as the tree with the tables replaced.
 * @throws Blocked
 */
export async function governSql(
  text: string,
  relations: readonly GovernedRelation[],
  { parse, server }: { readonly parse: Parse; readonly server: ServerNames },
): Promise<string> {
  checkText(text)
  const known = new Map(relations.map((relation) => [relation.name.toLowerCase(), relation]))
  const { statement, sql } = await oneSelect(text, parse)
  const mentions = readStatement(statement, new Set(known.keys()), server)
  const written = rewrite(sql, mentions, known, quoteName)
  const sources = await sourcesOf(mentions, known, parse)
  refuseCaptures(textsUnder(statement, 'ctename'), textsUnder([...sources.values()], 'relname'))
  const expected = replace(statement, new Map(mentions.map((one) => [one.node, one])), sources)
  const read = await oneSelect(written, parse)
  if (plain(expected) !== plain(read.statement))
    throw new Blocked('it is written in a way that cannot be checked: name each table plainly.')
  return written
}

/** The one SELECT of a text, and the text without what ends it. @throws Blocked */
async function oneSelect(text: string, parse: Parse): Promise<{ statement: Node; sql: string }> {
  const [first, ...more] = await parse(text)
  if (!first || more.length > 0) throw new Blocked('it must be one SELECT statement.')
  if (!('SelectStmt' in first.stmt)) throw new Blocked('it is not a SELECT.')
  const { stmt_location: start = 0, stmt_len: length } = first
  if (start === 0 && length === undefined) return { statement: first.stmt, sql: text }
  const bytes = Buffer.from(text)
  return oneSelect(
    bytes.subarray(start, length === undefined ? bytes.length : start + length).toString(),
    parse,
  )
}

/** How each governed query reads in place of a table. */
async function sourcesOf(
  mentions: readonly Mention[],
  relations: ReadonlyMap<string, GovernedRelation>,
  parse: Parse,
): Promise<ReadonlyMap<string, Node>> {
  const sources = new Map<string, Node>()
  for (const name of new Set(mentions.map(({ relation }) => relation)))
    sources.set(name, (await oneSelect(relations.get(name)?.sql ?? '', parse)).statement)
  return sources
}

function replace(
  value: unknown,
  mentions: ReadonlyMap<unknown, Mention>,
  sources: ReadonlyMap<string, Node>,
): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((one) => replace(one, mentions, sources))
  const mention = mentions.get((value as Node)['RangeVar'])
  if (mention) return { RangeSubselect: subselect(mention, sources) }
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, replace(child, mentions, sources)]),
  )
}

const subselect = ({ name, relation, node }: Mention, sources: ReadonlyMap<string, Node>): Node => ({
  subquery: sources.get(relation) ?? {},
  alias: node['alias'] ?? { aliasname: name },
})

const PLACES = new Set(['location', 'rexpr_list_start', 'rexpr_list_end', 'list_start', 'list_end'])

/** A tree as text, without the places in the statement. */
const plain = (tree: unknown): string =>
  JSON.stringify(tree, (key, value: unknown) => (PLACES.has(key) ? undefined : value))

const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

import type { GovernedRelation } from '../engine.ts'
import { Blocked } from './blocked.ts'

/** A node of a parsed statement, as its parser gives it. */
export type Node = Readonly<Record<string, unknown>>

/** A name of a governed relation in a statement. */
export interface Mention {
  /** In lower case. */
  readonly relation: string
  /** As it was written. */
  readonly name: string
  readonly alias: string
  /** In bytes of the statement's UTF-8. */
  readonly at: number
  readonly node: Node
}

const MOST_CHARACTERS = 20_000

/** @throws Blocked where a text is too long, or goes on after an end that some parsers see. */
export function checkText(text: string): void {
  if (text.length > MOST_CHARACTERS) throw new Blocked(`it is longer than ${MOST_CHARACTERS} characters.`)
  if (text.includes('\0')) throw new Blocked('it holds a character that no SQL has.')
}

const NAME = /^(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)/u

const LONGEST_NAME = 1000
const MOST_MENTIONS = 100

/** The text with each mention's name replaced by the query it stands for; `quote` writes a name. @throws Blocked */
export function rewrite(
  sql: string,
  mentions: readonly Mention[],
  relations: ReadonlyMap<string, GovernedRelation>,
  quote: (name: string) => string,
): string {
  if (mentions.length > MOST_MENTIONS) throw new Blocked(`it names more than ${MOST_MENTIONS} tables.`)
  let bytes = Buffer.from(sql)
  for (const { at, name, relation, alias } of mentions.toSorted((a, b) => b.at - a.at)) {
    const rest = Number.isSafeInteger(at) ? bytes.subarray(at) : Buffer.alloc(0)
    const [token = ''] = NAME.exec(rest.subarray(0, LONGEST_NAME).toString()) ?? []
    const source = `(${relations.get(relation)?.sql ?? ''}\n)${alias ? '' : ` AS ${quote(name)}`}`
    bytes = Buffer.concat([
      bytes.subarray(0, at),
      Buffer.from(source),
      rest.subarray(Buffer.byteLength(token)),
    ])
  }
  return bytes.toString()
}

/** @throws Blocked where a name of WITH is read by a governed query too: it would stand in the place of its table. */
export function refuseCaptures(named: Iterable<string>, read: ReadonlySet<string>): void {
  for (const name of named)
    if (read.has(name))
      throw new Blocked(`WITH cannot name a query ${name}, as a table is: choose another name.`)
}

/** Texts under a key anywhere in a tree, in lower case. */
export function textsUnder(tree: unknown, wanted: string): ReadonlySet<string> {
  const found = new Set<string>()
  JSON.stringify(tree, (key, value: unknown) => {
    if (key === wanted && typeof value === 'string') found.add(value.toLowerCase())
    return value
  })
  return found
}

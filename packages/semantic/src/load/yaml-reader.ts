import { didYouMean, type Json, nearestNames } from '@numize/base'
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type YAMLError,
} from 'yaml'
import type { Place } from '../model.ts'
import type { Problem } from '../project.ts'

/** One YAML document of a file, and the list every problem goes to. */
export interface Reader {
  readonly file: string
  readonly document: Document
  readonly lines: LineCounter
  readonly problems: Problem[]
}

/** A mapping whose keys were checked; `what` names it in messages (`dimension country`). */
export interface Fields {
  readonly reader: Reader
  readonly what: string
  readonly line: number
  readonly entries: ReadonlyMap<string, Entry>
}

interface Entry {
  readonly line: number
  readonly node: Node | null
}

/** The documents of a file, one reader each. Broken YAML is told and what can still be read is kept. */
export function readDocuments(file: string, source: string, problems: Problem[]): readonly Reader[] {
  const lines = new LineCounter()
  const documents = parseAllDocuments(source, { lineCounter: lines, prettyErrors: false, merge: true })
  if (!Array.isArray(documents)) return []
  const parsed = documents as readonly Document[]
  for (const document of parsed)
    for (const error of document.errors)
      problems.push({
        severity: 'error',
        file,
        line: lines.linePos(error.pos[0]).line,
        message: sentence(error),
      })
  return parsed.map((document) => ({ file, document, lines, problems }))
}

function sentence(error: YAMLError): string {
  if (error.code === 'DUPLICATE_KEY')
    return 'this key is written twice in one place. Keep one, or put a line `---` between two documents.'
  if (error.code === 'TAB_AS_INDENT') return 'a tab is used to indent. YAML allows only spaces.'
  const what = error.message.replace(/\s+/g, ' ').replace(/\.$/, '')
  return `this is not valid YAML: ${what.charAt(0).toLowerCase()}${what.slice(1)}.`
}

/** The content of a document; null where it is empty. */
export const rootOf = (reader: Reader): Node | null =>
  isNothing(reader.document.contents) ? null : reader.document.contents

export function complain(
  reader: Reader,
  line: number,
  message: string,
  severity: Problem['severity'] = 'error',
) {
  reader.problems.push({ severity, file: reader.file, line, message })
}

const lineOf = (reader: Reader, node: Node | null): number =>
  node?.range ? reader.lines.linePos(node.range[0]).line : 0

export const placeOf = (fields: Fields): Place => ({ file: fields.reader.file, line: fields.line })

/** A mapping with only `known` keys; null (and a problem) for anything that is not a mapping. */
export function fieldsOf(
  reader: Reader,
  node: Node | null,
  what: string,
  known: readonly string[] | null,
): Fields | null {
  const map = resolved(reader, node)
  if (!isMap(map)) {
    complain(reader, lineOf(reader, node), `${what} must be a mapping of keys to values, not ${kindOf(map)}.`)
    return null
  }
  const entries = entriesOf(reader, map)
  if (known) for (const [key, entry] of entries) rejectUnknown(reader, key, entry.line, known)
  return { reader, what, line: lineOf(reader, node), entries }
}

function rejectUnknown(reader: Reader, key: string, line: number, known: readonly string[]) {
  if (known.includes(key)) return
  const near = nearestNames(key, known)
  const hint = near.length > 0 ? didYouMean(near) : ` Known here: ${known.join(', ')}.`
  complain(reader, line, `unknown key: ${key}.${hint}`)
}

function entriesOf(reader: Reader, map: Node): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>()
  if (!isMap(map)) return entries
  for (const pair of map.items) {
    const key = pair.key as Node | null
    const name = isScalar(key) ? String(key.value) : ''
    const node = (pair.value as Node | null) ?? null
    if (name === '<<') for (const [k, v] of mergedEntries(reader, node)) entries.set(k, v)
    else entries.set(name, { line: lineOf(reader, key), node: resolved(reader, node) })
  }
  return entries
}

function mergedEntries(reader: Reader, node: Node | null): ReadonlyMap<string, Entry> {
  const source = resolved(reader, node)
  const maps = isSeq(source) ? source.items.map((item) => resolved(reader, item as Node)) : [source]
  return new Map(maps.flatMap((map) => (map ? [...entriesOf(reader, map)] : [])))
}

const resolved = (reader: Reader, node: Node | null): Node | null =>
  isAlias(node) ? (node.resolve(reader.document) ?? null) : node

function kindOf(node: Node | null): string {
  if (node === null || (isScalar(node) && node.value === null)) return 'nothing'
  if (isSeq(node)) return 'a list'
  if (isMap(node)) return 'a mapping'
  return `the ${isScalar(node) && typeof node.value === 'string' ? 'text' : 'value'} ${String(isScalar(node) ? node.value : '')}`
}

const isNothing = (node: Node | null | undefined): boolean => !node || (isScalar(node) && node.value === null)

export const has = (fields: Fields, key: string): boolean => !isNothing(fields.entries.get(key)?.node)

/** The line of a key's value, or of the mapping where the key is absent. */
export const lineAt = (fields: Fields, key: string): number => fields.entries.get(key)?.line ?? fields.line

export function complainAt(fields: Fields, key: string, message: string) {
  complain(fields.reader, lineAt(fields, key), message)
}

/** A text as it was written (`expr: 1` gives `1`); null where absent. */
export function text(fields: Fields, key: string): string | null {
  const entry = fields.entries.get(key)
  if (!entry || isNothing(entry.node)) return null
  const written = scalarText(entry.node)
  if (written === null) {
    const hint = isMap(entry.node) ? ' Put quotes around a text that starts with {{.' : ''
    complain(
      fields.reader,
      entry.line,
      `${key} of ${fields.what} must be a text, not ${kindOf(entry.node)}.${hint}`,
    )
  }
  return written
}

function scalarText(node: Node | null): string | null {
  if (!isScalar(node)) return null
  const written = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
  return written.trim()
}

export function requiredText(fields: Fields, key: string): string {
  const found = text(fields, key)
  if (!found && !has(fields, key)) complain(fields.reader, fields.line, `${fields.what} needs ${key}.`)
  return found ?? ''
}

export function flag(fields: Fields, key: string): boolean | null {
  const entry = fields.entries.get(key)
  if (!entry || isNothing(entry.node)) return null
  const value = isScalar(entry.node) ? entry.node.value : null
  if (typeof value === 'boolean') return value
  complainAt(fields, key, `${key} of ${fields.what} must be true or false, not ${kindOf(entry.node)}.`)
  return null
}

export function numeric(fields: Fields, key: string): number | null {
  const entry = fields.entries.get(key)
  if (!entry || isNothing(entry.node)) return null
  const value = isScalar(entry.node) ? entry.node.value : null
  if (typeof value === 'number' && Number.isFinite(value)) return value
  complainAt(fields, key, `${key} of ${fields.what} must be a number, not ${kindOf(entry.node)}.`)
  return null
}

/** One of a few words, in any case; a problem names the nearest. */
export function choice<T extends string>(fields: Fields, key: string, options: readonly T[]): T | null {
  const written = text(fields, key)
  if (written === null) return null
  const found = options.find((option) => option === written.toLowerCase())
  if (found) return found
  const near = didYouMean(nearestNames(written, options))
  complainAt(
    fields,
    key,
    `unknown ${key} of ${fields.what}: ${written}.${near || ` Use ${options.join(', ')}.`}`,
  )
  return null
}

/** The nodes of a list; a problem for anything else. */
export function items(fields: Fields, key: string): readonly Node[] {
  const entry = fields.entries.get(key)
  if (!entry || isNothing(entry.node)) return []
  if (isSeq(entry.node)) return entry.node.items as readonly Node[]
  complainAt(fields, key, `${key} of ${fields.what} must be a list, not ${kindOf(entry.node)}.`)
  return []
}

/** A text or a list of texts. */
export function texts(fields: Fields, key: string): readonly string[] {
  const node = fields.entries.get(key)?.node
  if (isNothing(node)) return []
  if (!isSeq(node)) return [text(fields, key)].filter((found) => found !== null)
  return node.items.flatMap((item) => {
    const written = scalarText(resolved(fields.reader, item as Node))
    if (written !== null) return [written]
    complain(
      fields.reader,
      lineOf(fields.reader, item as Node),
      `${key} of ${fields.what} must hold texts, not ${kindOf(item as Node)}.`,
    )
    return []
  })
}

/** A mapping under a key; null where absent. */
export function child(fields: Fields, key: string, known: readonly string[] | null): Fields | null {
  const entry = fields.entries.get(key)
  if (!entry || isNothing(entry.node)) return null
  return fieldsOf(fields.reader, entry.node, `${key} of ${fields.what}`, known)
}

/** The mappings of a list under a key. */
export function children(
  fields: Fields,
  key: string,
  what: string,
  known: readonly string[] | null,
): readonly Fields[] {
  return items(fields, key).flatMap((node) => {
    const found = fieldsOf(fields.reader, node, what, known)
    return found ? [named(found, what)] : []
  })
}

/** The same mapping, called by its own name in messages. */
export function named(fields: Fields, what: string): Fields {
  const node = fields.entries.get('name')?.node ?? null
  const name = scalarText(node)
  return name ? { ...fields, what: `${what} ${name}` } : fields
}

/** Text of a value where it is one, whatever stands there otherwise as null; no problem is told. */
export const textIfScalar = (fields: Fields, key: string): string | null =>
  scalarText(fields.entries.get(key)?.node ?? null)

export const textOfNode = (reader: Reader, node: Node): string | null => scalarText(resolved(reader, node))

/** Whatever stands there, as plain JSON. */
export function json(fields: Fields, key: string): Json {
  const node = fields.entries.get(key)?.node
  return node ? ((node.toJS(fields.reader.document) as Json) ?? null) : null
}

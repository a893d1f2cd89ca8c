import { isAlias, isCollection, isMap, LineCounter, type Pair, parseDocument } from 'yaml'
import type { ConfigEntry } from './config-entry.ts'
import { isGroup } from './config-rules.ts'

export interface YamlEntries {
  readonly entries: readonly ConfigEntry[]
  /** What the parser could not read, each with its line. */
  readonly problems: readonly string[]
}

/** The settings of a YAML text, each with the line it stands on. An empty text has none. */
export function yamlEntries(text: string, file: string): YamlEntries {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    const problems = document.errors.map(
      ({ message, pos }) => `${file}:${lines.linePos(pos[0]).line}: ${message.replace(/\.?$/, '.')}`,
    )
    return { entries: [], problems }
  }
  const { contents } = document
  if (contents === null) return { entries: [], problems: [] }
  if (!isMap(contents))
    return {
      entries: [],
      problems: [`${file}:1: settings are "name: value" lines, in groups such as comms:`],
    }
  const placeOf = (node: unknown): string => {
    const range = node !== null && typeof node === 'object' && 'range' in node ? node.range : null
    return `${file}:${Array.isArray(range) ? lines.linePos(Number(range[0])).line : 1}`
  }
  const plain = (node: unknown): unknown =>
    isAlias(node) ? plain(node.resolve(document)) : isCollection(node) ? node.toJS(document) : scalarOf(node)
  const walk = (pairs: readonly Pair[], prefix: string): readonly ConfigEntry[] =>
    pairs.flatMap(({ key, value }) => {
      const path = prefix === '' ? String(scalarOf(key)) : `${prefix}.${String(scalarOf(key))}`
      const node = isAlias(value) ? value.resolve(document) : value
      if (isMap(node) && path.split('.').length < DEEPEST) return walk(node.items, path)
      if (isGroup(path) && plain(node) === null) return []
      return [{ path, value: isMap(node) ? null : plain(node), place: placeOf(key) }]
    })
  return { entries: walk(contents.items, ''), problems: [] }
}

/** No setting lies deeper; an alias may go round in circles. */
const DEEPEST = 8

const scalarOf = (node: unknown): unknown =>
  node !== null && typeof node === 'object' && 'value' in node ? node.value : node

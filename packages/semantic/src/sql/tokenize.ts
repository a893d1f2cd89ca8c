export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'template' | 'end'
  /** Of a string or quoted name: its content; of a template: what stands between the braces. */
  readonly text: string
}

const patterns: readonly (readonly [Token['kind'] | 'skip', RegExp])[] = [
  ['skip', /\s+|--[^\n]*|\/\*[\s\S]*?\*\//y],
  ['template', /\{\{([\s\S]*?)\}\}/y],
  ['string', /'((?:[^']|'')*)'/y],
  ['quoted', /"((?:[^"]|"")*)"/y],
  ['quoted', /`([^`]*)`/y],
  ['number', /\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?/y],
  ['word', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['symbol', /==|::|\|\||<>|!=|<=|>=|\/\/|[-+*/%<>=(),.[\]{}]/y],
]

/** The tokens of an authored SQL expression, an `end` last; null where a character starts none. */
export function tokenize(text: string): readonly Token[] | null {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const found = nextToken(text, at)
    if (!found) return null
    if (found.kind !== 'skip') tokens.push({ kind: found.kind, text: found.content })
    at = found.end
  }
  return [...tokens, { kind: 'end', text: '' }]
}

function nextToken(text: string, at: number) {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) return { kind, content: unescape(kind, match), end: pattern.lastIndex }
  }
  return null
}

function unescape(kind: string, match: RegExpExecArray): string {
  const inner = match[1] ?? match[0]
  if (kind === 'string') return inner.replaceAll("''", "'")
  return kind === 'quoted' ? inner.replaceAll('""', '"') : inner
}

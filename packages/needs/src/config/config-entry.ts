/** One setting as somebody gave it. */
export interface ConfigEntry {
  /** Dotted: `classification.api_cap_usd`. */
  readonly path: string
  readonly value: unknown
  /** Where it was given: a file and line, a variable, or a flag. */
  readonly place: string
}

/** A tree of settings as entries. */
export function entriesOf(
  tree: object,
  place: (path: string) => string,
  prefix = '',
): readonly ConfigEntry[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`
    if (value === undefined) return []
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      return entriesOf(value, place, path)
    return [{ path, value, place: place(path) }]
  })
}

/** The tree that entries make; a later entry of a path replaces an earlier one. */
export function treeOf(entries: readonly ConfigEntry[]): Readonly<Record<string, unknown>> {
  const root: Record<string, unknown> = {}
  for (const { path, value } of entries) {
    const keys = path.split('.')
    let node = root
    for (const key of keys.slice(0, -1)) {
      node[key] ??= {}
      node = node[key] as Record<string, unknown>
    }
    node[keys.at(-1) ?? path] = value
  }
  return root
}

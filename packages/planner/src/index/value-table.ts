import type { Catalog, ColumnValues } from '../catalog.ts'
import { lemma } from '../text/inflect.ts'

/** A value by its place in the catalog, and whether its words were found in the singular. */
export interface TableHit {
  readonly column: ColumnValues
  readonly value: string
  readonly singular: boolean
}

/** Values by their normalised text and by its singular: some bytes of each, however long they are. */
export interface ValueTable {
  /** In the order of the catalog. */
  readonly find: (key: string) => readonly TableHit[]
}

const MAX_WORDS = 8

/** Letters and digits of a value in lower case, words joined by one blank. */
export const normalise = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()

/** Takes every text value; `heard` gets each one's normalised text as it goes by. */
export function createValueTable(
  catalog: Catalog,
  heard: (column: ColumnValues, key: string, value: string) => void,
): ValueTable {
  const columns = catalog.values.filter(({ dataType }) => dataType !== 'boolean')
  const starts: number[] = []
  let count = 0
  for (const { values } of columns) {
    starts.push(count)
    count += values.length
  }
  const chains = createChains(count * 2)
  columns.forEach((column, at) => {
    column.values.forEach((value, row) => {
      const key = normalise(value)
      if (key === '' || wordsIn(key) > MAX_WORDS) return
      const entry = ((starts[at] ?? 0) + row) * 2
      chains.add(key, entry)
      const singular = singularOf(key)
      if (singular !== key) chains.add(singular, entry + 1)
      heard(column, key, value)
    })
  })
  const hitAt = (entry: number): TableHit | null => {
    const ordinal = entry >> 1
    const at = lastAtMost(starts, ordinal)
    const column = columns[at]
    const value = column?.values[ordinal - (starts[at] ?? 0)]
    return column && value !== undefined ? { column, value, singular: (entry & 1) === 1 } : null
  }
  return {
    find: (key) =>
      chains
        .entries(key)
        .map(hitAt)
        .filter((hit): hit is TableHit => hit !== null && textOf(hit) === key),
  }
}

const textOf = ({ value, singular }: TableHit): string =>
  singular ? singularOf(normalise(value)) : normalise(value)

/** Words joined by a blank, each in the singular. */
export const singularOf = (key: string): string => {
  if (!key.includes(' ')) return lemma(key)
  return key.split(' ').map(lemma).join(' ')
}

function wordsIn(key: string): number {
  let count = 1
  for (let at = key.indexOf(' '); at !== -1; at = key.indexOf(' ', at + 1)) count++
  return count
}

/** Numbers below `size` under texts, as lists chained through two arrays of integers: no text is kept. */
function createChains(size: number) {
  const mask = 2 ** Math.max(4, Math.ceil(Math.log2(size + 1))) / 2 - 1
  const heads = new Int32Array(mask + 1).fill(-1)
  const next = new Int32Array(size)
  return {
    add: (text: string, entry: number): void => {
      const head = hashOf(text) & mask
      next[entry] = heads[head] ?? -1
      heads[head] = entry
    },
    /** What may lie under a text, smallest first. */
    entries: (text: string): readonly number[] => {
      const found: number[] = []
      for (let entry = heads[hashOf(text) & mask] ?? -1; entry !== -1; entry = next[entry] ?? -1)
        found.push(entry)
      return found.toSorted((a, b) => a - b)
    },
  }
}

/** FNV-1a over code units, with its high bits mixed into the low ones. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

/** Index of the last of ascending numbers that is not above `wanted`. */
function lastAtMost(ascending: readonly number[], wanted: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((ascending[middle] ?? 0) <= wanted) low = middle
    else high = middle - 1
  }
  return low
}

import type { ScanTable } from '@numize/insights'

const stem = (word: string): string =>
  word
    .toLowerCase()
    .replace(/(?:ies|es|ed|er|e|s|y)$/, '')
    .slice(0, 7)
const stemsOf = (text: string): string[] =>
  text
    .split(/[^A-Za-z]+/)
    .filter((word) => word.length > 2)
    .map(stem)
const VAGUE = new Set(['number', 'average', 'time', 'count', 'type', 'date', 'day'].map(stem))

/** Columns whose name shares a word with an axis, else those that hold most of its members. */
export function columnsNamed(axis: string, values: readonly string[], table: ScanTable): string[] {
  const wanted = new Set(stemsOf(axis.replace(/\([^)]*\)/g, '')).filter((word) => !VAGUE.has(word)))
  const holding = values.length === 0 ? [] : table.columns.filter((column) => holdsMost(column, values))
  const named = table.columns.filter(({ label }) => stemsOf(label).some((word) => wanted.has(word)))
  const both = named.filter((column) => holding.includes(column))
  const chosen = both.length > 0 ? both : holding.length > 0 ? holding : named
  return chosen.map(({ ref }) => ref)
}

function holdsMost({ cells }: ScanTable['columns'][number], values: readonly string[]): boolean {
  const known = new Set(cells.map((cell) => plain(String(cell))))
  const members = values
    .flatMap((value) => value.split(/,\s*/))
    .filter((value) => value !== '' && !/^\.+$/.test(value))
  return (
    members.length > 1 && members.filter((value) => known.has(plain(value))).length >= 0.6 * members.length
  )
}

export const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, '').replace(/s$/, '')

export const MOST_MEMBERS = 250
/** States are words of every sentence: "closed", "submitted". */
export const isState = (ref: string): boolean => /state|status/i.test(ref)

/** Members of the table's columns that a text names. */
export function membersIn(text: string, { columns }: ScanTable): Set<string> {
  const lower = ` ${text.toLowerCase().replace(/[^a-z0-9]+/g, ' ')} `
  const found = new Set<string>()
  for (const { ref, type, cells } of columns) {
    if (type !== 'string' || isState(ref)) continue
    const members = new Set(cells)
    if (members.size > MOST_MEMBERS) continue
    for (const member of members)
      if (typeof member === 'string' && member.length > 1 && names(lower, member)) found.add(plain(member))
  }
  return found
}

function names(lower: string, member: string): boolean {
  const words = member
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  return (
    words.length > 1 &&
    (lower.includes(` ${words} `) || lower.includes(` ${words}s `) || lower.includes(` ${words} s `))
  )
}

import type { ColumnProfile, TableProfile } from '../profile.ts'
import { type KeyName, keyName, namesTable } from './key-names.ts'
import { plainWords, type Vocabulary } from './words.ts'

/** The columns that identify a row, in order; empty where nothing does. */
export type PrimaryKeys = ReadonlyMap<string, readonly string[]>

/** The declared key of each table, else its best unique column without nulls that reads like a key. */
export function primaryKeys(profiles: readonly TableProfile[], vocabulary: Vocabulary): PrimaryKeys {
  return new Map(profiles.map((table) => [table.relation.name, keyOf(table, profiles, vocabulary)]))
}

function keyOf(
  table: TableProfile,
  profiles: readonly TableProfile[],
  vocabulary: Vocabulary,
): readonly string[] {
  if (table.primaryKey.length > 0) return table.primaryKey
  const scored = table.columns
    .map((column, index) => ({ column, index, score: keyScore(table, column, index, vocabulary) }))
    .filter(({ column, score }) => score > 0 && !ownedElsewhere(table, column, profiles, vocabulary))
    .toSorted((a, b) => b.score - a.score || a.index - b.index)
  const best = scored[0]
  return best ? [best.column.name] : []
}

/** 0 = cannot be a key. Names count most: in a small table much is unique by accident. */
function keyScore(table: TableProfile, column: ColumnProfile, index: number, vocabulary: Vocabulary): number {
  const { stem, kind } = keyName(column.name, vocabulary)
  const owner = namesTable(stem, plainWords(table.relation.name, vocabulary))
  const isKeyType = column.type === 'integer' || column.type === 'string' || column.type === 'other'
  if (!isKeyType || !isIdentifying(table, column)) return 0
  if (kind === 'id') return idScore(column, stem, owner, index)
  return table.rowCount > 0 && column.type === 'string' && index === 0 ? textScore(kind, owner) : 0
}

const textScore = (kind: KeyName['kind'], owner: number): number => {
  if (kind === 'name') return owner >= 0.7 ? 1.5 : 0
  return kind === 'bare' && owner === 1 ? 1.2 : 0
}

function idScore(column: ColumnProfile, stem: readonly string[], owner: number, index: number): number {
  if (stem.length === 0) return /^(?:code|number|no|key)$/i.test(column.name) ? 1.6 : 3
  return owner > 0 ? 2 + owner : index === 0 ? 1 : 0
}

const isIdentifying = (table: TableProfile, column: ColumnProfile): boolean =>
  table.rowCount === 0 || (column.unique && column.nulls === 0)

/** `aid` identifies an author; in `domain_author` it points to one, even where it happens to be unique. */
function ownedElsewhere(
  table: TableProfile,
  column: ColumnProfile,
  profiles: readonly TableProfile[],
  vocabulary: Vocabulary,
): boolean {
  const { stem, kind } = keyName(column.name, vocabulary)
  if (stem.length === 0 || kind === 'bare') return false
  const own = namesTable(stem, plainWords(table.relation.name, vocabulary))
  return profiles.some((other) => {
    if (other === table) return false
    const theirs = namesTable(stem, plainWords(other.relation.name, vocabulary))
    return theirs > own && !(own >= 0.7 && table.columns[0] === column && theirs < 1)
  })
}

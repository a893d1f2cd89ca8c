import type { ColumnProfile, Inclusion, TableProfile } from '../profile.ts'
import { mayBeTold, type ScoredCandidate, scoredCandidates } from './candidates.ts'
import type { PrimaryKeys } from './primary-keys.ts'
import type { Vocabulary } from './words.ts'

/** A foreign key, declared by the source or found by name and measured inclusion. */
export interface Reference {
  readonly table: string
  readonly columns: readonly string[]
  readonly referenced: string
  readonly referencedColumns: readonly string[]
  readonly isDeclared: boolean
  /** Of the distinct values: found in the referenced column. */
  readonly share: number
}

export interface Evidence {
  readonly profiles: readonly TableProfile[]
  readonly inclusions: readonly Inclusion[]
  readonly keys: PrimaryKeys
  readonly vocabulary: Vocabulary
}

/** The plainer the name, the more orphans are forgiven: real data has them. */
const leastShare = (strength: number): number => (strength >= 0.95 ? 0.75 : strength >= PLAIN ? 0.9 : 0.99)
const PLAIN = 0.7

/** At most one reference per column, in the order of tables and columns. */
export function findReferences(evidence: Evidence): readonly Reference[] {
  const candidates = scoredCandidates(evidence.profiles, evidence.keys, evidence.vocabulary)
  return evidence.profiles.flatMap((table) => {
    const declared = declaredReferences(table, evidence.profiles)
    const own = candidates.filter((one) => one.table === table.relation.name)
    const taken = new Set(declared.flatMap(({ columns }) => (columns.length === 1 ? columns : [])))
    return [
      ...declared,
      ...measuredReferences(table, own, evidence.inclusions).filter(
        ({ columns }) => !columns.some((c) => taken.has(c)),
      ),
    ]
  })
}

function declaredReferences(table: TableProfile, profiles: readonly TableProfile[]): readonly Reference[] {
  return table.foreignKeys.flatMap((key) => {
    const target = profiles.find(({ relation }) => sameName(relation.name, key.table))
    if (!target) return []
    const wanted = key.referenced.length > 0 ? key.referenced : target.primaryKey
    const referencedColumns = wanted.flatMap((name) => columnOf(target, name)?.name ?? [])
    const columns = key.columns.flatMap((name) => columnOf(table, name)?.name ?? [])
    if (columns.length === 0 || columns.length !== referencedColumns.length) return []
    return [
      {
        table: table.relation.name,
        columns,
        referenced: target.relation.name,
        referencedColumns,
        isDeclared: true,
        share: 1,
      },
    ]
  })
}

export const columnOf = (table: TableProfile, name: string): ColumnProfile | undefined =>
  table.columns.find((column) => column.name === name) ??
  table.columns.find((column) => sameName(column.name, name))

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

function measuredReferences(
  table: TableProfile,
  own: readonly ScoredCandidate[],
  inclusions: readonly Inclusion[],
): readonly Reference[] {
  const candidates = own
    .map((one) => ({ ...one, share: shareOf(one, table, inclusions) }))
    .filter(({ share, strength }) => share >= leastShare(strength))
  const best = new Map<string, ScoredCandidate & { readonly share: number }>()
  for (const one of candidates) {
    const known = best.get(one.column)
    if (
      !known ||
      one.strength > known.strength ||
      (one.strength === known.strength && one.share > known.share)
    )
      best.set(one.column, one)
  }
  return [...best.values()].map((one) => ({
    table: one.table,
    columns: [one.column],
    referenced: one.referencedTable,
    referencedColumns: [one.referencedColumn],
    isDeclared: false,
    share: one.share,
  }))
}

/** What was measured. A column without a single value contradicts nothing: a name that says it outright is enough. */
function shareOf(one: ScoredCandidate, table: TableProfile, inclusions: readonly Inclusion[]): number {
  const measured = inclusions.find(
    (inclusion) =>
      inclusion.table === one.table &&
      inclusion.column === one.column &&
      inclusion.referencedTable === one.referencedTable &&
      inclusion.referencedColumn === one.referencedColumn,
  )
  const column = columnOf(table, one.column)
  if (column?.distinct !== 0) return measured?.share ?? 0
  return mayBeTold(column) && one.strength >= PLAIN ? 1 : 0
}

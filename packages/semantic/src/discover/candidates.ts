import type { ColumnProfile, TableProfile } from '../profile.ts'
import { keyName, namesActor, namesTable } from './key-names.ts'
import { isCountOf } from './numbers.ts'
import { type PrimaryKeys, primaryKeys } from './primary-keys.ts'
import { plainWords, singular, splitWords, type Vocabulary, vocabularyOf } from './words.ts'

/** A column whose name and type suggest that it points to another. Where their types differ, compare them as text. */
export interface InclusionCandidate {
  readonly table: string
  readonly column: string
  readonly referencedTable: string
  readonly referencedColumn: string
}

/** A candidate and how plainly its name says so, 0.5–1. */
export interface ScoredCandidate extends InclusionCandidate {
  readonly strength: number
}

/**
 * The pairs worth measuring: names that fit, types that agree, a referenced column that identifies its rows.
 * Pairs the source declares are left out.
 */
export const inclusionCandidates = (profiles: readonly TableProfile[]): readonly InclusionCandidate[] => {
  const vocabulary = vocabularyOf(profiles)
  return scoredCandidates(profiles, primaryKeys(profiles, vocabulary), vocabulary).map(
    ({ table, column, referencedTable, referencedColumn }) => ({
      table,
      column,
      referencedTable,
      referencedColumn,
    }),
  )
}

export function scoredCandidates(
  profiles: readonly TableProfile[],
  keys: PrimaryKeys,
  vocabulary: Vocabulary,
): readonly ScoredCandidate[] {
  const targets = profiles.flatMap((table) => targetsOf(table, keys, vocabulary))
  return profiles.flatMap((table) => {
    const declared = new Set(table.foreignKeys.flatMap((key) => key.columns))
    return table.columns
      .filter((column) => !declared.has(column.name) && canPoint(column, vocabulary) && mayBeTold(column))
      .flatMap((column) => {
        const source = sourceOf(table, column, keys, vocabulary)
        return targets.flatMap((target) => candidate(source, target))
      })
  })
}

interface Source {
  readonly table: TableProfile
  readonly column: ColumnProfile
  readonly words: readonly string[]
  readonly stem: readonly string[]
  readonly kind: 'id' | 'name' | 'bare'
  readonly isKey: boolean
  /** How well the column names its own table. */
  readonly own: number
}

interface Target {
  readonly table: TableProfile
  readonly column: ColumnProfile
  readonly tableWords: readonly string[]
  readonly words: readonly string[]
  readonly isKey: boolean
}

function sourceOf(
  table: TableProfile,
  column: ColumnProfile,
  keys: PrimaryKeys,
  vocabulary: Vocabulary,
): Source {
  const { stem, kind } = keyName(column.name, vocabulary)
  const key = keys.get(table.relation.name) ?? []
  return {
    table,
    column,
    words: plainWords(column.name, vocabulary),
    stem,
    kind,
    isKey: key.length === 1 && key[0] === column.name,
    own: namesTable(stem, plainWords(table.relation.name, vocabulary)),
  }
}

function targetsOf(table: TableProfile, keys: PrimaryKeys, vocabulary: Vocabulary): readonly Target[] {
  const key = keys.get(table.relation.name) ?? []
  const tableWords = plainWords(table.relation.name, vocabulary)
  return table.columns.flatMap((column) => {
    const isKey = key.length === 1 && key[0] === column.name
    const { stem, kind } = keyName(column.name, vocabulary)
    const names = kind === 'bare' ? column.type === 'string' && namesTable(stem, tableWords) >= 0.5 : true
    const namesRows =
      names &&
      column.unique &&
      column.nulls === 0 &&
      (kind === 'bare' || stem.length === 0 || namesTable(stem, tableWords) >= 0.7)
    return isKey || namesRows
      ? [{ table, column, tableWords, words: plainWords(column.name, vocabulary), isKey }]
      : []
  })
}

function candidate(source: Source, target: Target): readonly ScoredCandidate[] {
  const isSelf = source.table === target.table
  if ((isSelf && source.column === target.column) || !typesAgree(source.column, target.column)) return []
  const strength = strengthOf(source, target, isSelf)
  if (strength < 0.5) return []
  return [
    {
      table: source.table.relation.name,
      column: source.column.name,
      referencedTable: target.table.relation.name,
      referencedColumn: target.column.name,
      strength,
    },
  ]
}

function strengthOf(source: Source, target: Target, isSelf: boolean): number {
  const named = namesTable(source.stem, target.tableWords)
  if (source.isKey && (isSelf || named <= source.own)) return 0
  const ending = target.isKey && addsRole(source.words, target.words) ? 0.75 : 0
  const actor = actorStrength(source, target, isSelf)
  if (isSelf) return Math.max(actor, ending)
  const isSame = sameWords(source.words, target.words)
  if (source.kind === 'name' && !isSame && named < 1) return 0
  return Math.max(named, isSame ? sharedName(source, target) : 0, ending, actor)
}

/** The same name as another table's key; `id` beside `id` says nothing. */
const sharedName = (source: Source, target: Target): number =>
  target.isKey && source.stem.length > 0 ? 0.95 : 0

function actorStrength(source: Source, target: Target, isSelf: boolean): number {
  if (!target.isKey || source.kind === 'name') return 0
  return namesActor(source.stem, target.tableWords, isSelf) ? 0.55 : 0
}

const sameWords = (a: readonly string[], b: readonly string[]): boolean => a.join(' ') === b.join(' ')

/** `pre_course_id` beside `course_id`. */
const addsRole = (words: readonly string[], key: readonly string[]): boolean =>
  key.length > 1 && words.length > key.length && words.slice(-key.length).join(' ') === key.join(' ')

/** Keys are whole numbers or texts; `num_semesters` and `cares_for_students` say how many, not which. */
function canPoint({ name, type }: ColumnProfile, vocabulary: Vocabulary): boolean {
  if (type !== 'integer' && type !== 'string' && type !== 'other') return false
  const last = splitWords(name, vocabulary).at(-1) ?? ''
  const isPlural = type === 'integer' && singular(last) !== last
  return !isPlural && !isCountOf(plainWords(name, vocabulary))
}

/** Of a column without a single value only a name that says it outright is believed. */
export const mayBeTold = ({ name, distinct }: ColumnProfile): boolean =>
  distinct !== 0 || /(?:id|identifier|key)$/i.test(name)

/** Whole numbers kept as text on one side still point: they are compared as text. A column without values may be any. */
const typesAgree = (a: ColumnProfile, b: ColumnProfile): boolean =>
  a.distinct === 0 ||
  a.type === b.type ||
  (isTextOfIntegers(a) && b.type === 'integer') ||
  (a.type === 'integer' && isTextOfIntegers(b))

const isTextOfIntegers = ({ type, topValues, min }: ColumnProfile): boolean =>
  type === 'string' && min !== null && topValues.some(({ value }) => /^\d+$/.test(value))

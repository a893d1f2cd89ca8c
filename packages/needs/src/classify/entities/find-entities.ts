import { conceptFinder } from '../lexicon/find-concepts.ts'
import { stemsOf } from '../lexicon/words.ts'
import { dictionaryOf, type KnownTable, type Term } from './dictionary.ts'

export interface FoundEntity {
  readonly table: string
  /** Null where only the table is meant. */
  readonly column: string | null
  readonly confidence: number
}

/** A column that several tables have, where the text names none of them. */
const UNPLACED = 0.7
const MOST_ENTITIES = 8

/**
 * Finds the tables and columns that a text or a statement names. A column of several tables is that of a table the
 * text names, otherwise that of the table it identifies (the first to have it first), with less confidence.
 */
export function entityFinder(tables: readonly KnownTable[]): (text: string) => readonly FoundEntity[] {
  const terms = dictionaryOf(tables)
  const byPhrase = new Map<string, Term[]>()
  for (const term of terms) byPhrase.set(term.phrase, [...(byPhrase.get(term.phrase) ?? []), term])
  const find = conceptFinder(Object.fromEntries([...byPhrase.keys()].map((phrase) => [phrase, phrase])))
  const owners = ownersOf(tables)
  return (text) => {
    const hits = longest(find({ stems: stemsOf(text) })).map(({ concept }) => byPhrase.get(concept) ?? [])
    const named = hits.flat().filter(({ column }) => column === null)
    const places = new Set(named.map(({ table }) => table))
    const columns = hits.flatMap((meant) => placeColumn(meant, places, owners))
    return strongest([...named, ...columns])
  }
}

/** Of phrases that share words, the one with most words. */
function longest<T extends { readonly at: number; readonly words: number }>(
  hits: readonly T[],
): readonly T[] {
  const covers = (a: T, b: T): boolean =>
    a.words > b.words && a.at <= b.at && a.at + a.words >= b.at + b.words
  return hits.filter((hit) => !hits.some((other) => covers(other, hit)))
}

function placeColumn(
  meant: readonly Term[],
  places: ReadonlySet<string>,
  owners: ReadonlyMap<string, string>,
): readonly Term[] {
  const columns = meant.filter(({ column }) => column !== null)
  if (columns.length <= 1) return columns
  const here = columns.filter(({ table }) => places.has(table))
  if (here.length > 0) return here
  const [first] = columns
  const owned = columns.find(({ table, column }) => owners.get(column ?? '') === table) ?? first
  return owned ? [{ ...owned, confidence: owned.confidence * UNPLACED }] : []
}

/** The table whose first column a column is. */
const ownersOf = (tables: readonly KnownTable[]): ReadonlyMap<string, string> =>
  new Map(
    tables
      .toReversed()
      .flatMap(({ table, columns }) => (columns[0] === undefined ? [] : [[columns[0], table]])),
  )

function strongest(found: readonly FoundEntity[]): readonly FoundEntity[] {
  const best = new Map<string, FoundEntity>()
  for (const { table, column, confidence } of found) {
    const key = `${table}.${column ?? ''}`
    if ((best.get(key)?.confidence ?? 0) < confidence) best.set(key, { table, column, confidence })
  }
  return [...best.values()]
    .toSorted((a, b) => b.confidence - a.confidence || (nameOf(a) < nameOf(b) ? -1 : 1))
    .slice(0, MOST_ENTITIES)
}

const nameOf = ({ table, column }: FoundEntity): string => `${table}.${column ?? ''}`

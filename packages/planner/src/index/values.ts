import type { Catalog, ColumnValues } from '../catalog.ts'
import { codes } from '../lexicon/codes.ts'
import { codesThatAreWords, countries } from '../lexicon/countries.ts'
import { formStem, lemma } from '../text/inflect.ts'
import { type Evidence, thingId } from './thing.ts'
import { createValueTable, normalise, type TableHit } from './value-table.ts'

export { normalise } from './value-table.ts'

/** Values of the catalog's columns, found by their text. */
export interface ValueIndex {
  /** Lower-case words joined by a blank; `written` is the asker's own spelling. */
  readonly find: (words: string, written: string) => readonly Evidence[]
  readonly words: ReadonlySet<string>
  /** Columns whose values are not all known. */
  readonly incomplete: (model: string, name: string) => boolean
  readonly knows: (model: string, name: string) => boolean
}

/** Words kept for typos: those of the most frequent values, where there are more. */
const MAX_VOCABULARY = 500_000

export function buildValues(catalog: Catalog): ValueIndex {
  const extra = new Map<string, Evidence[]>()
  const words = new Set<string>()
  const put = (key: string, evidence: Evidence): void => {
    const list = extra.get(key)
    if (!list) extra.set(key, [evidence])
    else if (!list.some((other) => sameValue(other, evidence))) list.push(evidence)
    if (!key.startsWith('~')) addWords(key, words)
  }
  const inColumn = new Map<ColumnValues, Map<string, string>>()
  const table = createValueTable(catalog, (column, key, value) => {
    addWords(key, words)
    if (!countryOf.has(key)) return
    const found = inColumn.get(column)
    if (found) found.set(key, value)
    else inColumn.set(column, new Map([[key, value]]))
  })
  for (const column of catalog.values) {
    addSpellings(column, inColumn.get(column) ?? new Map(), put)
    addCodes(column, put)
    addForms(column, put)
  }
  const nameOf = ({ model, dimension }: ColumnValues): string => `${model}.${dimension}`
  const incomplete = new Set(catalog.values.filter(({ complete }) => !complete).map(nameOf))
  const known = new Set(catalog.values.map(nameOf))
  return {
    find: (key, written) =>
      [...distinct(table.find(key).map(evidenceOf)), ...(extra.get(key) ?? [])].filter((evidence) =>
        believable(evidence, key, written),
      ),
    words,
    incomplete: (model, name) => incomplete.has(`${model}.${name}`),
    knows: (model, name) => known.has(`${model}.${name}`),
  }
}

/** A long value's short words are left to the long ones. */
function addWords(key: string, words: Set<string>): void {
  if (words.size >= MAX_VOCABULARY) return
  if (!key.includes(' ')) words.add(lemma(key)).add(key)
  else
    for (const word of key.split(' '))
      if (word.length > 4) {
        words.add(word)
        if (word.endsWith('s')) words.add(lemma(word))
      }
}

const evidenceOf = ({ column, value, singular }: TableHit): Evidence => ({
  thing: { kind: 'value', model: column.model, name: column.dimension, value },
  quality: singular ? 0.9 : 0.97,
  source: 'value',
})

/** The same value may be listed twice in a column. */
const distinct = (found: readonly Evidence[]): readonly Evidence[] =>
  found.length < 2
    ? found
    : [...new Map(found.toReversed().map((one) => [thingId(one.thing), one])).values()].toReversed()

const sameValue = (a: Evidence, b: Evidence): boolean => thingId(a.thing) === thingId(b.thing)

const countryOf: ReadonlySet<string> = new Set(countries.flat())

/** A country column answers to codes, names and demonyms alike. */
function addSpellings(
  column: ColumnValues,
  byKey: ReadonlyMap<string, string>,
  put: (key: string, evidence: Evidence) => void,
): void {
  if (byKey.size === 0) return
  const found = countries.filter((names) => names.some((name) => byKey.has(name)))
  if (
    found.length < Math.min(3, column.values.length) ||
    !/countr|nation|market|origin/i.test(column.dimension)
  )
    if (found.length < column.values.length * 0.6) return
  for (const names of found) {
    const value = names.map((name) => byKey.get(name)).find((one) => one !== undefined)
    if (value === undefined) continue
    const thing = { kind: 'value', model: column.model, name: column.dimension, value } as const
    for (const name of names) if (!byKey.has(name)) put(name, { thing, quality: 0.88, source: 'lexicon' })
  }
}

/** `F` in a column of sexes answers to "female". */
function addCodes(column: ColumnValues, put: (key: string, evidence: Evidence) => void): void {
  const groups = codes.filter((one) => one.column.test(column.dimension)).flatMap(({ words }) => words)
  if (groups.length === 0) return
  const byKey = new Map(column.values.map((value) => [normalise(value), value]))
  for (const group of groups) {
    const value = group.map((word) => byKey.get(word)).find((one) => one !== undefined)
    const thing = { kind: 'value', model: column.model, name: column.dimension, value: value ?? '' } as const
    if (value !== undefined)
      for (const word of group) if (!byKey.has(word)) put(word, { thing, quality: 0.9, source: 'lexicon' })
  }
}

/** `success` answers to "successful", `promotion` to "promotional": other forms of a column's one-word values. */
function addForms(column: ColumnValues, put: (key: string, evidence: Evidence) => void): void {
  if (column.dataType === 'boolean' || column.values.length > MANY_VALUES) return
  for (const value of column.values) {
    const key = normalise(value)
    const thing = { kind: 'value', model: column.model, name: column.dimension, value } as const
    if (/^[a-z]{4,}$/.test(key)) put(formKey(key), { thing, quality: 0.85, source: 'part' })
  }
}

/** Columns of more values than this are no statuses or kinds. */
const MANY_VALUES = 60

/** What the forms of a word have in common, as a key no word is. */
export const formKey = (word: string): string => `~${formStem(word)}`

/** A bare small number or a short common word is a value only when it is written like one. */
function believable(evidence: Evidence, key: string, written: string): boolean {
  if (evidence.thing.kind !== 'value') return true
  const value = String(evidence.thing.value)
  if (codesThatAreWords.has(key) || commonWords.has(key))
    return written === value && value !== value.toLowerCase()
  return key.length > 1 || written === value
}

const commonWords = new Set(
  'a an the and or of by per for from in on at to with who which that what when where how many much is are was were be do does did has have had not no i we you all any each every most least more less than other others average total sum count number top show list give find name names title as it its our us me yes'.split(
    ' ',
  ),
)

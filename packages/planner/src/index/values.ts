import type { Catalog, ColumnValues } from '../catalog.ts'
import { codes } from '../lexicon/codes.ts'
import { codesThatAreWords, countries } from '../lexicon/countries.ts'
import { formStem, lemma } from '../text/inflect.ts'
import type { Evidence } from './thing.ts'

/** Values of the catalog's columns, found by their text. */
export interface ValueIndex {
  /** Lower-case words joined by a blank; `written` is the asker's own spelling. */
  readonly find: (words: string, written: string) => readonly Evidence[]
  readonly words: ReadonlySet<string>
  /** Columns whose values are not all known. */
  readonly incomplete: (model: string, name: string) => boolean
  readonly knows: (model: string, name: string) => boolean
}

const MAX_WORDS = 8

/** Letters and digits of a value in lower case, words joined by one blank. */
export const normalise = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()

export function buildValues(catalog: Catalog): ValueIndex {
  const index = new Map<string, Evidence[]>()
  const words = new Set<string>()
  const put = (key: string, evidence: Evidence): void => {
    const list = index.get(key)
    if (!list) index.set(key, [evidence])
    else if (!list.some((other) => sameValue(other, evidence))) list.push(evidence)
  }
  for (const column of catalog.values) {
    for (const value of column.values) addValue(column, value, put)
    addSpellings(column, put)
    addCodes(column, put)
    addForms(column, put)
  }
  for (const key of index.keys())
    for (const word of key.split(' '))
      if (!key.startsWith('~') && (!key.includes(' ') || word.length > 4)) words.add(word)
  const incomplete = new Set(
    catalog.values
      .filter((column) => !column.complete)
      .map((column) => `${column.model}.${column.dimension}`),
  )
  const known = new Set(catalog.values.map((column) => `${column.model}.${column.dimension}`))
  return {
    find: (key, written) => (index.get(key) ?? []).filter((evidence) => believable(evidence, key, written)),
    words,
    incomplete: (model, name) => incomplete.has(`${model}.${name}`),
    knows: (model, name) => known.has(`${model}.${name}`),
  }
}

const sameValue = (a: Evidence, b: Evidence): boolean =>
  a.thing.kind === 'value' &&
  b.thing.kind === 'value' &&
  a.thing.model === b.thing.model &&
  a.thing.name === b.thing.name &&
  a.thing.value === b.thing.value

function addValue(column: ColumnValues, value: string, put: (key: string, evidence: Evidence) => void): void {
  const key = normalise(value)
  if (key === '' || key.split(' ').length > MAX_WORDS || column.dataType === 'boolean') return
  const thing = { kind: 'value', model: column.model, name: column.dimension, value } as const
  put(key, { thing, quality: 0.97, source: 'value' })
  const singular = key.split(' ').map(lemma).join(' ')
  if (singular !== key) put(singular, { thing, quality: 0.9, source: 'value' })
}

/** A country column answers to codes, names and demonyms alike. */
function addSpellings(column: ColumnValues, put: (key: string, evidence: Evidence) => void): void {
  const byKey = new Map(column.values.map((value) => [normalise(value), value]))
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
  const byKey = new Map(column.values.map((value) => [normalise(value), value]))
  for (const group of codes
    .filter((one) => one.column.test(column.dimension))
    .flatMap(({ words }) => words)) {
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

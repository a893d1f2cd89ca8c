import { expect, it } from 'vitest'
import type { Catalog, ColumnValues } from '../catalog.ts'
import { createNearWords } from './typos.ts'
import { buildValues } from './values.ts'

const column = (dimension: string, values: readonly string[]): ColumnValues => ({
  model: 'sales',
  dimension,
  dataType: 'string',
  values,
  complete: true,
})
const catalogOf = (...values: ColumnValues[]): Catalog => ({
  model: { semanticModels: [], metrics: [], timeSpines: [], savedQueries: [] },
  calendar: { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 },
  lexicon: { synonyms: [], ambiguous: [] },
  values,
  inlineMeasures: true,
  dataRange: null,
  examples: [],
})
const found = (key: string, ...values: ColumnValues[]) =>
  buildValues(catalogOf(...values))
    .find(key, key)
    .map(({ thing, quality }) => (thing.kind === 'value' ? `${thing.name}=${thing.value} ${quality}` : ''))

it('finds a value by its text and by its singular, in every column that has it', () => {
  const kinds = column('kind', ['Garden Tools', 'books'])
  const shelves = column('shelf', ['Books', 'garden-tools'])
  expect(found('garden tools', kinds, shelves)).toEqual(['kind=Garden Tools 0.97', 'shelf=garden-tools 0.97'])
  expect(found('book', kinds, shelves)).toEqual(['kind=books 0.9', 'shelf=Books 0.9'])
  expect(found('tool', kinds, shelves)).toEqual([])
})

it('offers a value once, however often its column lists it', () => {
  expect(found('oslo', column('city', ['Oslo', 'Oslo']))).toEqual(['city=Oslo 0.97'])
})

it('keeps apart ten thousand values that look alike', () => {
  const values = Array.from({ length: 10_000 }, (_, at) => `part ${at}`)
  const index = buildValues(catalogOf(column('part', values)))
  const alone = values.every((value) => index.find(value, value).length === 1)
  expect(alone).toBe(true)
  expect(index.find('part 10000', 'part 10000')).toEqual([])
})

it.each([
  ['germny', ['germany']],
  ['gremany', ['germany']],
  ['egrmany', ['germany']],
  ['norwai', ['norway']],
  ['xyzzyq', []],
  ['nor', []],
])('the words near %s', (word, near) => {
  expect(createNearWords(['germany', 'norway', 'denmark'])(word)).toEqual(near)
})

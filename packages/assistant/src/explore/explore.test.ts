import { emptyMetricsPlan } from '@numize/semantic'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Assistant } from '../assistant.ts'
import { type OpenProject, openProject, person } from '../testing/open-project.ts'

const FILES = {
  'numize.yml': 'name: ferries\nconnection: {type: files, path: data}\ntime_zone: UTC\nnow: clock\n',
  'models/crossing.yml': `semantic_models:
  - name: crossing
    model: ref('crossing')
    defaults: {agg_time_dimension: left_on}
    entities:
      - {name: crossing, type: primary, expr: id}
      - {name: harbour, type: foreign, expr: harbour_id}
    dimensions:
      - {name: left_on, type: time, type_params: {time_granularity: day}}
      - {name: captain, type: categorical, config: {meta: {numize: {pii: true}}}}
    measures:
      - {name: crossings, agg: sum, expr: "1", create_metric: true}
      - {name: fares, label: Fares, agg: sum, expr: gross, create_metric: true}
  - name: harbour
    model: ref('harbour')
    entities:
      - {name: harbour, type: primary, expr: id}
    dimensions:
      - {name: town, type: categorical, description: Where it lies}
      - {name: country, type: categorical}
`,
  'slices/north.yml': `name: north
audience: [north]
min_group_size: 1
metrics: [crossings]
hidden_dimensions: [harbour.country]
row_filters:
  - {model: harbour, where: "{{ Dimension('harbour__country') }} = 'NO'"}
`,
  'slices/all.yml':
    'name: all\naudience: [admin]\nmin_group_size: 1\npii: [{dimension: crossing.captain, mask: hash}]\n',
  'slices/few.yml': 'name: few\naudience: [careful]\nmin_group_size: 2\nraw_rows: false\n',
  'data/harbour.csv': 'id,town,country\n1,Bodø,NO\n2,Moss,NO\n3,Hirtshals,DK\n',
  'data/crossing.csv': [
    'id,left_on,captain,harbour_id,gross',
    '1,2026-01-10,Ann,1,100',
    '2,2026-02-11,Bob,2,50',
    '3,2026-02-20,Cy,3,30',
  ].join('\n'),
}
const boss = person('boss', ['admin'])
const northerner = person('nora', ['north'])

let project: OpenProject
let assistant: Assistant
beforeAll(async () => {
  project = await openProject(FILES, '2026-03-15T12:00:00Z')
  assistant = project.assistant()
})
afterAll(() => project[Symbol.asyncDispose]())

test('the catalog tells what a metric is, what it can be grouped by, and how tables lead to each other', async () => {
  const { metrics, models, dimensions, loaded } = await assistant.catalog(boss)
  const fares = metrics.find(({ name }) => name === 'fares')
  expect(fares).toMatchObject({
    label: 'Fares',
    models: ['crossing'],
    definition: 'sum of gross in crossing',
  })
  expect(fares?.place).toMatch(/^models\/crossing\.yml:\d+$/)
  expect(fares?.dimensions).toEqual(expect.arrayContaining(['crossing__left_on', 'harbour__town']))
  expect(models.find(({ name }) => name === 'crossing')).toMatchObject({
    joins: ['harbour'],
    metrics: ['crossings', 'fares'],
    origin: null,
  })
  expect(dimensions.find(({ path }) => path === 'harbour__town')).toMatchObject({
    description: 'Where it lies',
    kind: 'categorical',
    dataType: 'string',
  })
  expect(dimensions.find(({ path }) => path === 'crossing__captain')?.mask).toBe('hash')
  expect(loaded?.start).toMatch(/^2026-01-10/)
})

test('what is outside a slice is not in its catalog', async () => {
  const catalog = await assistant.catalog(northerner)
  expect(catalog.metrics.map(({ name }) => name)).toEqual(['crossings'])
  expect(JSON.stringify(catalog)).not.toMatch(/country|captain|fares/)
})

test('values to choose from are searched, sorted, and only those of rows one may see', async () => {
  const towns = (principal: typeof boss, search: string | null) =>
    assistant.values({ path: 'harbour__town', search, most: 10, principal })
  expect(await towns(boss, null)).toEqual(['Bodø', 'Hirtshals', 'Moss'])
  expect(await towns(northerner, null)).toEqual(['Bodø', 'Moss'])
  expect(await towns(boss, 'MO')).toEqual(['Moss'])
  expect(await towns(northerner, 'hirt')).toEqual([])
  const careful = person('cara', ['careful'])
  const countries = assistant.values({ path: 'harbour__country', search: null, most: 10, principal: careful })
  expect(await countries).toEqual(['NO'])
  await expect(
    assistant.values({ path: 'harbour__country', search: null, most: 10, principal: northerner }),
  ).rejects.toThrow('nothing is called harbour__country in your slice')
})

test('a plan made by hand is run and told, within the slice', async () => {
  const plan = {
    ...emptyMetricsPlan,
    metrics: [{ metric: 'crossings' }],
    groupBy: [{ dimension: 'harbour__town' }],
  }
  const { result, answer } = await assistant.run(plan, { principal: northerner })
  expect(result.rows).toEqual([
    ['Bodø', 1],
    ['Moss', 1],
    // a harbour that may not be seen has no name
    [null, 1],
  ])
  expect(answer.narrative.text).toContain('crossings')
  await expect(
    assistant.run({ ...plan, metrics: [{ metric: 'fares' }] }, { principal: northerner }),
  ).rejects.toThrow(/fares/)
  await expect(assistant.run({ kind: 'metrics' }, { principal: boss })).rejects.toThrow(/plan/)
})

import type { Catalog } from '@numize/planner'
import { loadProject } from '@numize/semantic'
import { describe, expect, it } from 'vitest'
import { briefCatalog } from './brief-catalog.ts'

const TABLES = 200

const fact = (at: number): string => `semantic_models:
  - name: fact_${at}
    model: ref('fact_${at}')
    defaults: {agg_time_dimension: day}
    entities:
      - {name: row_${at}, type: primary, expr: id}
      - {name: shop, type: foreign, expr: shop_id}
    dimensions:
      - {name: day, type: time, type_params: {time_granularity: day}}
${Array.from({ length: 8 }, (_, column) => `      - {name: trait_${at}_${column}, type: categorical}`).join('\n')}
    measures:
      - {name: amount_${at}, agg: sum, expr: amount, create_metric: true}
`
const shop = `semantic_models:
  - name: shop
    model: ref('shop')
    entities: [{name: shop, type: primary, expr: shop_id}]
    dimensions:
      - {name: town, type: categorical, description: "Where the shop stands."}
      - {name: manager, type: categorical, config: {meta: {numize: {pii: true}}}}
      - {name: etl_id, type: categorical, config: {meta: {numize: {hidden: true}}}}
`
const files: Readonly<Record<string, string>> = {
  'numize.yml': 'name: many\nconnection: {type: files, path: data}\n',
  'models/shop.yml': shop,
  ...Object.fromEntries(Array.from({ length: TABLES }, (_, at) => [`models/fact_${at}.yml`, fact(at)])),
}

function catalogOf(): Catalog {
  const { project, problems } = loadProject('/p', {
    list: () => Object.keys(files),
    read: (path) => files[path.slice(3)] ?? '',
  })
  if (!project) throw new Error(JSON.stringify(problems.slice(0, 3)))
  const column = (dimension: string, values: readonly string[]) =>
    ({ model: 'shop', dimension, dataType: 'string', values, complete: false }) as const
  return {
    model: project.model,
    calendar: project.calendar,
    lexicon: { synonyms: [{ phrase: 'takings', means: 'amount_117' }], ambiguous: [] },
    values: [
      column('town', [...Array.from({ length: 4_000 }, (_, at) => `Town ${at}`), 'Bad Homburg']),
      column('manager', ['Ann Carbone']),
    ],
    inlineMeasures: true,
    dataRange: null,
    examples: [],
  }
}

describe('what a language model is told of a large catalog', () => {
  const catalog = catalogOf()
  const brief = briefCatalog(catalog, 'takings: amount 117 by trait 117 3 of Ann Carbone in bad homburg')
  const text = JSON.stringify(brief)
  it('holds what the question is near to, with the models it is joined to', () => {
    expect(brief.metrics[0]).toEqual({ name: 'amount_117', of: ['fact_117'] })
    expect(text).toContain('row_117__trait_117_3')
    expect(brief.models.map(({ name }) => name)).toContain('shop')
    expect(brief.words).toEqual([{ phrase: 'takings', means: 'amount_117' }])
  })
  it('holds of many values only those the question says', () => {
    const town = brief.models
      .flatMap(({ dimensions }) => dimensions)
      .find(({ name }) => name === 'shop__town')
    expect(town?.values).toEqual(['Bad Homburg'])
  })
  it('is bounded', () => {
    expect(text.length).toBeLessThan(40_000)
  })
  it('holds neither personal data nor technical columns, though the question names them', () => {
    expect(text).not.toMatch(/manager|Carbone|etl_id/)
  })
})

import { expect, it } from 'vitest'
import { compile } from '../compile/compile.ts'
import { noPolicies } from '../compiled.ts'
import { emptyMetricsPlan } from '../plan.ts'
import { assembleDbt } from './assemble-dbt.ts'
import { chooseModels } from './choose-models.ts'
import { dbtContent } from './dbt-content.ts'
import { withOrigins } from './explain-origins.ts'
import { readDbtFile } from './read-dbt-file.ts'
import { freshness, modelId, runResults, shopManifest, testId } from './shop-manifest.ts'

const options = {
  dialect: 'duckdb',
  calendar: { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 },
  policies: noPolicies,
} as const

function originsOf(results: object, sources: object, plan: object) {
  const files = [shopManifest({ version: 12 }), results, sources].map((json) =>
    readDbtFile('f', JSON.stringify(json)),
  )
  const project = assembleDbt(files)
  const { model, record } = dbtContent(project, chooseModels(project, null), {
    from: 't',
    select: null,
    place: (relation) => ({ ...relation, database: null }),
  })
  return withOrigins(compile({ ...emptyMetricsPlan, ...plan }, model, options), record).explanation.origins
}

const bad = runResults(6, {
  [testId('not_null', 'orders', 'amount')]: 'fail',
  [testId('unique', 'orders', 'order_id')]: 'warn',
  [testId('relationships', 'orders', 'customer_id')]: 'error',
  [modelId('orders')]: 'error',
})

it('tells of each relation what it is built from and what is wrong with it', () => {
  expect(originsOf(bad, freshness('error'), { metrics: [{ metric: 'amount' }] })).toEqual([
    {
      relation: 'main.orders',
      model: 'orders',
      upstream: ['stg_orders'],
      sources: ['raw.orders'],
      problems: [
        'The dbt test unique on another column of orders warned for 2 rows on 2026-03-02.',
        'The dbt test not_null on orders.amount failed for 2 rows on 2026-03-02.',
        'The dbt test relationships on another column of orders could not run on 2026-03-02.',
        'dbt could not build orders on 2026-03-02: its rows are older than that.',
        'The source raw.orders behind orders is not fresh, last loaded on 2026-02-06.',
      ],
    },
  ])
})

it('tells of joined relations too, and of a count that reads no column', () => {
  const good = runResults(6, { [testId('not_null', 'orders', 'amount')]: 'pass' })
  const joined = originsOf(good, freshness('pass'), {
    metrics: [{ metric: 'amount' }],
    groupBy: [{ dimension: 'customer__country' }],
  })
  expect(joined?.map(({ model, problems }) => [model, problems])).toEqual([
    ['orders', []],
    ['customers', []],
  ])
  expect(
    originsOf(good, freshness('pass'), { metrics: [{ countOf: 'order' }] })?.map(({ model }) => model),
  ).toEqual(['orders'])
})

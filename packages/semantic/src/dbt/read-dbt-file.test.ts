import { expect, it } from 'vitest'
import { assembleDbt } from './assemble-dbt.ts'
import { chooseModels } from './choose-models.ts'
import { readDbtFile } from './read-dbt-file.ts'
import { catalog, freshness, modelId, runResults, shopManifest, testId } from './shop-manifest.ts'

const read = (json: object) => readDbtFile('file.json', JSON.stringify(json))
const VERSIONS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

it.each(VERSIONS)('reads the same project from manifest v%i', (version) => {
  const file = read(shopManifest({ version }))
  expect(file).toMatchObject({ kind: 'manifest', version, counts: { model: 3, test: 4, source: 1 } })
  const project = assembleDbt([file])
  const orders = project.nodes.find(({ id }) => id === modelId('orders'))
  expect(orders).toMatchObject({
    label: 'orders',
    relation: { database: 'warehouse', schema: 'main', name: 'orders' },
    parents: [modelId('stg_orders')],
  })
  expect(orders?.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'order_id integer',
    'customer_id integer',
    'ordered_at timestamp',
    'amount decimal',
    'status string',
  ])
  expect(project.tests.map(({ kind, nodes, column }) => `${kind} ${nodes[0]}.${column}`)).toEqual([
    `unique ${modelId('orders')}.order_id`,
    `not_null ${modelId('orders')}.amount`,
    `relationships ${modelId('orders')}.customer_id`,
    `unique ${modelId('customers')}.customer_id`,
  ])
  expect(project.tests[2]?.references).toEqual({ node: modelId('customers'), column: 'customer_id' })
})

it.each([1, 2, 3, 4, 5, 6])('takes the state of tests from run results v%i', (version) => {
  const results = read(
    runResults(version, { [testId('not_null', 'orders', 'amount')]: 'fail', [modelId('orders')]: 'error' }),
  )
  const project = assembleDbt([read(shopManifest({ version: 12 })), results])
  expect(project.tests.map(({ state }) => state?.status ?? null)).toEqual([null, 'fail', null, null])
  expect(project.nodes.find(({ id }) => id === modelId('orders'))?.lastRun).toEqual({
    status: 'error',
    at: '2026-03-02T00:00:00Z',
  })
})

it('takes types from the catalog, whatever the case of its names, and freshness from sources.json', () => {
  const types = catalog({
    orders: {
      ORDER_ID: 'NUMBER(38,0)',
      AMOUNT: 'NUMBER(10,2)',
      PAID: 'Nullable(UInt8)',
      TAGS: 'ARRAY<STRING>',
    },
  })
  const project = assembleDbt([read(shopManifest({ version: 12 })), read(types), read(freshness('warn'))])
  const orders = project.nodes.find(({ id }) => id === modelId('orders'))
  expect(orders?.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'ORDER_ID integer',
    'AMOUNT decimal',
    'PAID integer',
    'TAGS other',
  ])
  expect(project.nodes.find(({ kind }) => kind === 'source')?.freshness).toMatchObject({ status: 'warn' })
})

it.each([
  ['nothing', '', /it is empty/],
  ['a file cut off', JSON.stringify(shopManifest({ version: 12 })).slice(0, 900), /cut off in the middle/],
  ['something else', '{"a": 1}', /does not say its dbt_schema_version/],
  ['a list', '[]', /no artifact of dbt/],
  [
    'a version to come',
    JSON.stringify(shopManifest({ version: 13 })),
    /manifest v13, and Numize reads v1 to v12/,
  ],
  ['version 0', JSON.stringify(shopManifest({ version: 0 })), /reads v1 to v12/],
  [
    'another artifact',
    '{"metadata": {"dbt_schema_version": "https://x/semantic/v1.json"}}',
    /holds nothing Numize reads/,
  ],
  [
    'a manifest without nodes',
    '{"metadata": {"dbt_schema_version": "https://x/manifest/v12.json"}}',
    /nodes is not what dbt writes there/,
  ],
  [
    'a node without a name',
    '{"metadata": {"dbt_schema_version": "https://x/manifest/v12.json"}, "nodes": {"model.a.b": {"resource_type": "model", "unique_id": "model.a.b"}}}',
    /name is not what dbt writes/,
  ],
  ['nesting without end', '['.repeat(200_000), /not JSON/],
])('refuses %s with one sentence', (_, text, sentence) => {
  expect(() => readDbtFile('target/manifest.json', text)).toThrow(sentence)
  expect(() => readDbtFile('target/manifest.json', text)).toThrow(
    /^target\/manifest\.json cannot be imported: [^\n]+\.$/,
  )
})

it('says what is missing without a manifest', () => {
  expect(() => assembleDbt([read(freshness('pass'))])).toThrow(/no manifest\.json/)
})

it('goes through circles, names used twice and names that are traps', () => {
  const twin = {
    ...(shopManifest({ version: 12 })['nodes'] as Record<string, object>)[modelId('orders')],
    unique_id: 'model.other.orders',
    package_name: 'other',
  }
  const project = assembleDbt([
    read(
      shopManifest({
        version: 12,
        nodes: {
          [modelId('stg_orders')]: {
            depends_on: { nodes: [modelId('orders'), modelId('stg_orders'), 'model.gone'] },
          },
          'model.other.orders': twin,
          [modelId('__proto__')]: {
            unique_id: modelId('__proto__'),
            resource_type: 'model',
            name: '__proto__',
            package_name: 'shop',
            schema: 'main',
            path: 'marts/p.sql',
          },
        },
      }),
    ),
  ])
  expect(project.nodes.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['shop.orders', 'other.orders', '__proto__']),
  )
  expect(
    chooseModels(project, null)
      .filter(({ isChosen }) => isChosen)
      .map(({ node }) => node.label),
  ).toEqual(['shop.orders', 'customers', '__proto__'])
})

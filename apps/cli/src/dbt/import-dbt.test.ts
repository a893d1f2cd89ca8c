import { readFileSync, renameSync } from 'node:fs'
import { emptyListPlan, emptyMetricsPlan } from '@numize/semantic'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testShell } from '../testing/test-shell.ts'

const SLOW_MS = 180_000
const shell = testShell('2026-04-10T12:00:00Z')
let made: { code: number; out: string; err: string }
const { path } = shell
const write = (name: string, content: string | object): string =>
  shell.write(name, typeof content === 'string' ? content : JSON.stringify(content))
const text = (name: string) => readFileSync(path(name), 'utf8')

const numize = (...argv: string[]) => shell.run(argv)

const node = (name: string, more: object) => ({
  unique_id: `model.shop.${name}`,
  resource_type: 'model',
  name,
  package_name: 'shop',
  database: 'warehouse',
  schema: 'analytics',
  alias: name,
  columns: {},
  config: { materialized: 'table' },
  ...more,
})
const test = (kind: string, table: string, column: string, more: object = {}) => ({
  unique_id: `test.shop.${kind}_${table}_${column}`,
  resource_type: 'test',
  name: `${kind}_${table}_${column}`,
  attached_node: `model.shop.${table}`,
  column_name: column,
  depends_on: { nodes: [`model.shop.${table}`] },
  test_metadata: { name: kind, kwargs: { column_name: column, ...more } },
})

function manifest(amount: string, more: readonly { unique_id: string }[] = []) {
  const nodes = [
    node('stg_orders', { path: 'staging/stg_orders.sql', depends_on: { nodes: ['source.shop.raw.orders'] } }),
    node('orders', {
      path: 'marts/orders.sql',
      columns: { amount: { name: 'amount', description: amount } },
      depends_on: { nodes: ['model.shop.stg_orders'] },
    }),
    node('customers', { path: 'marts/customers.sql' }),
    test('unique', 'orders', 'order_id'),
    test('not_null', 'orders', 'amount'),
    test('unique', 'customers', 'customer_id'),
    test('relationships', 'orders', 'customer_id', { to: "ref('customers')", field: 'customer_id' }),
    ...more,
  ]
  return {
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
      dbt_version: '1.10.0',
      generated_at: '2026-04-01T00:00:00Z',
      project_name: 'shop',
      adapter_type: 'duckdb',
    },
    nodes: Object.fromEntries(nodes.map((one) => [one.unique_id, one])),
    sources: {
      'source.shop.raw.orders': node('raw_orders', {
        unique_id: 'source.shop.raw.orders',
        resource_type: 'source',
      }),
    },
  }
}

afterAll(() => shell.close())

beforeAll(async () => {
  write(
    'data/orders.csv',
    'order_id,customer_id,ordered_at,amount\n1,1,2026-01-03,10.5\n2,1,2026-02-03,20\n3,2,2026-02-05,5\n',
  )
  write('data/customers.csv', 'customer_id,country\n1,FR\n2,DE\n')
  write('data/stg_orders.csv', 'order_id,secret\n1,hush\n')
  write('target/manifest.json', manifest('What was paid.'))
  write('target/run_results.json', {
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/run-results/v6.json',
      generated_at: '2026-04-02T00:00:00Z',
    },
    results: [{ unique_id: 'test.shop.not_null_orders_amount', status: 'fail', failures: 2 }],
  })
  made = await numize('init', '--dbt', path('target'), '--source', path('data'), path('shop'))
}, SLOW_MS)

describe('a project made of dbt', { timeout: SLOW_MS }, () => {
  it('tells which models are for people, and why', () => {
    expect(made.code).toBe(0)
    expect(made.out).toMatch(
      /2 of 3 dbt models are for people[^]*\+ orders +it lies in the folder marts[^]*- stg_orders +its name begins with stg_/,
    )
    expect(made.err).toContain('2 semantic models are proposals')
  })

  it('checks, and answers questions over a join that a dbt test declares', async () => {
    expect(await numize('check', path('shop'))).toMatchObject({ code: 0, err: '' })
    const { out } = await numize('ask', 'total amount by country', '--project', path('shop'), '--json')
    expect(JSON.parse(out)).toMatchObject({
      status: 'answered',
      rows: [
        ['FR', 30.5],
        ['DE', 5],
      ],
      caveats: ['The dbt test not_null on orders.amount failed for 2 rows on 2026-04-02.'],
      explanation: {
        origins: [
          { model: 'orders', upstream: ['stg_orders'], sources: ['raw.orders'] },
          { model: 'customers' },
        ],
      },
    })
  })

  it('explains lineage without running', async () => {
    const file = write('plan.json', { ...emptyMetricsPlan, metrics: [{ countOf: 'order' }] })
    const { out } = await numize('query', file, '--project', path('shop'), '--explain', '--json')
    expect((JSON.parse(out) as { explanation: { origins: unknown[] } }).explanation.origins).toMatchObject([
      { model: 'orders', upstream: ['stg_orders'], sources: ['raw.orders'] },
    ])
  })

  it('knows no model that was not chosen, though its rows lie beside the others', async () => {
    const asked = await numize('ask', 'list stg orders with secret', '--project', path('shop'), '--json')
    expect(JSON.parse(asked.out)).toMatchObject({ status: 'refused' })
    const file = write('inner.json', emptyListPlan('stg_orders'))
    expect(await numize('query', file, '--project', path('shop'))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/stg_orders/),
    })
  })

  it('shows what changed in dbt, keeps what was edited, and writes only when told', async () => {
    const edited = text('shop/models/customers.yml').replace('label: Country', 'label: Land # as sales says')
    write('shop/models/customers.yml', edited)
    write(
      'target/manifest.json',
      manifest('What was paid, in EUR.', [test('accepted_values', 'customers', 'country')]),
    )
    const shown = await numize('init', '--dbt', path('target'), path('shop'))
    expect(shown.code).toBe(0)
    expect(shown.out).toMatch(
      /changed +customers\n +test accepted_values\(country\) added[^]*changed +orders\n +column amount: description changed[^]*changed +semantic model orders in models\/orders\.yml[^]*kept +semantic model customers \(models\/customers\.yml:\d+\), as you edited it[^]*Nothing is written yet/,
    )
    expect(text('shop/models/orders.yml')).not.toContain('in EUR')
    expect((await numize('init', '--dbt', path('target'), '--apply', path('shop'))).out).toMatch(
      /2 files written/,
    )
    expect(text('shop/models/orders.yml')).toContain('in EUR')
    expect(text('shop/models/customers.yml')).toBe(edited)
    expect((await numize('init', '--dbt', path('target'), path('shop'))).out).toMatch(/Nothing changed\.\n$/)
  })

  it('proposes nothing new from names alone where it once saw the data', async () => {
    renameSync(path('data'), path('elsewhere'))
    const lost = await numize('init', '--dbt', path('target'), '--apply', path('shop'))
    renameSync(path('elsewhere'), path('data'))
    expect(lost).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/no such file/i) })
  })

  it('does not write what would break a slice', async () => {
    write('shop/slices/people.yml', 'name: people\nmodels: [orders]\n')
    const { code, err } = await numize(
      'init',
      '--dbt',
      path('target'),
      '--models',
      'customers',
      '--apply',
      path('shop'),
    )
    expect(code).toBe(2)
    expect(err).toMatch(/Nothing is written[^]*slices\/people\.yml:1: slice people: unknown model: orders/)
    expect(text('shop/models/orders.yml')).toContain('in EUR')
  })
})

describe('an import that cannot be', { timeout: SLOW_MS }, () => {
  it.each([
    ['neither data nor dbt', ['init', 'NEW'], /--from FILE \(data\) or --dbt TARGET/],
    ['a folder that is not there', ['init', '--dbt', '/nowhere', 'NEW'], /no such file: \/nowhere/],
    [
      'a folder without a manifest',
      ['init', '--dbt', 'DATA', 'NEW'],
      /no manifest\.json and no semantic_manifest\.json/,
    ],
    [
      'a name nobody has',
      ['init', '--dbt', 'TARGET', '--models', 'ordrs', 'NEW'],
      /No dbt model is chosen by ordrs\. Did you mean orders/,
    ],
    ['a folder with other things', ['init', '--dbt', 'TARGET', 'DATA'], /is not empty/],
  ])('%s is told in one sentence', async (_, argv, sentence) => {
    const places: Record<string, string> = { NEW: path('new'), DATA: path('data'), TARGET: path('target') }
    const { code, err } = await numize(...argv.map((word) => places[word] ?? word))
    expect(err.trim()).toMatch(sentence)
    expect(code).toBe(2)
  })
})

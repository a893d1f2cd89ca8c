import { expect, it } from 'vitest'
import { compile } from '../compile/compile.ts'
import { noPolicies } from '../compiled.ts'
import { discoveredProject } from '../discover/discovered-project.ts'
import { loadProject } from '../load/load-project.ts'
import { emptyListPlan, emptyMetricsPlan } from '../plan.ts'
import { assembleDbt } from './assemble-dbt.ts'
import { chooseModels } from './choose-models.ts'
import { dbtContent } from './dbt-content.ts'
import { dbtProjectFiles } from './plan-import.ts'
import { readDbtFile } from './read-dbt-file.ts'
import { columns, model, modelId, type ShopOptions, shopManifest } from './shop-manifest.ts'

/** What an import writes, read back as a person's next command would. */
function imported(options: Partial<ShopOptions> = {}, select: readonly string[] | null = null) {
  const project = assembleDbt([readDbtFile('m', JSON.stringify(shopManifest({ version: 12, ...options })))])
  const content = dbtContent(project, chooseModels(project, select), {
    from: '../target',
    select,
    place: (relation) => ({ ...relation, database: null }),
  })
  const files = dbtProjectFiles(
    discoveredProject('shop', content.model, { connection: { kind: 'duckdb', path: 'w.duckdb' }, dir: '/p' }),
    content,
  )
  const { project: loaded, problems } = loadProject('/p', {
    list: () => [...files.keys()],
    read: (path) => files.get(path.replace('/p/', '')) ?? '',
  })
  expect(problems).toEqual([])
  if (!loaded) throw new Error('no project')
  return { project: loaded, content, files }
}

const named = <T extends { readonly name: string }>(all: readonly T[], name: string) =>
  all.find((one) => one.name === name)

const options = {
  dialect: 'duckdb',
  calendar: { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 },
  policies: noPolicies,
} as const

it('proposes semantic models with keys and joins from tests, words from descriptions, and marks them', () => {
  const { project, files } = imported()
  const orders = named(project.model.semanticModels, 'orders')
  expect(orders).toMatchObject({
    name: 'orders',
    description: 'One row per order.',
    relation: { database: null, schema: 'main', name: 'orders' },
    defaultTimeDimension: 'ordered_at',
    extras: { proposed: true },
  })
  expect(orders?.entities.map(({ name, kind, expr }) => `${kind} ${name} = ${expr}`)).toEqual([
    'primary order = order_id',
    'foreign customer = customer_id',
  ])
  expect(files.get('models/orders.yml')).toContain('numize: {proposed: true}')
  const plan = {
    ...emptyMetricsPlan,
    metrics: [{ metric: 'amount' }],
    groupBy: [{ dimension: 'customer__country' }],
  }
  expect(compile(plan, project.model, options).stages[0]?.sql).toMatch(/JOIN main\.customers/)
})

it('keeps everything that was not chosen out of reach: the names do not exist', () => {
  const { project, files } = imported({}, ['customers'])
  expect(project.model.semanticModels.map(({ name }) => name)).toEqual(['customers'])
  for (const name of ['orders', 'stg_orders']) {
    expect(() => compile(emptyListPlan(name), project.model, options)).toThrow(/Unknown|unknown/)
    expect(() =>
      compile({ ...emptyMetricsPlan, metrics: [{ metric: 'amount' }] }, project.model, options),
    ).toThrow(/Unknown metric: amount/)
  }
  expect(
    [...files].filter(([path]) => path !== 'dbt.json').some(([, text]) => text.includes('stg_orders')),
  ).toBe(false)
})

const authored = {
  semantic_models: {
    'semantic_model.shop.orders': {
      name: 'orders',
      node_relation: { alias: 'orders', schema_name: 'main', database: 'warehouse' },
      defaults: { agg_time_dimension: 'ordered_at' },
      entities: [
        { name: 'order_id', type: 'primary' },
        { name: 'buyer', type: 'foreign', expr: 'customer_id' },
      ],
      dimensions: [{ name: 'ordered_at', type: 'time', type_params: { time_granularity: 'day' } }],
      measures: [{ name: 'revenue', agg: 'sum', expr: 'amount', create_metric: true }],
    },
    'semantic_model.shop.staged': {
      name: 'staged',
      node_relation: { alias: 'stg_orders', schema_name: 'main' },
      primary_entity: 'staged',
      measures: [{ name: 'staged_rows', agg: 'count', expr: '1' }],
    },
  },
  metrics: {
    'metric.shop.staged_count': {
      name: 'staged_count',
      type: 'simple',
      type_params: { measure: { name: 'staged_rows' } },
    },
    'metric.shop.share': {
      name: 'share',
      type: 'ratio',
      type_params: { numerator: { name: 'staged_count' }, denominator: { name: 'revenue' } },
    },
    'metric.shop.broken': { name: 'broken', type: 'simple', type_params: {} },
    'metric.shop.odd': { name: 'odd', type: 'sorcery', type_params: {} },
  },
}

it('imports what is authored and proposes only what is not; what stands on unchosen models is told and left out', () => {
  const { project, content } = imported({ more: authored }, ['orders', 'customers'])
  expect(
    project.model.semanticModels.map(({ name, extras }) => `${name} ${extras['proposed'] === true}`),
  ).toEqual(['customers true', 'orders false'])
  expect(project.model.metrics.map(({ name }) => name)).toEqual(['revenue'])
  expect(content.notes.join('\n')).toMatch(
    /metric broken is left out[^]*metric odd is left out[^]*models that are not chosen are left out: staged\.[^]*staged_count is left out[^]*share is left out/,
  )
})

it('reads metrics that carry their own aggregation, and metrics of those', () => {
  const inline = (agg: string, expr: string) => ({
    semantic_model: 'orders',
    agg,
    expr,
    agg_time_dimension: 'ordered_at',
  })
  const { project } = imported({
    more: {
      semantic_models: {
        'semantic_model.shop.orders': {
          ...authored.semantic_models['semantic_model.shop.orders'],
          measures: [],
        },
      },
      metrics: {
        a: {
          name: 'paid',
          type: 'simple',
          type_params: { metric_aggregation_params: inline('sum', 'amount'), fill_nulls_with: 0 },
          filter: {
            where_filters: [{ where_sql_template: "{{ Dimension('order_id__ordered_at') }} > '2026-01-01'" }],
          },
        },
        b: {
          name: 'paid_so_far',
          type: 'cumulative',
          type_params: {
            cumulative_type_params: { metric: { name: 'paid' }, window: { count: 7, granularity: 'day' } },
          },
        },
      },
    },
  })
  expect([named(project.model.metrics, 'paid'), named(project.model.metrics, 'paid_so_far')]).toMatchObject([
    { name: 'paid', kind: 'simple', input: { measure: 'paid', fillNullsWith: 0 } },
    {
      name: 'paid_so_far',
      kind: 'cumulative',
      input: { measure: 'paid' },
      window: { count: 7, grain: 'day' },
    },
  ])
})

it('takes over metrics of the spec before 1.6, on the models they name', () => {
  const metric = (name: string, more: object) => ({
    [`metric.shop.${name}`]: {
      name,
      label: name,
      model: "ref('orders')",
      depends_on: { nodes: [modelId('orders')] },
      dimensions: ['status'],
      filters: [],
      timestamp: 'ordered_at',
      time_grains: ['day'],
      ...more,
    },
  })
  const { project, content } = imported({
    version: 7,
    more: {
      metrics: {
        ...metric('paid_total', {
          calculation_method: 'sum',
          expression: 'amount',
          filters: [{ field: 'status', operator: '=', value: "'paid'" }],
        }),
        ...metric('order_rows', { calculation_method: 'count', expression: '*' }),
        ...metric('per_order', {
          calculation_method: 'derived',
          expression: "{{metric('paid_total')}} / {{metric('order_rows')}}",
          model: null,
          depends_on: { nodes: [] },
        }),
        ...metric('magic', { calculation_method: 'guess', expression: 'amount' }),
      },
    },
  })
  const plan = { ...emptyMetricsPlan, metrics: [{ metric: 'paid_total' }, { metric: 'per_order' }] }
  expect(compile(plan, project.model, options).stages[0]?.sql).toMatch(/status = 'paid'/)
  expect(content.notes).toContain('The metric magic is left out: its method guess is not one we know.')
})

it('joins a model to the mart that is built on the staging model its test names', () => {
  const { project } = imported({
    nodes: {
      [modelId('stg_customers')]: model(12, 'stg_customers', { path: 'staging/stg_customers.sql' }),
      [modelId('customers')]: { depends_on: { nodes: [modelId('stg_customers')] } },
      'test.shop.relationships_orders_customer_id': {
        depends_on: { nodes: [modelId('stg_customers'), modelId('orders')] },
        test_metadata: {
          name: 'relationships',
          kwargs: { to: "ref('stg_customers')", field: 'customer_id', column_name: 'customer_id' },
        },
      },
    },
  })
  expect(
    named(project.model.semanticModels, 'orders')?.entities.map(({ kind, name }) => `${kind} ${name}`),
  ).toContain('foreign customer')
})

it('gives models a file each, also where their names differ in signs alone', () => {
  const semantic = (name: string, alias: string) => ({
    [`semantic_model.shop.${alias}`]: {
      name,
      node_relation: { alias, schema_name: 'main' },
      primary_entity: alias,
    },
  })
  const { project, files } = imported({
    more: { semantic_models: { ...semantic('a.b', 'orders'), ...semantic('A b', 'customers') } },
  })
  expect([...files.keys()]).toEqual(expect.arrayContaining(['models/a_b.yml', 'models/A_b_2.yml']))
  expect(project.model.semanticModels.map(({ name }) => name).toSorted()).toEqual(['A b', 'a.b'])
})

it('marks personal data that dbt tags, also on authored dimensions', () => {
  const tagged = {
    ...columns({ order_id: 'integer', ordered_at: 'timestamp' }),
    note: { name: 'note', data_type: 'text', tags: ['pii'], description: '', meta: {} },
  }
  const { project } = imported({ nodes: { [modelId('orders')]: { columns: tagged } } })
  expect(
    named(project.model.semanticModels, 'orders')?.dimensions.find(({ name }) => name === 'note')?.extras,
  ).toMatchObject({ pii: true })
})

it('can count the rows of a model of which no column is known, and says so', () => {
  const { content } = imported({
    nodes: { [modelId('orders')]: { columns: {} }, [modelId('customers')]: { columns: {} } },
  })
  expect(content.notes.join(' ')).toMatch(
    /No columns are known of orders, customers: their rows can only be counted\. Run `dbt docs generate`/,
  )
})

it('takes fifty marts out of two thousand models that go round in circles', () => {
  const many = Array.from({ length: 2000 }, (_, at) =>
    model(12, `m${at}`, {
      path: at % 40 === 0 ? `marts/m${at}.sql` : `staging/m${at}.sql`,
      columns: columns({ [`m${at}_id`]: 'integer', [`m${(at + 40) % 2000}_id`]: 'integer', name: 'text' }),
      depends_on: { nodes: [modelId(`m${(at + 1) % 2000}`), modelId(`m${(at * 3) % 2000}`)] },
    }),
  )
  const { content } = imported({
    nodes: {
      ...Object.fromEntries(many.map((one) => [one.unique_id, one])),
      [modelId('orders')]: null,
      [modelId('customers')]: null,
    },
  })
  expect(content.model.semanticModels).toHaveLength(50)
  expect(content.model.semanticModels[0]?.entities.map(({ kind }) => kind)).toEqual(['primary', 'foreign'])
  expect(Object.keys(content.record.upstream)).toHaveLength(2000)
})

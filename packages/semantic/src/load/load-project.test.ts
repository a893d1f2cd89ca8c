import { expect, it } from 'vitest'
import type { Project } from '../project.ts'
import { type LoadedProject, loadProject } from './load-project.ts'

const NUMIZE_YML = `name: shop
label: The shop
time_zone: Europe/Berlin
week_start: sunday
fiscal_year_start: april
now: data
connection: {type: files, path: ./data}
examples: [How much did we sell last month?]
`

const ORDERS = `semantic_model:
  name: orders
  label: Orders
  model: ref('fct_orders')
  defaults:
    agg_time_dimension: ordered_at
  entities:
    - name: order
      type: primary
      expr: order_id
    - name: customer
      type: foreign
      expr: customer_id
  dimensions:
    - name: ordered_at
      type: time
      type_params:
        time_granularity: day
    - name: status
      type: categorical
      config:
        meta:
          numize:
            synonyms: [state]
    - name: price
      type: categorical
      meta: {numize: {unit: USD, aggregations: [average, max]}}
  measures:
    - name: revenue
      agg: sum
      expr: amount_cents * 0.01
      create_metric: true
      config: {meta: {numize: {unit: EUR, up_is_good: true, synonyms: [sales, turnover]}}}
    - name: order_count
      agg: sum
      expr: 1
---
metric:
  name: orders
  type: simple
  type_params: {measure: order_count}
---
metric:
  name: average_order_value
  label: AOV
  type: ratio
  type_params:
    numerator: {name: revenue, filter: "{{ Dimension('order__status') }} = 'paid'"}
    denominator: orders
---
metric:
  name: revenue_growth
  type: derived
  type_params:
    expr: revenue - before
    metrics:
      - revenue
      - name: revenue
        alias: before
        offset_window: 1 month
---
metric:
  name: revenue_last_week
  type: cumulative
  type_params:
    measure: revenue
    cumulative_type_params:
      window: {count: 7, granularity: day}
`

const MARKETING = `name: marketing
audience: [marketer]
metrics: [revenue]
hidden_dimensions: [orders.status]
row_filters:
  - model: orders
    where: "{{ Dimension('order__status') }} = {{ user('status') }}"
pii: [{dimension: orders.price, mask: hash}]
inline_measures: false
`

const GOOD: Readonly<Record<string, string>> = {
  'numize.yml': NUMIZE_YML,
  'models/orders.yml': ORDERS,
  'slices/marketing.yml': MARKETING,
  'lexicon.yml':
    'synonyms: [{phrase: takings, means: revenue}]\nambiguous: [{phrase: size, choices: [revenue, orders]}]\n',
}

const load = (files: Readonly<Record<string, string>>): LoadedProject =>
  loadProject('/shop', {
    list: () => Object.keys(files),
    read: (path) => files[path.replace('/shop/', '')] ?? '',
  })

const told = (files: Readonly<Record<string, string>>): readonly string[] =>
  load(files).problems.map(({ file, line, message }) => `${file}:${line}: ${message}`)

/** The good project with one text of a file replaced. */
const broken = (file: string, from: string, to: string): readonly string[] => {
  expect(GOOD[file]).toContain(from)
  return told({ ...GOOD, [file]: (GOOD[file] ?? '').replace(from, to) })
}

it('reads a whole project', () => {
  const { project, problems } = load(GOOD)
  expect(problems).toEqual([])
  const shop = project as Project
  expect(shop.calendar).toEqual({ timeZone: 'Europe/Berlin', weekStart: 'sunday', fiscalYearStartMonth: 4 })
  expect(shop.connection).toEqual({ kind: 'files', path: './data' })
  expect(shop.model.metrics.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
    'orders: simple',
    'average_order_value: ratio',
    'revenue_growth: derived',
    'revenue_last_week: cumulative',
    'revenue: simple',
  ])
  expect(shop.model.metrics.at(-1)?.extras).toEqual({
    unit: { kind: 'money', currency: 'EUR' },
    upIsGood: true,
    synonyms: ['sales', 'turnover'],
  })
  expect(shop.model.semanticModels[0]?.dimensions[2]).toMatchObject({
    extras: { unit: { kind: 'money', currency: 'USD' }, aggregations: ['average', 'max'] },
    place: { file: 'models/orders.yml', line: 25 },
  })
  expect(shop.slices[0]).toMatchObject({
    name: 'marketing',
    models: null,
    metrics: ['revenue'],
    inlineMeasures: false,
  })
  expect(shop.lexicon.ambiguous).toEqual([{ phrase: 'size', choices: ['revenue', 'orders'] }])
})

it('freezes the model, and changes the version with the meaning only', () => {
  const version = (model: string): string | undefined =>
    load({ ...GOOD, 'models/orders.yml': model }).project?.version
  expect(Object.isFrozen(load(GOOD).project?.model.metrics[0])).toBe(true)
  expect(version(`# a remark\n${ORDERS}`)).toBe(version(ORDERS))
  expect(version(ORDERS.replace('* 0.01', '* 0.02'))).not.toBe(version(ORDERS))
})

it('says where there is no project', () => {
  const message = 'no numize.yml in /shop: is this a Numize project? Create one with `npx numize init`.'
  const unreadable = loadProject('/shop', {
    list: () => {
      throw new Error('ENOENT')
    },
    read: () => '',
  })
  expect(unreadable).toEqual({
    project: null,
    problems: [{ severity: 'error', file: 'numize.yml', line: 0, message }],
  })
  expect(told({ 'README.md': '' })).toEqual([`numize.yml:0: ${message}`])
})

it.each([
  [
    'numize.yml',
    'time_zone: Europe/Berlin',
    'time_zone: Berlin',
    'numize.yml:3: unknown time_zone: Berlin. Use an IANA name, like Europe/Berlin or UTC.',
  ],
  [
    'numize.yml',
    'week_start: sunday',
    'week_start: sun',
    'numize.yml:4: unknown week_start of numize.yml: sun. Did you mean sunday?',
  ],
  ['numize.yml', 'april', '13', 'numize.yml:5: fiscal_year_start is a month, 1 to 12 or its name, not 13.'],
  [
    'numize.yml',
    'now: data',
    'now: yesterday',
    'numize.yml:6: now must be clock, data, or a date like 2025-06-30, not yesterday.',
  ],
  [
    'numize.yml',
    'type: files',
    'type: mysql',
    'numize.yml:7: unknown type of connection: mysql. Use files, duckdb, sqlite, postgres, clickhouse, bigquery.',
  ],
  ['numize.yml', 'name: shop', 'nam: shop', 'numize.yml:1: unknown key: nam. Did you mean name?'],
  [
    'models/orders.yml',
    'agg_time_dimension: ordered_at',
    'agg_time_dimenson: ordered_at',
    'models/orders.yml:6: unknown key: agg_time_dimenson. Did you mean agg_time_dimension?',
  ],
  [
    'models/orders.yml',
    'agg_time_dimension: ordered_at',
    'agg_time_dimension: order_at',
    'models/orders.yml:2: semantic model orders: unknown agg_time_dimension: order_at. Did you mean ordered_at?',
  ],
  [
    'models/orders.yml',
    'agg_time_dimension: ordered_at',
    'agg_time_dimension: status',
    'models/orders.yml:2: semantic model orders: agg_time_dimension status is not a time dimension.',
  ],
  [
    'models/orders.yml',
    'type: primary',
    'type: primry',
    'models/orders.yml:9: unknown type of entity order: primry. Did you mean primary?',
  ],
  [
    'models/orders.yml',
    'create_metric: true',
    'create_metric: maybe',
    'models/orders.yml:32: create_metric of measure revenue must be true or false, not the text maybe.',
  ],
  [
    'models/orders.yml',
    'agg: sum',
    'agg: add',
    'models/orders.yml:30: unknown agg of measure revenue: add. Use sum, min, max, average, count, count_distinct, sum_boolean, median, percentile.',
  ],
  [
    'models/orders.yml',
    'name: status',
    'name: ordered_at',
    'models/orders.yml:19: duplicate name in semantic model orders: ordered_at. It is already defined in models/orders.yml, line 15.',
  ],
  [
    'models/orders.yml',
    'measure: order_count',
    'measure: order_cont',
    'models/orders.yml:39: metric orders uses an unknown measure: order_cont. Did you mean order_count?',
  ],
  [
    'models/orders.yml',
    'denominator: orders',
    'denominator: order',
    'models/orders.yml:44: metric average_order_value uses an unknown metric: order. Did you mean orders or average_order_value?',
  ],
  [
    'models/orders.yml',
    'order__status',
    'order__stats',
    'models/orders.yml:44: the filter of metric average_order_value uses an unknown dimension: stats. Did you mean status?',
  ],
  [
    'models/orders.yml',
    'order__status',
    'ordr__status',
    'models/orders.yml:44: the filter of metric average_order_value uses an unknown entity: ordr. Did you mean order?',
  ],
  [
    'models/orders.yml',
    'type: cumulative',
    'type: cumulativ',
    'models/orders.yml:64: unknown type of metric revenue_last_week: cumulativ. Did you mean cumulative?',
  ],
  [
    'models/orders.yml',
    'offset_window: 1 month',
    'offset_window: a month',
    'models/orders.yml:60: offset_window of a metric of metric revenue_growth must be a count and a grain, like "7 days", not a month.',
  ],
  [
    'models/orders.yml',
    "filter: \"{{ Dimension('order__status') }} = 'paid'\"",
    'filter: {a: b}',
    'models/orders.yml:48: filter of numerator of metric average_order_value must be a text, not a mapping. Put quotes around a text that starts with {{.',
  ],
  [
    'slices/marketing.yml',
    'metrics: [revenue]',
    'metrics: [revenu]',
    'slices/marketing.yml:1: slice marketing: unknown metric: revenu. Did you mean revenue, revenue_growth or revenue_last_week?',
  ],
  [
    'slices/marketing.yml',
    'orders.price',
    'orders.prise',
    'slices/marketing.yml:1: slice marketing: unknown dimension: orders.prise. Did you mean orders.price?',
  ],
  [
    'slices/marketing.yml',
    'model: orders',
    'model: order',
    'slices/marketing.yml:1: slice marketing: unknown model: order. Did you mean orders?',
  ],
  ['lexicon.yml', 'synonyms:', 'synonims:', 'lexicon.yml:1: unknown key: synonims. Did you mean synonyms?'],
])('%s: %s → %s', (file, from, to, problem) => expect(broken(file, from, to)).toContain(problem))

it('tells of broken YAML at its line and still reads the rest', () => {
  const problems = told({ ...GOOD, 'models/more.yml': 'metric:\n  name: x\n   type: simple\n' })
  expect(problems[0]).toMatch(/^models\/more\.yml:2: this is not valid YAML: /)
  expect(broken('numize.yml', 'week_start: sunday', '\tweek_start: sunday').join('\n')).toContain(
    'numize.yml:4: ',
  )
})

it('tells of two documents without a divider', () => {
  const two = 'metric: {name: a, type: simple, type_params: {measure: revenue}}\n'
  expect(told({ ...GOOD, 'models/more.yml': two + two })).toContain(
    'models/more.yml:2: this key is written twice in one place. Keep one, or put a line `---` between two documents.',
  )
})

it('tells of metrics defined by themselves, once per circle', () => {
  const derived = (name: string, of: string): string =>
    `metric: {name: ${name}, type: derived, type_params: {expr: ${of}, metrics: [${of}]}}\n---\n`
  expect(
    told({ ...GOOD, 'models/more.yml': derived('a', 'b') + derived('b', 'c') + derived('c', 'a') }),
  ).toEqual(['models/more.yml:1: metric a is defined by itself: a → b → c → a. Break the circle.'])
})

it('asks for a primary entity where there are dimensions', () => {
  const model =
    "semantic_models:\n  - name: visits\n    model: ref('visits')\n    dimensions: [{name: page, type: categorical}]\n"
  expect(told({ ...GOOD, 'models/visits.yml': model })).toEqual([
    'models/visits.yml:2: semantic model visits has dimensions but no primary entity. Add an entity with type: primary, or primary_entity: a_name.',
  ])
})

it('finds duplicate metrics and measures across files', () => {
  const again = 'metrics: [{name: orders, type: simple, type_params: {measure: revenue}}]\n'
  expect(told({ ...GOOD, 'models/z.yml': again })).toEqual([
    'models/z.yml:1: duplicate metric: orders. It is already defined in models/orders.yml, line 39.',
  ])
})

it('collects every problem of every file, in order, and gives no project', () => {
  const { project, problems } = load({
    ...GOOD,
    'numize.yml': NUMIZE_YML.replace('sunday', 'funday'),
    'models/orders.yml': ORDERS.replace('type: primary', 'kind: primary').replace('agg: sum', 'agg: total'),
  })
  expect(project).toBeNull()
  expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual([
    'models/orders.yml:8',
    'models/orders.yml:9',
    'models/orders.yml:30',
    'numize.yml:4',
  ])
})

it('only warns of a near miss among our own additions', () => {
  const { project, problems } = load({
    ...GOOD,
    'models/orders.yml': ORDERS.replace('synonyms: [state]', 'synonims: [state]'),
  })
  expect(project).not.toBeNull()
  expect(problems).toEqual([
    {
      severity: 'warning',
      file: 'models/orders.yml',
      line: 24,
      message: 'unknown key: synonims. Did you mean synonyms?',
    },
  ])
})

it('takes the models of a dbt target beside its own, and says when there is none', () => {
  const manifest = {
    semantic_models: [
      {
        name: 'visits',
        node_relation: { alias: 'visits', schema_name: 'mart' },
        primary_entity: 'visit',
        entities: [],
        dimensions: [{ name: 'page', type: 'categorical', type_params: null, expr: null }],
        measures: [],
      },
    ],
    metrics: [],
    saved_queries: [],
    project_configuration: { time_spines: [], time_spine_table_configurations: [] },
  }
  const withDbt = { ...GOOD, 'numize.yml': `${NUMIZE_YML}dbt: target\n` }
  const { project, problems } = load({
    ...withDbt,
    'target/semantic_manifest.json': JSON.stringify(manifest),
  })
  expect(problems).toEqual([])
  expect(project?.model.semanticModels.map(({ name }) => name)).toEqual(['visits', 'orders'])
  expect(told(withDbt).join()).toContain(
    'numize.yml:0: cannot read the dbt manifest target/semantic_manifest.json',
  )
})

import { emptyMetricsPlan, loadProject, type MetricsPlan, type Model } from '@numize/semantic'

/** The peer's five cubes as semantic models: customers, orders, order items, products, refunds. */
const FILES: Readonly<Record<string, string>> = {
  'numize.yml': 'name: five\nconnection: {type: files, path: data}\ntime_zone: UTC\nnow: clock\n',
  'models/all.yml': `semantic_models:
  - name: customers
    model: ref('customers')
    defaults: {agg_time_dimension: signup_at}
    entities: [{name: customer, type: primary, expr: id}]
    dimensions:
      - {name: region, type: categorical}
      - {name: signup_at, type: time, type_params: {time_granularity: day}}
    measures: [{name: customers_count, agg: sum, expr: "1", create_metric: true}]
  - name: orders
    model: ref('orders')
    defaults: {agg_time_dimension: created_at}
    entities:
      - {name: order, type: primary, expr: id}
      - {name: customer, type: foreign, expr: customer_id}
    dimensions:
      - {name: status, type: categorical}
      - {name: created_at, type: time, type_params: {time_granularity: day}}
    measures:
      - {name: orders_count, agg: sum, expr: "1", create_metric: true}
      - {name: revenue, agg: sum, expr: amount, create_metric: true}
      - {name: buyers, agg: count_distinct, expr: customer_id, create_metric: true}
  - name: order_items
    model: ref('order_items')
    defaults: {agg_time_dimension: added_at}
    entities:
      - {name: item, type: primary, expr: id}
      - {name: order, type: foreign, expr: order_id}
      - {name: product, type: foreign, expr: product_id}
    dimensions: [{name: added_at, type: time, type_params: {time_granularity: day}}]
    measures:
      - {name: qty, agg: sum, create_metric: true}
      - {name: items, agg: sum, expr: "1", create_metric: true}
  - name: products
    model: ref('products')
    entities: [{name: product, type: primary, expr: id}]
    dimensions: [{name: category, type: categorical}]
  - name: refunds
    model: ref('refunds')
    defaults: {agg_time_dimension: refunded_at}
    entities:
      - {name: refund, type: primary, expr: id}
      - {name: customer, type: foreign, expr: customer_id}
      - {name: order, type: foreign, expr: order_id}
    dimensions: [{name: refunded_at, expr: created_at, type: time, type_params: {time_granularity: day}}]
    measures: [{name: refunded, agg: sum, expr: amount, create_metric: true}]
metrics:
  - {name: paid, type: simple, type_params: {measure: revenue}, filter: "{{ Dimension('order__status') }} = 'paid'"}
  - {name: paid_share, type: ratio, type_params: {numerator: paid, denominator: revenue}}
  - {name: revenue_7d, type: cumulative, type_params: {measure: revenue, cumulative_type_params: {window: 7 days}}}
  - {name: revenue_cum, type: cumulative, type_params: {measure: revenue}}
`,
}

/** @throws where the project of this file has a mistake */
export function fiveModels(): Model {
  const { project, problems } = loadProject('five', {
    list: () => Object.keys(FILES),
    read: (path) => FILES[path.replace(/^five\//, '')] ?? '',
  })
  if (!project) throw new Error(problems.map((one) => JSON.stringify(one)).join('\n'))
  return project.model
}

const byRegion = [{ dimension: 'customer__region' }]
const asked = (...metrics: string[]): MetricsPlan => ({
  ...emptyMetricsPlan,
  metrics: metrics.map((metric) => ({ metric })),
})
const inQuarter = { start: '2024-01-01', end: '2024-04-01' }

/** The peer's queries, by its names for them. */
export const shapes: Readonly<Record<string, MetricsPlan>> = {
  simple_by_dim: { ...asked('revenue'), groupBy: byRegion },
  by_day_filtered: {
    ...asked('revenue', 'orders_count'),
    groupBy: [{ dimension: 'order__status' }, { dimension: 'metric_time', grain: 'day', as: 'day' }],
    where: [{ kind: 'compare', field: { dimension: 'customer__region' }, op: '=', value: 'EU' }],
    time: inQuarter,
    orderBy: [{ by: 'day', direction: 'asc' }],
    limit: 100,
  },
  ratio: { ...asked('paid_share'), groupBy: byRegion },
  fan_out: { ...asked('revenue', 'qty'), groupBy: byRegion },
  two_facts: { ...asked('revenue', 'refunded'), groupBy: byRegion },
  rolling_7d: {
    ...asked('revenue_7d'),
    groupBy: [{ dimension: 'metric_time', grain: 'day' }],
    time: inQuarter,
  },
  cumulative: {
    ...asked('revenue_cum'),
    groupBy: [{ dimension: 'metric_time', grain: 'month' }],
    time: { start: '2024-01-01', end: '2025-01-01' },
  },
}

import type {
  Dimension,
  Entity,
  Measure,
  MeasureInput,
  Metric,
  MetricInput,
  Model,
  SemanticModel,
} from '../model.ts'

/** A small shop to compile against in tests: orders and refunds of customers, in UTC, with an unknown customer. */
const described = (name: string) => ({ name, label: null, description: null, extras: {}, place: null })
const entity = (name: string, kind: Entity['kind'], expr: string): Entity => ({
  ...described(name),
  kind,
  expr,
  role: null,
})
const dimension = (
  name: string,
  dataType: Dimension['dataType'],
  more: Partial<Dimension> = {},
): Dimension => ({
  ...described(name),
  kind: dataType === 'date' || dataType === 'timestamp' ? 'time' : 'categorical',
  expr: name,
  grain: dataType === 'date' || dataType === 'timestamp' ? 'day' : null,
  isPartition: false,
  validity: null,
  dataType,
  ...more,
})
const measure = (
  name: string,
  aggregation: Measure['aggregation'],
  expr: string,
  more: Partial<Measure> = {},
): Measure => ({
  ...described(name),
  aggregation,
  expr,
  percentile: null,
  discretePercentile: false,
  approximatePercentile: false,
  timeDimension: null,
  nonAdditive: null,
  ...more,
})
const model = (
  name: string,
  table: string,
  parts: Pick<
    SemanticModel,
    'primaryEntity' | 'defaultTimeDimension' | 'entities' | 'dimensions' | 'measures'
  >,
): SemanticModel => ({
  ...described(name),
  relation: { database: null, schema: null, name: table },
  ...parts,
})
const input = (name: string, more: Partial<MeasureInput> = {}): MeasureInput => ({
  measure: name,
  alias: null,
  filters: [],
  fillNullsWith: null,
  joinToTimeSpine: false,
  ...more,
})
const part = (metric: string, more: Partial<MetricInput> = {}): MetricInput => ({
  metric,
  alias: null,
  filters: [],
  offsetWindow: null,
  offsetToGrain: null,
  ...more,
})
const metric = (name: string, label: string | null = null) => ({
  ...described(name),
  label,
  filters: [],
  defaultGrain: null,
})

const metrics: readonly Metric[] = [
  {
    ...metric('revenue', 'Revenue'),
    extras: { unit: { kind: 'money', currency: 'EUR' } },
    kind: 'simple',
    input: input('amount'),
  },
  {
    ...metric('web_revenue'),
    filters: ["{{ Dimension('order__channel') }} = 'web'"],
    kind: 'simple',
    input: input('amount'),
  },
  { ...metric('orders'), kind: 'simple', input: input('orders') },
  { ...metric('buyers'), kind: 'simple', input: input('buyers') },
  { ...metric('refunded'), kind: 'simple', input: input('refunded', { fillNullsWith: 0 }) },
  { ...metric('average_order'), kind: 'ratio', numerator: part('revenue'), denominator: part('orders') },
  {
    ...metric('net_revenue'),
    kind: 'derived',
    expr: 'revenue - refunded',
    inputs: [part('revenue'), part('refunded')],
  },
  {
    ...metric('growth'),
    kind: 'derived',
    expr: 'revenue - before',
    inputs: [
      part('revenue'),
      part('revenue', { alias: 'before', offsetWindow: { count: 1, grain: 'month' } }),
    ],
  },
  {
    ...metric('rolling_revenue'),
    kind: 'cumulative',
    input: input('amount'),
    window: { count: 30, grain: 'day' },
    grainToDate: null,
    periodAggregation: 'last',
  },
  {
    ...metric('refund_rate'),
    kind: 'conversion',
    base: input('orders'),
    conversion: input('refunds'),
    entity: 'customer',
    window: { count: 7, grain: 'day' },
    calculation: 'conversion_rate',
    constantProperties: [],
  },
]

export const shop: Model = {
  semanticModels: [
    model('orders', 'shop_orders', {
      primaryEntity: 'order',
      defaultTimeDimension: 'ordered_at',
      entities: [entity('order', 'primary', 'id'), entity('customer', 'foreign', 'customer_id')],
      dimensions: [
        dimension('ordered_at', 'timestamp'),
        dimension('channel', 'string'),
        dimension('status', 'string'),
        dimension('amount', 'decimal'),
        dimension('is_large', 'boolean', { expr: 'amount >= 70' }),
      ],
      measures: [
        measure('amount', 'sum', 'amount'),
        measure('orders', 'count', 'id'),
        measure('buyers', 'count_distinct', 'customer_id'),
      ],
    }),
    model('refunds', 'shop_refunds', {
      primaryEntity: 'refund',
      defaultTimeDimension: 'refunded_on',
      entities: [entity('refund', 'primary', 'id'), entity('customer', 'foreign', 'customer_id')],
      dimensions: [dimension('refunded_on', 'date')],
      measures: [measure('refunded', 'sum', 'amount'), measure('refunds', 'count', 'id')],
    }),
    {
      ...model('paid_orders', 'shop_orders', {
        primaryEntity: 'order',
        defaultTimeDimension: null,
        entities: [entity('order', 'primary', 'id')],
        dimensions: [dimension('is_paid', 'integer', { expr: '1' })],
        measures: [],
      }),
      extras: { rows: "status = 'paid'" },
    },
    model('customers', 'shop_customers', {
      primaryEntity: 'customer',
      defaultTimeDimension: null,
      entities: [entity('customer', 'primary', 'id')],
      dimensions: [
        dimension('country', 'string'),
        dimension('email', 'string'),
        dimension('name', 'string'),
        dimension('joined_on', 'date'),
      ],
      measures: [measure('named', 'count', 'email')],
    }),
  ],
  metrics: [...metrics, { ...metric('customers_with_email'), kind: 'simple', input: input('named') }],
  timeSpines: [],
  savedQueries: [],
}

/** The rows behind it. */
export const shopTables = `
  CREATE TABLE shop_customers (id INTEGER, name VARCHAR, country VARCHAR, email VARCHAR, joined_on DATE);
  INSERT INTO shop_customers VALUES (1, 'Ann', 'FR', 'ann@example.org', '2024-12-31'),
    (2, 'Bob', 'FR', 'bob@example.org', '2025-02-20'), (3, 'Cid', 'DE', 'cid@example.org', '2026-01-05'),
    (4, 'Dee', NULL, NULL, NULL);
  CREATE TABLE shop_orders (id INTEGER, customer_id INTEGER, ordered_at TIMESTAMP, amount DECIMAL(10, 2), status VARCHAR, channel VARCHAR);
  INSERT INTO shop_orders VALUES
    (1, 1, '2025-01-05 10:00:00', 100.00, 'paid', 'web'),
    (2, 1, '2025-02-10 09:00:00', 50.00, 'paid', 'shop'),
    (3, 2, '2025-02-28 23:30:00', 30.00, 'refunded', 'web'),
    (4, 3, '2026-01-15 12:00:00', 200.00, 'paid', 'web'),
    (5, 2, '2026-02-01 08:00:00', 70.00, 'paid', 'shop'),
    (6, 9, '2026-02-20 08:00:00', 20.00, 'paid', 'web');
  CREATE TABLE shop_refunds (id INTEGER, customer_id INTEGER, refunded_on DATE, amount DECIMAL(10, 2));
  INSERT INTO shop_refunds VALUES (1, 2, '2025-03-02', 30.00), (2, 3, '2026-01-20', 15.50);
`

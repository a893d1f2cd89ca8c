import { md5Text } from '@numize/base'

/** Manifests of a small shop for tests, as the given version of dbt would write them. */
export interface ShopOptions {
  readonly version: number
  /** More nodes, or the given ones otherwise, by id. */
  readonly nodes?: Readonly<Record<string, object | null>>
  readonly more?: Readonly<Record<string, unknown>>
}

type Json = Readonly<Record<string, unknown>>

export const SHOP = 'shop'
const id = (kind: string, name: string) => `${kind}.${SHOP}.${name}`

/** Raw orders → stg_orders → orders (a mart, beside customers). */
export function shopManifest({ version, nodes = {}, more = {} }: ShopOptions): Json {
  const all: Record<string, unknown> = {}
  for (const node of [
    model(version, 'stg_orders', {
      path: 'staging/stg_orders.sql',
      depends_on: { nodes: [id('source', 'raw.orders')] },
    }),
    model(version, 'orders', {
      path: 'marts/orders.sql',
      description: 'One row per order.',
      columns: columns({
        order_id: 'integer',
        customer_id: 'integer',
        ordered_at: 'timestamp',
        amount: 'numeric(10,2)',
        status: 'text',
      }),
      depends_on: { nodes: [id('model', 'stg_orders')] },
    }),
    model(version, 'customers', {
      path: 'marts/customers.sql',
      columns: columns({ customer_id: 'integer', country: 'text', email: 'text' }),
    }),
    test(version, 'unique', ['orders', 'order_id']),
    test(version, 'not_null', ['orders', 'amount']),
    test(version, 'relationships', ['orders', 'customer_id'], {
      to: "ref('customers')",
      field: 'customer_id',
    }),
    test(version, 'unique', ['customers', 'customer_id']),
  ])
    all[node.unique_id] = node
  for (const [key, node] of Object.entries(nodes))
    if (node === null) delete all[key]
    else all[key] = { ...(all[key] as object | undefined), ...node }
  return {
    metadata: {
      dbt_schema_version: `https://schemas.getdbt.com/dbt/manifest/v${version}.json`,
      dbt_version: '1.0.0',
      generated_at: '2026-03-01T00:00:00Z',
      adapter_type: 'duckdb',
      ...(version >= 10 ? { project_name: SHOP } : { project_id: md5Text(SHOP) }),
    },
    nodes: all,
    sources: {
      [id('source', 'raw.orders')]: {
        ...model(version, 'orders', {}),
        unique_id: id('source', 'raw.orders'),
        resource_type: 'source',
        source_name: 'raw',
        identifier: 'orders',
        schema: 'raw',
      },
    },
    exposures: {},
    ...more,
  }
}

export const modelId = (name: string): string => id('model', name)
export const testId = (kind: string, table: string, column: string): string =>
  id('test', `${kind}_${table}_${column}`)

export const columns = (types: Readonly<Record<string, string | null>>): Json =>
  Object.fromEntries(
    Object.entries(types).map(([name, type]) => [
      name,
      { name, description: '', data_type: type, meta: {}, tags: [] },
    ]),
  )

export function model(version: number, name: string, more: Json): Json & { readonly unique_id: string } {
  return {
    unique_id: id('model', name),
    resource_type: 'model',
    name,
    package_name: SHOP,
    path: `${name}.sql`,
    database: 'warehouse',
    schema: 'main',
    alias: name,
    description: '',
    columns: {},
    tags: [],
    meta: {},
    config: { materialized: 'table', enabled: true },
    depends_on: { nodes: [], macros: [] },
    ...(version >= 9 ? { access: 'protected', group: null } : { root_path: '/shop' }),
    [version >= 7 ? 'raw_code' : 'raw_sql']: 'select 1',
    ...more,
  }
}

export function test(
  version: number,
  kind: string,
  [table, column]: readonly [table: string, column: string],
  more: Readonly<Record<string, string>> = {},
): Json & { readonly unique_id: string } {
  const to = /'(\w+)'/.exec(more['to'] ?? '')?.[1]
  return {
    unique_id: testId(kind, table, column),
    resource_type: 'test',
    name: `${kind}_${table}_${column}`,
    ...(version >= 9 ? { attached_node: id('model', table) } : {}),
    ...(version >= 2 ? { column_name: column } : {}),
    config: { severity: 'ERROR' },
    depends_on: { nodes: [...(to === undefined ? [] : [id('model', to)]), id('model', table)] },
    test_metadata: {
      name: kind,
      namespace: null,
      kwargs: { column_name: column, model: `{{ get_where_subquery(ref('${table}')) }}`, ...more },
    },
  }
}

export const runResults = (
  version: number,
  statuses: Readonly<Record<string, string>>,
  failures = 2,
): Json => ({
  metadata: {
    dbt_schema_version: `https://schemas.getdbt.com/dbt/run-results/v${version}.json`,
    generated_at: '2026-03-02T00:00:00Z',
  },
  results: Object.entries(statuses).map(([unique_id, status]) => ({
    unique_id,
    status,
    ...(version >= 2 ? { failures: status === 'pass' ? 0 : failures } : {}),
    timing: [],
  })),
})

export const freshness = (status: string): Json => ({
  metadata: {
    dbt_schema_version: 'https://schemas.getdbt.com/dbt/sources/v3.json',
    generated_at: '2026-03-02T00:00:00Z',
  },
  results: [
    {
      unique_id: id('source', 'raw.orders'),
      status,
      max_loaded_at: '2026-02-06T00:00:00Z',
      snapshotted_at: '2026-03-02T00:00:00Z',
    },
  ],
})

export const catalog = (tables: Readonly<Record<string, Readonly<Record<string, string>>>>): Json => ({
  metadata: { dbt_schema_version: 'https://schemas.getdbt.com/dbt/catalog/v1.json' },
  nodes: Object.fromEntries(
    Object.entries(tables).map(([name, types]) => [
      id('model', name),
      {
        metadata: { type: 'BASE TABLE', schema: 'main', name, comment: null },
        columns: Object.fromEntries(
          Object.entries(types).map(([column, type], index) => [
            column,
            { name: column, type, index: index + 1, comment: null },
          ]),
        ),
      },
    ]),
  ),
  sources: {},
})

import { assembleDbt, readDbtFile } from '@numize/semantic'
import { expect, it } from 'vitest'
import { connectionOfDbt, placeRelations } from './place-relations.ts'

const table = (schema: string, name: string) => ({
  database: null,
  schema,
  name,
  columns: [],
  primaryKey: [],
  foreignKeys: [],
})
const relation = (schema: string, name: string) => ({ database: 'WH', schema, name })

it('finds the table of the same schema, else of the same name, in any case', () => {
  const { place, missing } = placeRelations([
    table('raw', 'orders'),
    table('marts', 'orders'),
    table('main', 'customers'),
  ])
  expect(place(relation('MARTS', 'ORDERS'))).toEqual({ database: null, schema: 'marts', name: 'orders' })
  expect(place(relation('analytics', 'customers'))).toEqual({
    database: null,
    schema: null,
    name: 'customers',
  })
  expect(missing.size).toBe(0)
  expect(place(relation('marts', 'refunds'))).toEqual({ database: null, schema: 'marts', name: 'refunds' })
  expect([...missing]).toEqual(['marts.refunds'])
})

const dbt = (adapter: string) =>
  assembleDbt([
    readDbtFile(
      'manifest.json',
      JSON.stringify({
        metadata: {
          dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
          adapter_type: adapter,
        },
        nodes: {
          'model.a.b': { unique_id: 'model.a.b', resource_type: 'model', name: 'b', database: 'shop' },
        },
      }),
    ),
  ])

it('takes the DuckDB file of the artifacts, and else leaves the address to the environment', () => {
  expect(connectionOfDbt(dbt('duckdb'), '/shop/target')).toMatchObject({
    connection: { kind: 'duckdb', path: '/shop/shop.duckdb' },
    note: expect.stringContaining('is not there'),
  })
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what is written into numize.yml
  expect(connectionOfDbt(dbt('postgres'), '/t').connection).toEqual({
    kind: 'postgres',
    url: '${DATABASE_URL}',
  })
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what is written into numize.yml
  expect(connectionOfDbt(dbt('clickhouse'), '/t').connection).toEqual({
    kind: 'clickhouse',
    url: '${CLICKHOUSE_URL}',
  })
  expect(connectionOfDbt(dbt('snowflake'), '/t').note).toMatch(
    /dbt ran on snowflake, which is not asked directly yet/,
  )
})

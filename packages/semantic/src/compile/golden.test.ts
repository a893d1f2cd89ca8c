import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { PGlite, types } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type CompileOptions, type DialectName, noPolicies } from '../compiled.ts'
import { emptyListPlan, emptyMetricsPlan, type ListPlan, type MetricsPlan, type Plan } from '../plan.ts'
import { compile } from './compile.ts'
import { shop, shopTables } from './shop.ts'

// A database starts slowly on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

/** `x.plan.json`: a plan, how it is compiled and the rows worked out by hand; `x.<dialect>.sql`: what it compiles to. */
interface Golden {
  readonly about: string
  readonly plan: Partial<MetricsPlan> | (Partial<ListPlan> & { readonly root: string })
  readonly options?: Partial<CompileOptions>
  readonly rows: readonly (readonly unknown[])[]
}

const folder = join(import.meta.dirname, 'golden')
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.plan.json'))
  .map((file) => file.replace('.plan.json', ''))
const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 } as const

interface Shop {
  readonly rowsOf: (sql: string) => Promise<{ columns: readonly string[]; rows: unknown[][] }>
  readonly close: () => Promise<void>
}

/** Engines out of a test's reach here, whose goldens are held as text: evaluations run BigQuery's, `engines` ClickHouse's. */
const heldAsText = ['bigquery', 'clickhouse'] as const satisfies readonly DialectName[]
const shops: Readonly<Record<Exclude<DialectName, (typeof heldAsText)[number]>, () => Promise<Shop>>> = {
  duckdb: async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run(shopTables)
    return {
      rowsOf: async (sql) => {
        const reader = await connection.runAndReadAll(sql)
        return { columns: reader.columnNames(), rows: reader.getRowsJson() }
      },
      close: () => Promise.resolve(connection.closeSync()),
    }
  },
  postgres: async () => {
    const database = new PGlite()
    await database.exec(`SET TimeZone = 'UTC'; ${shopTables}`)
    const plain = (text: string): string => text
    const parsers = { [types.DATE]: plain, [types.TIMESTAMP]: plain }
    return {
      rowsOf: async (sql) => {
        const { fields, rows } = await database.query<unknown[]>(sql, [], { rowMode: 'array', parsers })
        return { columns: fields.map(({ name }) => name), rows }
      },
      close: () => database.close(),
    }
  },
}

const whole = (plan: Golden['plan']): Plan =>
  'root' in plan ? { ...emptyListPlan(plan.root), ...plan } : { ...emptyMetricsPlan, ...plan }

describe.each(Object.keys(shops) as (keyof typeof shops)[])('%s', (dialect) => {
  let opened: Shop
  beforeAll(async () => {
    opened = await shops[dialect]()
  })
  afterAll(() => opened.close())

  it.each(names)('%s', async (name) => {
    const { golden, compiled, sql } = compiledGolden(name, dialect)
    const { columns, rows } = await opened.rowsOf(sql)
    expect(columns).toEqual(compiled.columns.map((column) => column.name))
    expect(rows.map((row) => row.map(asCell))).toEqual(golden.rows)
    expect(sql).toBe(goldenText(name, dialect, sql))
  })
})

describe.each(heldAsText)('%s, as text', (dialect) => {
  it.each(names)('%s', (name) => {
    const { sql } = compiledGolden(name, dialect)
    expect(sql).toBe(goldenText(name, dialect, sql))
  })
})

function compiledGolden(name: string, dialect: DialectName) {
  const golden = JSON.parse(readFileSync(join(folder, `${name}.plan.json`), 'utf8')) as Golden
  const options: CompileOptions = { dialect, calendar, policies: noPolicies, ...golden.options }
  const compiled = compile(whole(golden.plan), shop, options)
  return { golden, compiled, sql: `${compiled.stages.at(-1)?.sql}\n` }
}

/** What the file says; a missing one is written where nobody watches for changes. */
function goldenText(name: string, dialect: DialectName, sql: string): string {
  const file = join(folder, `${name}.${dialect}.sql`)
  if (!existsSync(file) && !process.env['CI']) writeFileSync(file, sql)
  return readFileSync(file, 'utf8')
}

/** Numbers as numbers, whatever the engine's type for them. */
const asCell = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, expect, it } from 'vitest'
import { type CompileOptions, noPolicies } from '../compiled.ts'
import { emptyListPlan, emptyMetricsPlan, type ListPlan, type MetricsPlan, type Plan } from '../plan.ts'
import { compile } from './compile.ts'
import { shop, shopTables } from './shop.ts'

/** `x.plan.json`: a plan, how it is compiled and the rows worked out by hand; `x.duckdb.sql`: what it compiles to. */
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
let connection: DuckDBConnection

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(shopTables)
})

const whole = (plan: Golden['plan']): Plan =>
  'root' in plan ? { ...emptyListPlan(plan.root), ...plan } : { ...emptyMetricsPlan, ...plan }

it.each(names)('%s', async (name) => {
  const golden = JSON.parse(readFileSync(join(folder, `${name}.plan.json`), 'utf8')) as Golden
  const options: CompileOptions = { dialect: 'duckdb', calendar, policies: noPolicies, ...golden.options }
  const compiled = compile(whole(golden.plan), shop, options)
  const sql = `${compiled.stages.at(-1)?.sql}\n`
  const reader = await connection.runAndReadAll(sql)
  expect(reader.columnNames()).toEqual(compiled.columns.map((column) => column.name))
  expect(reader.getRowsJson().map((row) => row.map(asCell))).toEqual(golden.rows)
  const file = join(folder, `${name}.duckdb.sql`)
  if (!existsSync(file) && !process.env['CI']) writeFileSync(file, sql)
  expect(sql).toBe(readFileSync(file, 'utf8'))
})

/** Numbers as numbers, whatever the engine's type for them. */
const asCell = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value

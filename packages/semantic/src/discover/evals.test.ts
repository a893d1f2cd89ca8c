import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import sqlite from 'node-sqlite3-wasm'
import { describe, expect, it } from 'vitest'
import type { DataType } from '../model.ts'
import type { ColumnProfile, Inclusion, TableProfile } from '../profile.ts'
import { inclusionCandidates } from './candidates.ts'
import { primaryKeys } from './primary-keys.ts'
import { findReferences } from './references.ts'
import { vocabularyOf } from './words.ts'

const evals = process.env['NUMIZE_EVALS'] ?? '../shared/evals'
const spider = join(evals, 'spider/db')
const defog = join(evals, 'defog/data')

type Row = Readonly<Record<string, unknown>>
type Query = (sql: string) => Promise<readonly Row[]>
interface Declared {
  readonly tables: readonly TableProfile[]
  readonly query: Query
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

function dataType(native: string): DataType {
  if (/INT/i.test(native)) return 'integer'
  if (/REAL|FLOA|DOUB/i.test(native)) return 'double'
  if (/DEC|NUM/i.test(native)) return 'decimal'
  if (/BOOL/i.test(native)) return 'boolean'
  if (/TIMESTAMP|DATETIME/i.test(native)) return 'timestamp'
  if (/^TIME/i.test(native)) return 'time'
  return /^DATE/i.test(native) ? 'date' : 'string'
}

async function profileColumn(
  query: Query,
  table: string,
  name: string,
  native: string,
): Promise<ColumnProfile> {
  const column = quote(name)
  const [row] = await query(
    `SELECT count(*) AS n, count(${column}) AS filled, count(DISTINCT ${column}) AS d,
      CAST(min(${column}) AS VARCHAR) AS low, CAST(max(${column}) AS VARCHAR) AS high FROM ${table}`,
  )
  const top = await query(
    `SELECT CAST(${column} AS VARCHAR) AS v, count(*) AS n FROM ${table} WHERE ${column} IS NOT NULL
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50`,
  )
  const [n, filled, distinct] = [Number(row?.['n']), Number(row?.['filled']), Number(row?.['d'])]
  return {
    name,
    type: dataType(native),
    nativeType: native,
    nulls: n - filled,
    distinct,
    unique: filled > 0 && distinct === filled,
    min: (row?.['low'] as string | null) ?? null,
    max: (row?.['high'] as string | null) ?? null,
    topValues: top.map((one) => ({ value: String(one['v']), count: Number(one['n']) })),
    averageLength: 10,
  }
}

async function openSqlite(path: string): Promise<Declared> {
  const db = new sqlite.Database(path, { readOnly: true })
  const query: Query = (sql) => Promise.resolve(db.all(sql) as Row[])
  const tables = (
    await query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
  ).map((row) => String(row['name']))
  const profiles = await Promise.all(
    tables.map(async (table): Promise<TableProfile> => {
      const columns = await query(`PRAGMA table_info(${quote(table)})`)
      const keys = await query(`PRAGMA foreign_key_list(${quote(table)})`)
      const [count] = await query(`SELECT count(*) AS n FROM ${quote(table)}`)
      return {
        relation: { database: null, schema: null, name: table },
        rowCount: Number(count?.['n']),
        columns: await Promise.all(
          columns.map((row) => profileColumn(query, quote(table), String(row['name']), String(row['type']))),
        ),
        primaryKey: columns.filter((row) => Number(row['pk']) > 0).map((row) => String(row['name'])),
        foreignKeys: keys.map((row) => ({
          columns: [String(row['from'])],
          table: String(row['table']),
          referenced: row['to'] === null ? [] : [row['to'] as string],
        })),
      }
    }),
  )
  return { tables: profiles, query }
}

interface Constraint {
  readonly primary_key?: { readonly table: string; readonly columns: string }
  readonly foreign_key?: {
    readonly table: string
    readonly columns: string
    readonly ref_table: string
    readonly ref_columns: string
  }
}

async function openCsv(folder: string): Promise<Declared> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const query: Query = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson()
  const schema = readFileSync(join(folder, 'schema.duckdb.sql'), 'utf8')
    .replace(/CREATE SCHEMA[^;]*;/g, '')
    .replace(/"[a-z_]+"\./g, '')
  await connection.run(schema)
  const constraints = JSON.parse(readFileSync(join(folder, 'constraints.json'), 'utf8')) as Constraint[]
  const plain = (table: string): string => table.split('.').at(-1) ?? ''
  const tables = [...schema.matchAll(/CREATE TABLE "([^"]+)"/g)].map((match) => match[1] ?? '')
  const files = readdirSync(folder, { recursive: true }) as string[]
  const profiles: TableProfile[] = []
  for (const table of tables) {
    const file = files.find((name) => basename(name) === `${table}.csv`)
    if (file)
      await connection.run(
        `COPY ${quote(table)} FROM '${join(folder, file)}' (HEADER, DELIMITER ',', QUOTE '"', ESCAPE '"')`,
      )
    const described = await query(`DESCRIBE ${quote(table)}`)
    const columns: ColumnProfile[] = []
    for (const row of described)
      columns.push(
        await profileColumn(query, quote(table), String(row['column_name']), String(row['column_type'])),
      )
    const [count] = await query(`SELECT count(*) AS n FROM ${quote(table)}`)
    profiles.push({
      relation: { database: null, schema: null, name: table },
      rowCount: Number(count?.['n']),
      columns,
      primaryKey: constraints.flatMap(({ primary_key: key }) =>
        key && plain(key.table) === table ? key.columns.split(',') : [],
      ),
      foreignKeys: constraints.flatMap(({ foreign_key: key }) =>
        key && plain(key.table) === table
          ? [
              {
                columns: key.columns.split(','),
                table: plain(key.ref_table),
                referenced: key.ref_columns.split(','),
              },
            ]
          : [],
      ),
    })
  }
  return { tables: profiles, query }
}

async function measure({ tables, query }: Declared): Promise<readonly Inclusion[]> {
  return Promise.all(
    inclusionCandidates(tables).map(async (pair) => {
      const [row] = await query(
        `SELECT count(*) AS n, count(CASE WHEN v IN (SELECT CAST(${quote(pair.referencedColumn)} AS VARCHAR) FROM ${quote(pair.referencedTable)}) THEN 1 END) AS found
          FROM (SELECT DISTINCT CAST(${quote(pair.column)} AS VARCHAR) AS v FROM ${quote(pair.table)} WHERE ${quote(pair.column)} IS NOT NULL) AS d`,
      )
      return { ...pair, share: Number(row?.['n']) === 0 ? 0 : Number(row?.['found']) / Number(row?.['n']) }
    }),
  )
}

/** What is found when the source declares nothing, against what it declares. */
async function score(name: string, source: Declared) {
  const bare = {
    ...source,
    tables: source.tables.map((table) => ({ ...table, primaryKey: [], foreignKeys: [] })),
  }
  const vocabulary = vocabularyOf(bare.tables)
  const keys = primaryKeys(bare.tables, vocabulary)
  const inclusions = await measure(bare)
  const found = findReferences({ profiles: bare.tables, inclusions, keys, vocabulary })
  const lower = (parts: readonly (string | undefined)[]): string => parts.join('.').toLowerCase()
  const foundSet = new Set(
    found.map((one) => lower([one.table, one.columns[0], one.referenced, one.referencedColumns[0]])),
  )
  const declared = new Set(
    source.tables.flatMap((table) =>
      table.foreignKeys.map((key) => {
        const target = source.tables.find(
          ({ relation }) => relation.name.toLowerCase() === key.table.toLowerCase(),
        )
        return lower([
          table.relation.name,
          key.columns[0],
          key.table,
          key.referenced[0] ?? target?.primaryKey[0],
        ])
      }),
    ),
  )
  const keyed = source.tables.filter(({ primaryKey }) => primaryKey.length === 1)
  return {
    name,
    doubted: inclusions
      .filter((i) => !found.some((f) => f.table === i.table && f.columns[0] === i.column))
      .map((i) => `${i.table}.${i.column} ${i.referencedTable}.${i.referencedColumn} ${i.share}`),
    declared: declared.size,
    right: [...foundSet].filter((one) => declared.has(one)).length,
    missed: [...declared].filter((one) => !foundSet.has(one)),
    extra: [...foundSet].filter((one) => !declared.has(one)),
    keys: keyed.filter((table) => keys.get(table.relation.name)?.[0] === table.primaryKey[0]).length,
    keyed: keyed.length,
    wrongKeys: source.tables
      .filter((t) => t.primaryKey.length === 1 && keys.get(t.relation.name)?.[0] !== t.primaryKey[0])
      .map((t) => `${t.relation.name}: ${keys.get(t.relation.name)?.join()} for ${t.primaryKey.join()}`),
  }
}

const report = (scores: readonly Awaited<ReturnType<typeof score>>[]) => {
  const sum = (pick: (one: (typeof scores)[number]) => number): number =>
    scores.reduce((total, one) => total + pick(one), 0)
  const [right, declared, extra] = [sum((s) => s.right), sum((s) => s.declared), sum((s) => s.extra.length)]
  if (process.env['NUMIZE_VERBOSE']) for (const one of scores) console.log(one)
  console.log(
    `foreign keys: recall ${right}/${declared}, precision ${right}/${right + extra}; primary keys ${sum((s) => s.keys)}/${sum((s) => s.keyed)}`,
  )
  return { recall: right / declared, precision: right / (right + extra) }
}

describe.skipIf(!existsSync(spider))(
  'keys of databases that others declared (skipped: no evaluation data, where absent)',
  () => {
    it('finds them again when nothing is declared', async () => {
      const files = readdirSync(spider).filter((file) => file.endsWith('.sqlite'))
      const scores = []
      for (const file of files) scores.push(await score(file, await openSqlite(join(spider, file))))
      const { recall, precision } = report(scores)
      expect(recall).toBeGreaterThan(0.6)
      expect(precision).toBeGreaterThan(0.6)
    })

    it('finds those of small warehouses without constraints', async () => {
      const scores = []
      for (const folder of readdirSync(defog))
        scores.push(await score(folder, await openCsv(join(defog, folder))))
      expect(report(scores).recall).toBeGreaterThan(0.5)
    })
  },
)

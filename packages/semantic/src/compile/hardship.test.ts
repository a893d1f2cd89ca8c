import { DuckDBInstance } from '@duckdb/node-api'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type DialectName, noPolicies } from '../compiled.ts'
import type { Dimension, Entity, Metric, Model, SemanticModel } from '../model.ts'
import {
  emptyCheckPlan,
  emptyFunnelPlan,
  emptyListPlan,
  emptyMetricsPlan,
  emptyProfilePlan,
  emptyRetentionPlan,
  type Filter,
  type Plan,
} from '../plan.ts'
import { compile } from './compile.ts'

// A database starts slowly on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 } as const
const described = (name: string) => ({ name, label: null, description: null, extras: {}, place: null })
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const dimension = (name: string, expr: string, dataType: Dimension['dataType']): Dimension => ({
  ...described(name),
  kind: dataType === 'timestamp' ? 'time' : 'categorical',
  expr,
  grain: dataType === 'timestamp' ? 'second' : null,
  isPartition: false,
  validity: null,
  dataType,
})
const entity = (name: string, kind: Entity['kind'], expr = name): Entity => ({
  ...described(name),
  kind,
  expr,
  role: null,
})
const sum = (name: string, expr: string): SemanticModel['measures'][number] => ({
  ...described(name),
  aggregation: 'sum',
  expr,
  percentile: null,
  discretePercentile: false,
  approximatePercentile: false,
  timeDimension: null,
  nonAdditive: null,
})
const simple = (name: string, measure: string): Metric => ({
  ...described(name),
  filters: [],
  defaultGrain: null,
  kind: 'simple',
  input: { measure, alias: null, filters: [], fillNullsWith: null, joinToTimeSpine: false },
})
const derived = (name: string, expr: string, of: readonly string[]): Metric => ({
  ...described(name),
  filters: [],
  defaultGrain: null,
  kind: 'derived',
  expr,
  inputs: of.map((metric) => ({ metric, alias: null, filters: [], offsetWindow: null, offsetToGrain: null })),
})
const modelOf = (semanticModels: readonly SemanticModel[], metrics: readonly Metric[]): Model => ({
  semanticModels,
  metrics,
  timeSpines: [],
  savedQueries: [],
})
const sqlOf = (plan: Plan, model: Model, dialect: DialectName): string =>
  compile(plan, model, { dialect, calendar, policies: noPolicies }).stages.at(-1)?.sql ?? ''

interface Opened {
  readonly execute: (sql: string) => Promise<unknown>
  readonly rowsOf: (sql: string) => Promise<unknown[][]>
  readonly close: () => Promise<void>
}

const engines: Readonly<Record<'duckdb' | 'postgres', () => Promise<Opened>>> = {
  duckdb: async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    return {
      execute: (sql) => connection.run(sql),
      rowsOf: async (sql) => (await connection.runAndReadAll(sql)).getRowsJson(),
      close: () => Promise.resolve(connection.closeSync()),
    }
  },
  postgres: async () => {
    const database = new PGlite()
    return {
      execute: (sql) => database.exec(sql),
      rowsOf: async (sql) => (await database.query<unknown[]>(sql, [], { rowMode: 'array' })).rows,
      close: () => database.close(),
    }
  },
}

/** Names that need quotes somewhere: reserved, spaced, quoted, dotted, foreign, long, and such as look like our own. */
const NAMES = [
  'select',
  'order',
  'User',
  'two words',
  'a "quoted" name',
  "it's",
  'a.b',
  'größe',
  '名前',
  'semi;colon',
  'dash--ed',
  'back\\slash',
  'percent%',
  '1st',
  'x'.repeat(60),
  'spine',
  'periods',
]

const oddModel = (name: string): Model => {
  const at = dimension('happened', quoted(name.slice(0, 58) + '_at'), 'timestamp')
  const home: SemanticModel = {
    ...described('home'),
    extras: { eventStream: { entity: 'who', time: 'happened', event: 'label', id: null, identity: null } },
    relation: { database: null, schema: name, name },
    primaryEntity: 'row',
    defaultTimeDimension: 'happened',
    entities: [entity('who', 'foreign', quoted('who'))],
    dimensions: [at, dimension('label', quoted(name), 'string')],
    measures: [sum('total', quoted('amount'))],
  }
  const person: SemanticModel = {
    ...described('person'),
    relation: { database: null, schema: name, name: `${name.slice(0, 55)} who` },
    primaryEntity: 'who',
    defaultTimeDimension: null,
    entities: [entity('who', 'primary', quoted('id'))],
    dimensions: [dimension('called', quoted(name), 'string')],
    measures: [],
  }
  return modelOf([home, person], [simple('total', 'total')])
}
const oddTables = (name: string): string => `
  CREATE SCHEMA ${quoted(name)};
  CREATE TABLE ${quoted(name)}.${quoted(name)} (who INTEGER, amount INTEGER, ${quoted(name)} VARCHAR(40), ${quoted(name.slice(0, 58) + '_at')} TIMESTAMP);
  INSERT INTO ${quoted(name)}.${quoted(name)} VALUES (1, 2, 'a', '2025-01-01 10:00:00'), (2, 3, 'b', '2025-01-02 10:00:00'), (1, 4, 'b', '2025-01-03');
  CREATE TABLE ${quoted(name)}.${quoted(`${name.slice(0, 55)} who`)} (id INTEGER, ${quoted(name)} VARCHAR(40));
  INSERT INTO ${quoted(name)}.${quoted(`${name.slice(0, 55)} who`)} VALUES (1, 'Ann'), (2, 'Bob');`

/** A column is called anything but nothing. */
const columnName = (text: string): string => text.replaceAll('\0', '') || 'empty'

/** One plan of every kind over the odd model, every literal position holding `text`. */
const plansWith = (text: string): readonly Plan[] => {
  const isText: Filter = { kind: 'compare', field: { dimension: 'label' }, op: '=', value: text }
  const filters: readonly Filter[] = [
    isText,
    { kind: 'in', field: { dimension: 'label' }, values: [text, `${text}!`] },
    { kind: 'in', field: { dimension: 'who__called' }, values: [text, `${text}!`], negate: true },
    ...(['contains', 'startsWith', 'endsWith', 'equalsIgnoringCase'] as const).map(
      (match) => ({ kind: 'text', field: { dimension: 'label' }, match, value: text }) as const,
    ),
  ]
  const total = {
    ...emptyMetricsPlan,
    metrics: [{ metric: 'total' }],
    groupBy: [{ dimension: 'who__called' }],
  }
  return [
    ...filters.map((one) => ({ ...total, where: [one] })),
    {
      ...total,
      metrics: [
        { metric: 'total', where: [isText] },
        { metric: 'total', as: columnName(text) },
      ],
    },
    {
      ...total,
      groupBy: [{ dimension: 'who__called', as: columnName(text) }],
      top: { count: 1, by: 'total', direction: 'desc', per: [], ties: 'all', other: true },
    },
    { ...emptyListPlan('home'), columns: [{ dimension: 'label', as: columnName(text) }], where: [isText] },
    { ...emptyRetentionPlan('home'), start: [isText], returning: [isText], where: [isText] },
    {
      ...emptyFunnelPlan('home'),
      steps: [
        { name: text, where: [isText] },
        { name: `${text} two`, where: [isText] },
      ],
      exclusions: [{ where: [isText] }],
    },
    { ...emptyCheckPlan('home'), where: [isText], checks: [{ kind: 'nulls', dimension: 'label' }] },
    { ...emptyProfilePlan('home'), where: [isText], show: 'values' },
  ]
}

const HOSTILE = [
  '',
  "'",
  "''",
  "' OR 1=1 --",
  "'; DROP TABLE home; --",
  '"; DROP TABLE home; --',
  '\\',
  "\\'",
  "\\'; DROP TABLE home; --",
  '%_\\%',
  '$$; SELECT 1; $$',
  '{{ Dimension("x") }}',
  '/* */ -- \n x',
  '${1}',
  '$1',
  '?',
  ':name',
  '\u0000',
  'line\nbreak\ttab\r',
  '👩‍👩‍👧 é ü 名',
  '\ud800',
  'x'.repeat(10_000),
]

describe.each(['duckdb', 'postgres'] as const)('%s', (dialect) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await engines[dialect]()
    for (const name of NAMES) await opened.execute(oddTables(name))
  })
  afterAll(() => opened.close())

  it.each(NAMES)('answers every kind of plan over tables and columns called %s', async (name) => {
    const model = oddModel(name)
    for (const plan of plansWith('b')) await opened.rowsOf(sqlOf(plan, model, dialect))
    const plan = {
      ...emptyMetricsPlan,
      metrics: [{ metric: 'total' }],
      groupBy: [{ dimension: 'who__called', as: name }],
    }
    const rows = await opened.rowsOf(sqlOf(plan, model, dialect))
    expect(rows.map((row) => row.map(String))).toEqual([
      ['Ann', '6'],
      ['Bob', '3'],
    ])
  })

  it('compares with the very text, whatever it holds', async () => {
    for (const text of HOSTILE.filter((one) => !one.includes('\0') && one !== '\ud800')) {
      const literal = compile(plansWith(text)[0] as Plan, oddModel('select'), {
        dialect,
        calendar,
        policies: noPolicies,
      })
      const written = /= (E?'(?:[^']|'')*')/s.exec(literal.stages.at(-1)?.sql ?? '')?.[1]
      expect(await opened.rowsOf(`SELECT ${written}`)).toEqual([[text]])
    }
  })

  it.each(HOSTILE)('takes %j as a value wherever one stands', async (text) => {
    const model = oddModel('select')
    for (const plan of plansWith(text)) await opened.rowsOf(sqlOf(plan, model, dialect))
    const found = await opened.rowsOf('SELECT COUNT(*) FROM "select"."select"')
    expect(Number(found[0]?.[0])).toBe(3)
  })
})

const ring = (count: number): Model =>
  modelOf(
    Array.from({ length: count }, (_, at) => ({
      ...described(`ring_${at}`),
      relation: { database: null, schema: null, name: `ring_${at}` },
      primaryEntity: `key_${at}`,
      defaultTimeDimension: null,
      entities: [
        entity(`key_${at}`, 'primary'),
        entity(`key_${(at + 1) % count}`, 'foreign', 'next'),
        entity('company', 'foreign'),
      ],
      dimensions: [dimension('colour', 'colour', 'string'), dimension(`only_${at}`, 'colour', 'string')],
      measures: [sum(`total_${at}`, 'amount')],
    })),
    Array.from({ length: count }, (_, at) => simple(`total_${at}`, `total_${at}`)),
  )

it('finds its way in a ring of joins, once around at most', () => {
  const model = ring(3)
  const by = (name: string): Plan => ({
    ...emptyMetricsPlan,
    metrics: [{ metric: 'total_0' }],
    groupBy: [{ dimension: name }],
  })
  expect(sqlOf(by('only_2'), model, 'duckdb').match(/LEFT JOIN/g)).toHaveLength(2)
  expect(sqlOf(by('key_0__colour'), model, 'duckdb')).not.toContain('JOIN')
  expect(() => sqlOf(by('key_1__key_2__key_0__key_1__colour'), model, 'duckdb')).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^semantic\//) as string }),
  )
})

it('answers from a model of two thousand tables, all of them linked', () => {
  const model = ring(2000)
  const plan: Plan = {
    ...emptyMetricsPlan,
    metrics: [{ metric: 'total_7' }, { metric: 'total_1999' }],
    groupBy: [{ dimension: 'colour' }],
  }
  expect(() => sqlOf(plan, model, 'duckdb')).toThrow(
    expect.objectContaining({ code: 'semantic/ambiguous-dimension' }),
  )
  expect(
    sqlOf({ ...plan, groupBy: [{ dimension: 'only_9' }], metrics: [{ metric: 'total_7' }] }, model, 'duckdb'),
  ).toContain('ring_9')
})

const chain = (levels: number): readonly Metric[] => [
  simple('level_0', 'total_0'),
  ...Array.from({ length: levels }, (_, at) =>
    derived(`level_${at + 1}`, `level_${at} + level_${at}`, [`level_${at}`]),
  ),
]

it('computes a metric derived through 64 levels', async () => {
  const models = ring(1).semanticModels
  const doubled = Array.from({ length: 64 }, (_, at) =>
    derived(`level_${at + 1}`, `level_${at} + 1`, [`level_${at}`]),
  )
  const model = modelOf(models, [simple('level_0', 'total_0'), ...doubled])
  const { execute, rowsOf, close } = await engines.duckdb()
  await execute('CREATE TABLE ring_0 AS SELECT 5 AS amount')
  const plan: Plan = { ...emptyMetricsPlan, metrics: [{ metric: 'level_64' }] }
  expect(await rowsOf(sqlOf(plan, model, 'duckdb'))).toEqual([['69']])
  await close()
})

it('refuses a metric that doubles itself 64 times, and one that is its own input', () => {
  const models = ring(1).semanticModels
  const asks = (metric: string, metrics: readonly Metric[]) => () =>
    sqlOf({ ...emptyMetricsPlan, metrics: [{ metric }] }, modelOf(models, metrics), 'duckdb')
  expect(asks('level_64', chain(64))).toThrow(expect.objectContaining({ code: 'semantic/too-long' }))
  const circle = [derived('a', 'b + 1', ['b']), derived('b', 'c + 1', ['c']), derived('c', 'a + 1', ['a'])]
  expect(asks('a', circle)).toThrow(expect.objectContaining({ code: 'semantic/cyclic-metric' }))
  expect(asks('a', [derived('a', 'a + 1', ['a'])])).toThrow('a → a')
})

it('runs a filter of ten thousand values', async () => {
  const { execute, rowsOf, close } = await engines.duckdb()
  await execute(oddTables('select'))
  const values = ['a', ...Array.from({ length: 10_000 }, (_, at) => `it's ${at}`)]
  const where: Filter = { kind: 'in', field: { dimension: 'label' }, values }
  const plan: Plan = { ...emptyMetricsPlan, metrics: [{ metric: 'total' }], where: [where] }
  expect(await rowsOf(sqlOf(plan, oddModel('select'), 'duckdb'))).toEqual([['2']])
  await close()
})

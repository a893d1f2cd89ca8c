import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type MinGroup, noPolicies, type Policies } from '../compiled.ts'
import { assembleModel } from '../load/assemble-model.ts'
import { readModelFile } from '../load/read-model-file.ts'
import type { Model } from '../model.ts'
import {
  emptyCheckPlan,
  emptyListPlan,
  emptyMetricsPlan,
  emptyProfilePlan,
  type Filter,
  type MetricsPlan,
  type Plan,
} from '../plan.ts'
import { compile } from './compile.ts'

const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 } as const

/** Two offices; one chief, who sits in Oslo; pay tells people apart. */
const MODEL = `semantic_models:
  - name: staff
    model: ref('staff')
    defaults: {agg_time_dimension: hired_on}
    entities: [{name: person, type: primary, expr: person_id}]
    dimensions:
      - {name: hired_on, type: time, type_params: {time_granularity: day}}
      - {name: title, type: categorical}
      - {name: office, type: categorical}
      - {name: pay, type: categorical}
    measures:
      - {name: pay_roll, agg: sum, expr: pay, create_metric: true}
      - {name: people, agg: count, expr: person_id, create_metric: true}
      - {name: average_pay, agg: average, expr: pay, create_metric: true}
  - name: shifts
    model: ref('shifts')
    defaults: {agg_time_dimension: worked_on}
    entities:
      - {name: shift, type: primary, expr: shift_id}
      - {name: person, type: foreign, expr: person_id}
    dimensions:
      - {name: worked_on, type: time, type_params: {time_granularity: day}}
      - {name: kind, type: categorical}
    measures:
      - {name: hours, agg: sum, expr: hours, create_metric: true}
metrics:
  - {name: pay_per_head, type: ratio, type_params: {numerator: pay_roll, denominator: people}}
  - {name: pay_so_far, type: cumulative, type_params: {measure: pay_roll}}
  - name: chiefs_pay
    type: simple
    filter: "{{ Dimension('person__title') }} = 'Chief'"
    type_params: {measure: pay_roll}
  - name: others_pay
    type: derived
    type_params: {expr: pay_roll - chiefs_pay, metrics: [{name: pay_roll}, {name: chiefs_pay}]}
`
const model: Model = assembleModel([readModelFile('models/staff.yml', MODEL, [])])

const PEOPLE = [
  ...Array.from({ length: 6 }, () => ['Engineer', 'Oslo']),
  ...Array.from({ length: 7 }, () => ['Seller', 'Oslo']),
  ['Chief', 'Oslo'],
  ...Array.from({ length: 8 }, () => ['Engineer', 'Rome']),
  ...Array.from({ length: 9 }, () => ['Seller', 'Rome']),
].map(([title, office], at) => ({ id: at + 1, title, office, pay: 1000 + at * at }))
const CHIEF = PEOPLE.find(({ title }) => title === 'Chief')?.pay ?? 0

const TABLES = `
  CREATE TABLE staff (person_id INTEGER, hired_on DATE, title VARCHAR, office VARCHAR, pay INTEGER);
  INSERT INTO staff VALUES ${PEOPLE.map((one) => `(${one.id}, '2025-0${(one.id % 3) + 1}-10', '${one.title}', '${one.office}', ${one.pay})`).join()};
  CREATE TABLE shifts (shift_id INTEGER, person_id INTEGER, worked_on DATE, kind VARCHAR, hours INTEGER);
  INSERT INTO shifts SELECT row_number() OVER (), 1 + r % 4, DATE '2025-03-01' + CAST(r % 10 AS INTEGER), 'night', 8 FROM range(40) t(r);
  INSERT INTO shifts SELECT 100 + r, 1 + r % 20, DATE '2025-03-01' + CAST(r % 10 AS INTEGER), 'day', 8 FROM range(200) t(r);
`
let database: DuckDBConnection
beforeAll(async () => {
  database = await (await DuckDBInstance.create(':memory:')).connect()
  await database.run(TABLES)
})

const guarded = (minGroup: MinGroup = { size: 5, entity: null }): Policies => ({ ...noPolicies, minGroup })

/** The rows of a plan, and how many groups were left out. */
async function run(plan: Plan, policies: Policies = guarded()) {
  const compiled = compile(plan, model, { dialect: 'duckdb', calendar, policies })
  const all = await rowsOf(compiled.stages.at(-1)?.sql ?? '')
  if (compiled.hiddenSql === undefined) return { rows: all, hidden: null }
  const hidden = Number((await rowsOf(compiled.hiddenSql))[0]?.[0])
  expect(all.every((row) => Number(row.at(-1)) === hidden)).toBe(true)
  return { rows: all.map((row) => row.slice(0, -1)), hidden }
}
const rowsOf = async (sql: string) =>
  (await database.runAndReadAll(sql)).getRowsJson().map((row) => row.map(numeral))
const numeral = (cell: unknown): unknown =>
  typeof cell === 'string' && /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell

const is = (dimension: string, value: string): Filter => ({
  kind: 'compare',
  field: { dimension },
  op: '=',
  value,
})
const isNot = (dimension: string, value: string): Filter => ({
  kind: 'compare',
  field: { dimension },
  op: '!=',
  value,
})
const figures = (metrics: readonly string[], more: Partial<MetricsPlan> = {}): MetricsPlan => ({
  ...emptyMetricsPlan,
  metrics: metrics.map((metric) => ({ metric })),
  ...more,
})
const by = (...names: readonly string[]) => ({ groupBy: names.map((dimension) => ({ dimension })) })

describe('a figure of one person', () => {
  it.each<[string, MetricsPlan]>([
    ['asked for outright', figures(['average_pay'], { where: [is('title', 'Chief'), is('office', 'Oslo')] })],
    ['as a ratio', figures(['pay_per_head'], { where: [is('title', 'Chief')] })],
    ['by a metric with the filter in it', figures(['chiefs_pay'])],
    ['as the rest of a derived metric', figures(['others_pay'])],
    ['as the rest of everybody', figures(['pay_roll'], { where: [isNot('title', 'Chief')] })],
    [
      'as the rest, said with NOT',
      figures(['pay_roll'], { where: [{ kind: 'not', filter: is('title', 'Chief') }] }),
    ],
    [
      'as the rest, said with NOT and OR',
      figures(['pay_roll'], {
        where: [
          { kind: 'not', filter: { kind: 'or', filters: [is('title', 'Chief'), is('office', 'Rome')] } },
        ],
      }),
    ],
    [
      'as the rest of an office',
      figures(['pay_roll'], {
        where: [
          { kind: 'in', field: { dimension: 'title' }, values: ['Engineer', 'Seller'] },
          is('office', 'Oslo'),
        ],
      }),
    ],
    [
      'as the rest, by a condition of the metric',
      { ...emptyMetricsPlan, metrics: [{ metric: 'pay_roll', where: [isNot('title', 'Chief')] }] },
    ],
    [
      'through membership',
      figures(['pay_roll'], {
        where: [
          {
            kind: 'inPlan',
            field: { dimension: 'person' },
            plan: {
              ...emptyListPlan('staff'),
              columns: [{ dimension: 'person' }],
              where: [is('title', 'Chief')],
            },
          },
        ],
      }),
    ],
    [
      'as an inline measure',
      {
        ...emptyMetricsPlan,
        metrics: [{ measure: { over: 'person__pay', aggregation: 'max' } }],
        where: [is('title', 'Chief')],
      },
    ],
    ['as a count', { ...emptyMetricsPlan, metrics: [{ countOf: 'person' }], where: [is('title', 'Chief')] }],
    [
      'compared with the year before',
      figures(['pay_roll'], {
        where: [is('title', 'Chief')],
        time: { start: '2025-01-01', end: '2026-01-01' },
        compare: { kind: 'shift', count: 1, grain: 'year' },
      }),
    ],
  ])('is not shown %s', async (_, plan) => {
    expect(await run(plan)).toEqual({ rows: [], hidden: 1 })
    const open = await run(plan, noPolicies)
    expect(open.rows).toHaveLength(1)
  })

  it('is not what another question is compared with', async () => {
    const chief = figures(['average_pay'], { where: [is('title', 'Chief')] })
    const richer: Filter = { kind: 'compare', field: { dimension: 'pay' }, op: '<', value: { plan: chief } }
    const open = await run(figures(['people'], { where: [richer] }), noPolicies)
    expect(Number(open.rows[0]?.[0])).toBeGreaterThan(5)
    expect(await run(figures(['people'], { where: [richer] }))).toEqual({ rows: [[0]], hidden: 0 })
    const above = figures(['people'], {
      ...by('office'),
      having: [{ column: 'people', op: '<', value: { plan: chief } }],
    })
    expect((await run(above)).rows).toEqual([])
  })

  it('is in no list of values, and in no profile or check', async () => {
    const titles = await run({ ...emptyMetricsPlan, ...by('title') })
    expect(titles).toEqual({ rows: [['Engineer'], ['Seller']], hidden: 1 })
    const profile = { ...emptyProfilePlan('staff'), dimensions: ['title'], show: 'values' as const }
    expect((await run(profile)).rows.map(([, value]) => value)).toEqual(['Seller', 'Engineer'])
    const summary = { ...emptyProfilePlan('staff'), dimensions: ['pay'], where: [is('title', 'Chief')] }
    expect((await run(summary)).rows).toEqual([])
    const check = {
      ...emptyCheckPlan('staff'),
      checks: [{ kind: 'nulls' as const, dimension: 'pay' }],
      where: [is('title', 'Chief')],
    }
    expect((await run(check)).rows).toEqual([])
  })
})

describe('a group that is too small', () => {
  it('is left out together with the next smallest, so that a total does not tell it', async () => {
    expect(await run(figures(['people'], by('title')))).toEqual({ rows: [['Seller', 16]], hidden: 2 })
    const both = await run(figures(['people', 'pay_roll'], by('office', 'title')))
    expect(both.rows.every(([, title]) => title !== 'Chief')).toBe(true)
    const oslo = both.rows.filter(([office]) => office === 'Oslo')
    expect(oslo.map(([, title]) => title)).toEqual(['Seller'])
  })

  it('is neither in shares nor in running totals, ranks, tops or the rest of them', async () => {
    const plan = figures(['pay_roll'], {
      ...by('title'),
      top: { count: 1, by: 'pay_roll', direction: 'desc', per: [], ties: 'first', other: true },
    })
    expect((await run(plan)).rows.map(([title]) => title)).toEqual(['Seller'])
    const share = figures(['people'], { ...by('title'), share: [{ of: 'people', within: [] }] })
    expect((await run(share)).rows).toEqual([['Seller', 16, 1]])
  })

  it('is told apart from a group of nobody', async () => {
    const nobody = figures(['people'], { where: [is('title', 'Astronaut')] })
    expect(await run(nobody)).toEqual({ rows: [[0]], hidden: 0 })
  })

  it('is counted by the entity of the slice, also where rows are many', async () => {
    const nights = figures(['hours'], { where: [is('kind', 'night')] })
    expect((await run(nights)).rows).toEqual([[320]])
    expect(await run(nights, guarded({ size: 5, entity: 'person' }))).toEqual({ rows: [], hidden: 1 })
    const days = figures(['hours'], { where: [is('kind', 'day')] })
    expect(await run(days, guarded({ size: 4, entity: 'person' }))).toEqual({ rows: [[1600]], hidden: 0 })
  })

  it('is no step of a figure that adds up over time', async () => {
    const soFar = figures(['pay_so_far'], {
      groupBy: [{ dimension: 'metric_time', grain: 'month' }],
      where: [is('office', 'Oslo'), is('title', 'Engineer')],
    })
    expect((await run(soFar, noPolicies)).rows).toHaveLength(3)
    expect((await run(soFar)).rows).toEqual([])
  })
})

it('lists no single row where none may be listed', () => {
  const policies = { ...noPolicies, rawRows: false }
  const sqlOf = (plan: Plan) => compile(plan, model, { dialect: 'duckdb', calendar, policies })
  expect(() => sqlOf(emptyListPlan('staff'))).toThrow('This slice shows no single rows')
  expect(() => sqlOf({ ...emptyMetricsPlan, ...by('pay'), distinct: false })).toThrow('no single rows')
  const one = { ...emptyListPlan('staff'), columns: [{ dimension: 'pay' }], limit: 1 }
  const oracle: Filter = { kind: 'compare', field: { dimension: 'pay' }, op: '>', value: { plan: one } }
  expect(() => sqlOf(figures(['people'], { where: [oracle] }))).toThrow('no single rows')
  const members: Filter = {
    kind: 'inPlan',
    field: { dimension: 'person' },
    plan: { ...emptyListPlan('shifts'), columns: [{ dimension: 'person' }] },
  }
  expect(sqlOf(figures(['people'], { where: [members] })).columns).toHaveLength(1)
})

it('holds windows at every scan of their model', async () => {
  const window = {
    model: 'staff',
    dimension: 'hired_on',
    start: '2025-02-01',
    end: null,
    text: 'Hired since February',
  }
  const policies = { ...noPolicies, windows: [window] }
  const plan = figures(['people'])
  const joined: MetricsPlan = {
    ...figures(['hours']),
    where: [{ kind: 'null', field: { dimension: 'office' } }],
  }
  const since = PEOPLE.filter(({ id }) => id % 3 > 0).length
  expect((await run(plan, policies)).rows).toEqual([[since]])
  expect((await run({ ...plan, time: { start: '2025-01-01', end: '2025-02-01' } }, policies)).rows).toEqual([
    [0],
  ])
  expect(Number((await run(joined, policies)).rows[0]?.[0])).toBeGreaterThan(0)
  const { explanation } = compile(plan, model, { dialect: 'duckdb', calendar, policies })
  expect(explanation.policies).toEqual([{ kind: 'rowFilter', model: 'staff', text: 'Hired since February' }])
})

const anyPlan = fc.record({
  keys: fc.subarray(['title', 'office', 'hired_on'], { minLength: 0 }),
  title: fc.option(fc.constantFrom('Chief', 'Engineer', 'Seller')),
  office: fc.option(fc.constantFrom('Oslo', 'Rome')),
  negate: fc.boolean(),
})

it('never shows, nor gives away by a total, a group of fewer than five', async () => {
  await fc.assert(
    fc.asyncProperty(anyPlan, async ({ keys, title, office, negate }) => {
      const where = [
        ...(title === null ? [] : [negate ? isNot('title', title) : is('title', title)]),
        ...(office === null ? [] : [is('office', office)]),
      ]
      const plan = figures(['people', 'pay_roll'], { ...by(...keys), where })
      const open = await run(plan, noPolicies)
      const { rows, hidden } = await run(plan)
      const counts = rows.map((row) => Number(row.at(-2)))
      expect(Math.min(5, ...counts.filter((count) => count > 0))).toBe(5)
      expect(open.rows.length).toBe(rows.length + (hidden ?? 0))
      const missing = sum(open.rows) - sum(rows)
      expect(missing === 0 || missing >= 5 || rows.length === 0).toBe(true)
      for (const row of rows) expect(row.at(-1)).not.toBe(CHIEF)
    }),
    { numRuns: 60 },
  )
})
const sum = (rows: readonly (readonly unknown[])[]): number =>
  rows.reduce((total, row) => total + Number(row.at(-2)), 0)

import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { noPolicies, type Policies } from '../compiled.ts'
import { assembleModel } from '../load/assemble-model.ts'
import { readModelFile } from '../load/read-model-file.ts'
import { emptyMetricsPlan, type MetricsPlan } from '../plan.ts'
import { parsePlan } from '../schema/parse-plan.ts'
import { compile } from './compile.ts'

// A database starts slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 } as const

const MODEL = `semantic_models:
  - name: parcels
    model: ref('parcels')
    defaults: {agg_time_dimension: sent_on}
    entities:
      - {name: parcel, type: primary, expr: parcel_id}
      - {name: sender, type: foreign, expr: sender_id}
    dimensions:
      - {name: sent_on, type: time, type_params: {time_granularity: day}}
      - {name: service, type: categorical}
      - {name: depot, type: categorical}
    measures:
      - {name: parcels, agg: count, expr: parcel_id, create_metric: true}
      - {name: weight, agg: sum, expr: weight, create_metric: true}
      - {name: average_weight, agg: average, expr: weight, create_metric: true}
      - {name: heaviest, agg: max, expr: weight, create_metric: true}
      - {name: senders, agg: count_distinct, expr: sender_id, create_metric: true}
      - {name: depots, agg: count_distinct, expr: depot, create_metric: true}
  - name: senders
    model: ref('senders')
    entities: [{name: sender, type: primary, expr: sender_id}]
    dimensions: [{name: region, type: categorical}]
    measures: [{name: known_senders, agg: count, expr: sender_id, create_metric: true}]
  - name: scans
    model: ref('scans')
    entities:
      - {name: parcel, type: foreign, expr: parcel_id}
      - {name: depot, type: foreign, expr: depot}
    dimensions: [{name: depot_name, type: categorical, expr: depot}]
    measures: [{name: scans, agg: count, expr: '1', create_metric: true}]
metrics:
  - {name: parcels_per_sender, type: ratio, type_params: {numerator: parcels, denominator: senders}}
`
const model = assembleModel([readModelFile('models/parcels.yml', MODEL, [])])

const PARCELS = 40_000
/** 5,000 senders; the weights are spread, but by arithmetic alone. */
const TABLES = `
  CREATE TABLE parcels AS SELECT i AS parcel_id, CASE WHEN i % 50 = 0 THEN NULL ELSE (i * 7919) % 5000 END AS sender_id,
    DATE '2026-01-01' + CAST(i % 90 AS INTEGER) AS sent_on, CASE WHEN i % 3 = 0 THEN 'express' ELSE 'plain' END AS service,
    CAST(i % 40 AS VARCHAR) AS depot, CAST((i * 104729) % 1000 AS DOUBLE PRECISION) / 10 AS weight
    FROM generate_series(CAST(1 AS BIGINT), ${PARCELS}) AS made(i);
  CREATE TABLE senders AS SELECT i AS sender_id, CASE WHEN i % 4 = 0 THEN 'north' ELSE 'south' END AS region
    FROM generate_series(0, 4999) AS made(i);
  CREATE TABLE scans AS SELECT parcel_id, depot FROM parcels;
`

const plan = (parts: Partial<MetricsPlan>): MetricsPlan => ({ ...emptyMetricsPlan, ...parts })
const compiled = (
  parts: Partial<MetricsPlan>,
  dialect: 'duckdb' | 'postgres' = 'duckdb',
  policies: Policies = noPolicies,
) => compile(plan(parts), model, { dialect, calendar, policies })

interface Engine {
  readonly rows: (sql: string) => Promise<readonly (readonly unknown[])[]>
  readonly close: () => Promise<void>
}

const engines: Readonly<Record<'duckdb' | 'postgres', () => Promise<Engine>>> = {
  duckdb: async () => {
    const connection: DuckDBConnection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run(TABLES)
    return {
      rows: async (sql) => (await connection.runAndReadAll(sql)).getRowsJson(),
      close: async () => connection.closeSync(),
    }
  },
  postgres: async () => {
    const database = new PGlite()
    await database.exec(TABLES)
    return {
      rows: async (sql) => (await database.query<unknown[]>(sql, [], { rowMode: 'array' })).rows,
      close: () => database.close(),
    }
  },
}

describe.each(['duckdb', 'postgres'] as const)('a sample on %s', (dialect) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await engines[dialect]()
  })
  afterAll(() => engine.close())

  const figures = async (parts: Partial<MetricsPlan>): Promise<readonly number[][]> => {
    const sql = compiled(parts, dialect).stages.at(-1)?.sql ?? ''
    return (await engine.rows(sql)).map((row) => row.map(Number))
  }

  it('estimates sums and counts of all rows, and takes averages as they are', async () => {
    const metrics = [{ metric: 'parcels' }, { metric: 'weight' }, { metric: 'average_weight' }]
    const [exact] = await figures({ metrics })
    const [estimated] = await figures({ metrics, sample: { share: 0.1 } })
    const [parcels = 0, weight = 0, average = 0] = estimated ?? []
    // four standard errors: sqrt((1 - share) / (share * rows)) of a count, 1.16 times it of this sum
    const error = 4 * Math.sqrt(0.9 / (0.1 * PARCELS))
    expect(Math.abs(parcels / PARCELS - 1)).toBeLessThan(error)
    expect(Math.abs(weight / (exact?.[1] ?? 0) - 1)).toBeLessThan(1.16 * error)
    expect(Math.abs(average / (exact?.[2] ?? 0) - 1)).toBeLessThan(0.6 * error)
    expect(parcels % 10).toBe(0)
  })

  it('counts senders by whole senders, those of nobody known by themselves', async () => {
    const metrics = [{ metric: 'senders' }, { metric: 'parcels' }]
    const [exact] = await figures({ metrics })
    const [estimated] = await figures({ metrics, sample: { share: 0.2 } })
    const error = 4 * Math.sqrt(0.8 / (0.2 * (exact?.[0] ?? 0)))
    expect(Math.abs((estimated?.[0] ?? 0) / (exact?.[0] ?? 0) - 1)).toBeLessThan(error)
    expect(Math.abs((estimated?.[1] ?? 0) / PARCELS - 1)).toBeLessThan(error)
  })

  it('shows each sender of the sample with all that is theirs', async () => {
    const bySender = { metrics: [{ metric: 'weight' }], groupBy: [{ dimension: 'sender' }] }
    const all = new Map((await figures(bySender)).map(([sender, weight]) => [sender, weight]))
    const read = await figures({ ...bySender, sample: { share: 0.05, by: 'sender' } })
    const known = read.filter(([sender]) => sender !== 0)
    expect(known.length).toBeGreaterThan(150)
    expect(known.length).toBeLessThan(350)
    for (const [sender, weight] of known) expect(weight).toBeCloseTo(all.get(sender) ?? -1, 6)
  })

  it('reads the same rows again, those of a smaller share among those of a larger one', async () => {
    const by = { metrics: [{ metric: 'heaviest' }], groupBy: [{ dimension: 'parcel' }] }
    const ids = async (share: number) => (await figures({ ...by, sample: { share } })).map(([id]) => id)
    const small = await ids(0.01)
    expect(await ids(0.01)).toEqual(small)
    const large = new Set(await ids(0.03))
    expect(small.length).toBeGreaterThan(250)
    expect(small.every((id) => large.has(id))).toBe(true)
  })

  it('keeps the same senders in every fact that leads to them', async () => {
    const sample = { share: 0.1, by: 'sender' }
    const perSender = { denominator: { metric: 'known_senders' }, numerator: { metric: 'parcels' } }
    const [row] = await figures({ metrics: [{ ratio: perSender }, { metric: 'parcels_per_sender' }], sample })
    expect(row?.[0]).toBeGreaterThan(7)
    expect(row?.[0]).toBeLessThan(9)
    expect(row?.[1]).toBeGreaterThan(7)
  })

  it('is all rows at a share of 1', async () => {
    const metrics = [{ metric: 'parcels' }, { metric: 'senders' }]
    expect(await figures({ metrics, sample: { share: 1 } })).toEqual(await figures({ metrics }))
  })
})

describe('what a sample says of itself', () => {
  it('marks estimates, and what is only of the rows read', () => {
    const { columns, explanation } = compiled({
      metrics: [{ metric: 'weight' }, { metric: 'average_weight' }, { metric: 'heaviest' }],
      sample: { share: 0.01 },
    })
    expect(columns.map(({ name, estimate }) => [name, estimate])).toEqual([
      ['weight', 'scaled'],
      ['average_weight', 'scaled'],
      ['heaviest', 'sample'],
    ])
    expect(explanation.sample).toEqual({ share: 0.01, by: [{ model: 'parcels', entity: 'parcel' }] })
  })

  it('says nothing of one where all rows are read', () => {
    const { columns, explanation } = compiled({ metrics: [{ metric: 'weight' }], sample: { share: 1 } })
    expect(columns[0]).not.toHaveProperty('estimate')
    expect(explanation).not.toHaveProperty('sample')
  })

  it('filters rows before it reads a part of them', () => {
    const policies = {
      ...noPolicies,
      rowFilters: [
        { model: 'parcels', where: "{{ Dimension('parcel__service') }} = 'plain'", text: 'plain' },
      ],
    }
    const asked = { metrics: [{ metric: 'parcels' }], sample: { share: 0.5 } }
    const sql = compiled(asked, 'duckdb', policies).stages.at(-1)?.sql ?? ''
    expect(sql.indexOf("service = 'plain'")).toBeGreaterThan(0)
    expect(sql.indexOf("service = 'plain'")).toBeLessThan(sql.indexOf('hash('))
  })
})

describe('a sample is refused', () => {
  const sample = { share: 0.1 }
  it.each([
    [
      'different values that are no entity',
      { metrics: [{ metric: 'depots' }], sample },
      'This cannot be told from a sample: Depots counts different values that are no entity of parcels, and those missing from a part of the rows may stand in the rest. Ask it on all rows.',
    ],
    [
      'an entity counted that the sample takes apart',
      { metrics: [{ metric: 'senders' }], sample: { share: 0.1, by: 'parcel' } },
      'This cannot be told from a sample: Senders needs every sender whole, and a sample by parcel takes them apart. Ask it alone, by sender, or on all rows.',
    ],
    [
      'a fact that does not lead to the entity',
      { metrics: [{ metric: 'known_senders' }], sample: { share: 0.1, by: 'parcel' } },
      'This cannot be told from a sample: senders does not lead to parcel, which the sample is by. Choose one of sender.',
    ],
    [
      'rows without a key',
      { metrics: [{ metric: 'scans' }], sample },
      'This cannot be told from a sample: rows of scans have no key of their own to choose them by. Say what the sample is by: parcel or depot.',
    ],
    [
      'the values that occur',
      { groupBy: [{ dimension: 'depot' }], sample },
      'This cannot be told from a sample: values missing from a part of the rows may stand in the rest. Ask it on all rows.',
    ],
    [
      'a plan inside another',
      {
        metrics: [{ metric: 'parcels' }],
        having: [
          {
            column: 'parcels',
            op: '>',
            value: { plan: plan({ metrics: [{ metric: 'parcels' }], sample }) },
          },
        ],
      },
      'This cannot be told from a sample: it stands inside another plan. Give the sample to the outermost plan, which holds for it.',
    ],
  ] satisfies readonly (readonly [string, Partial<MetricsPlan>, string])[])('%s', (_, parts, sentence) => {
    expect(() => compiled(parts)).toThrow(sentence)
  })

  it('where small groups are left out: two samples could tell of one by their difference', () => {
    const policies = { ...noPolicies, minGroup: { size: 5, entity: null } }
    const asked = { metrics: [{ metric: 'parcels' }], sample }
    expect(() => compiled(asked, 'duckdb', policies)).toThrow(
      'groups of few are left out here, and the difference of two samples could tell of one',
    )
  })

  it('by a key that is masked: shares that differ by little would tell it', () => {
    const masked: Policies = {
      ...noPolicies,
      masks: [{ model: 'scans', dimension: 'depot_name', mask: 'hash' }],
    }
    const by = (entity: string) => ({ metrics: [{ metric: 'scans' }], sample: { share: 0.1, by: entity } })
    expect(() => compiled(by('depot'), 'duckdb', masked)).toThrow('depot is hidden from you.')
    expect(() => compiled(by('parcel'), 'duckdb', masked)).not.toThrow()
  })

  it.each([0, -0.1, 1.5])('a share of %s', (share) => {
    expect(() => parsePlan({ kind: 'metrics', metrics: [{ metric: 'parcels' }], sample: { share } })).toThrow(
      /sample.share/,
    )
  })
})

import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { grant, type Principal } from '@numize/access'
import { fixedClock } from '@numize/base'
import { startTestServer, type TestServer } from '@numize/engines/testing'
import {
  type Cell,
  emptyListPlan,
  emptyMetricsPlan,
  loadProject,
  type MetricsPlan,
  type Plan,
  type Result,
} from '@numize/semantic'
import { openSource } from '@numize/sources'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Ask } from './ask.ts'
import { createAsk, type Ledger } from './ask-plans.ts'
import { buildCatalog } from './catalog.ts'
import { type Ground, openGround } from './ground.ts'

// Children start slowly on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

const server = await startTestServer((reason) => console.log(reason))

const MODELS = `semantic_models:
  - name: visit
    model: ref('visit')
    defaults: {agg_time_dimension: seen_at}
    entities:
      - {name: visit, type: primary, expr: visit_id}
      - {name: patient, type: foreign, expr: patient_id}
    dimensions:
      - {name: seen_at, type: time, type_params: {time_granularity: second}}
      - {name: ward, type: categorical, expr: "UPPER(Ward)"}
    measures:
      - {name: visits, agg: count, expr: visit_id, create_metric: true}
      - {name: cost, agg: sum, create_metric: true}
      - {name: typical_cost, agg: median, expr: cost, create_metric: true}
  - name: patient
    model: ref('patient')
    entities:
      - {name: patient, type: primary, expr: patient_id}
    dimensions:
      - {name: city, type: categorical}
metrics:
  - name: cost_per_visit
    type: ratio
    type_params: {numerator: cost, denominator: visits}
`
const ROWS = [
  [1, 1, '2026-03-01 23:30:00', 'a', '10.25'],
  [2, 1, '2026-03-29 00:30:00', 'A', '20.10'],
  [3, 2, '2026-03-29 01:30:00', 'b', '40.00'],
  [4, 2, '2026-03-31 22:30:00', 'b', '80.33'],
]
const VISITS = ROWS.map((row) => row.join(',')).join('\n')
const PASSWORD = 'p@ss/w:rd'
const TABLES = `CREATE TABLE patient (patient_id int PRIMARY KEY, city text);
  INSERT INTO patient VALUES (1, 'Rome'), (2, 'O''Slo');
  CREATE TABLE visit (visit_id int PRIMARY KEY, patient_id int, seen_at timestamptz, ward text, cost numeric(10, 2));
  INSERT INTO visit VALUES ${ROWS.map(([id, patient, at, ward, cost]) => `(${id}, ${patient}, '${at}+00', '${ward}', ${cost})`).join(', ')};
  CREATE ROLE reader LOGIN PASSWORD '${PASSWORD}'; GRANT SELECT ON patient, visit TO reader;`

interface Opened {
  readonly ground: Ground
  readonly ask: Ask
}

async function open(connection: string): Promise<Opened> {
  const dir = mkdtempSync(join(tmpdir(), 'numize-clinic-'))
  const files: Readonly<Record<string, string>> = {
    'numize.yml': `name: clinic\nconnection: ${connection}\ntime_zone: Europe/Paris\n`,
    'models/clinic.yml': MODELS,
    'slices/all.yml': 'name: all\naudience: [boss]\nmin_group_size: 1\n',
    'slices/ward.yml': `name: ward
audience: [nurse]
min_group_size: 1
row_filters:
  - model: visit
    where: "{{ Dimension('visit__ward') }} = {{ user('ward') }}"
`,
    'data/visit.csv': `visit_id,patient_id,seen_at,ward,cost\n${VISITS}\n`,
    'data/patient.csv': "patient_id,city\n1,Rome\n2,O'Slo\n",
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(dir, name, '..'), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  const { project, problems } = loadProject(dir, {
    list: () => Object.keys(files).filter((name) => name.endsWith('.yml')),
    read: (path) => readFileSync(path, 'utf8'),
  })
  if (!project) throw new Error(`the project did not load: ${JSON.stringify(problems)}`)
  const source = await openSource(project.connection, dir, { stateDir: join(dir, 'state') })
  const { ground, problems: unfit } = await openGround(project, source)
  expect(unfit).toEqual([])
  return { ground, ask: createAsk(ground, memoryLedger(), fixedClock('2026-04-15T12:00:00Z')) }
}

function memoryLedger(): Ledger {
  const kept = new Map<string, Result>()
  return {
    findResult: (hash) => Promise.resolve(kept.get(hash) ?? null),
    keepResult: (result) => Promise.resolve(void kept.set(result.runHash, result)),
    audit: () => Promise.resolve(),
  }
}

const boss: Principal = { orgId: 'o', userId: 'bo', roles: ['boss'], attributes: {} }
const nurse: Principal = { orgId: 'o', userId: 'nu', roles: ['nurse'], attributes: { ward: 'B' } }

const metrics = (parts: Partial<MetricsPlan>): MetricsPlan => ({
  ...emptyMetricsPlan,
  metrics: [{ metric: 'cost' }],
  ...parts,
})
const ALL = ['cost', 'visits', 'typical_cost', 'cost_per_visit'].map((metric) => ({ metric }))
const city = { dimension: 'patient__city' }

const plans: readonly (readonly [about: string, plan: Plan, rows: readonly (readonly Cell[])[]])[] = [
  [
    'days of Paris across a clock change',
    metrics({ groupBy: [{ dimension: 'metric_time', grain: 'day' }] }),
    [
      ['2026-03-02', 10.25],
      ['2026-03-29', 60.1],
      ['2026-04-01', 80.33],
    ],
  ],
  [
    'hours of Paris, one of which does not exist',
    metrics({
      groupBy: [{ dimension: 'metric_time', grain: 'hour' }],
      time: { start: '2026-03-29', end: '2026-03-30' },
    }),
    [
      ['2026-03-29 01:00:00', 20.1],
      ['2026-03-29 03:00:00', 40],
    ],
  ],
  [
    'several metrics by a joined dimension',
    metrics({ metrics: ALL, groupBy: [city] }),
    [
      ["O'Slo", 120.33, 2, 60.165, 60.165],
      ['Rome', 30.35, 2, 15.175, 15.175],
    ],
  ],
  [
    'a month beside the one before',
    metrics({
      groupBy: [{ dimension: 'metric_time', grain: 'month' }],
      compare: { kind: 'shift', count: 1, grain: 'month' },
      time: { start: '2026-04-01', end: '2026-05-01' },
    }),
    [['2026-04-01', 80.33, 70.35, 9.98, 9.98 / 70.35]],
  ],
  [
    'the best of each ward',
    metrics({
      groupBy: [{ dimension: 'visit__ward' }, city],
      top: { count: 1, by: 'cost', direction: 'desc', per: ['visit__ward'], ties: 'all' },
    }),
    [
      ['A', 'Rome', 30.35],
      ['B', "O'Slo", 120.33],
    ],
  ],
  [
    'a hostile text',
    metrics({ where: [{ kind: 'text', field: city, match: 'contains', value: "'s" }] }),
    [[120.33]],
  ],
  [
    'a list',
    {
      ...emptyListPlan('visit'),
      columns: [{ dimension: 'visit__seen_at' }, { dimension: 'visit__ward' }],
      limit: 2,
    },
    [
      ['2026-03-02 00:30:00', 'A'],
      ['2026-03-29 01:30:00', 'A'],
    ],
  ],
]

describe.skipIf(!server)('a project on Postgres', () => {
  const { execute, urlFor } = server ?? ({} as TestServer)
  let onPostgres: Opened
  let onFiles: Opened

  beforeAll(async () => {
    await execute(TABLES)
    vi.stubEnv('CLINIC_PASSWORD', PASSWORD)
    const url = urlFor('reader', '${CLINIC_PASSWORD}')
    onPostgres = await open(`{type: postgres, url: "${url}", schema: public}`)
    onFiles = await open('{type: files, path: data}')
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await onPostgres.ground.source[Symbol.asyncDispose]()
    await onFiles.ground.source[Symbol.asyncDispose]()
    await server?.[Symbol.asyncDispose]()
  })

  it.each(plans)('answers as files do: %s', async (_, plan, rows) => {
    const [answer] = await onPostgres.ask([plan], boss)
    const [other] = await onFiles.ask([plan], boss)
    expect(answer?.rows.map(rounded)).toEqual(rows.map(rounded))
    expect(answer?.rows.map(rounded)).toEqual(other?.rows.map(rounded))
    expect(answer?.columns.map(({ name, role }) => [name, role])).toEqual(
      other?.columns.map(({ name, role }) => [name, role]),
    )
  })

  it('keeps row filters, and what it knows of values is the same', async () => {
    const [answer] = await onPostgres.ask([metrics({ groupBy: [city] })], nurse)
    expect(answer?.rows).toEqual([["O'Slo", 120.33]])
    const known = async ({ ground }: Opened) =>
      (await buildCatalog(ground, grant(ground.project, boss))).values
    expect(await known(onPostgres)).toEqual(await known(onFiles))
  })

  it('serves an answer again until something is written', async () => {
    const plan = metrics({ metrics: [{ metric: 'visits' }] })
    const first = (await onPostgres.ask([plan], boss))[0]
    expect((await onPostgres.ask([plan], boss))[0]).toMatchObject({ cached: true, runHash: first?.runHash })
    await execute("INSERT INTO visit VALUES (5, 1, '2026-04-02 10:00:00+00', 'a', 1)")
    expect((await onPostgres.ask([plan], boss))[0]).toMatchObject({ cached: false, rows: [[5]] })
  })
})

const rounded = (row: readonly Cell[]): readonly Cell[] =>
  row.map((cell) => (typeof cell === 'number' ? Math.round(cell * 1e9) / 1e9 : cell))

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Principal } from '@numize/access'
import { grant } from '@numize/access'
import { fixedClock } from '@numize/base'
import {
  emptyListPlan,
  emptyMetricsPlan,
  type Filter,
  loadProject,
  type MetricsPlan,
  type Result,
} from '@numize/semantic'
import { openSource } from '@numize/sources'
import { openStore, type Store } from '@numize/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ask } from './ask.ts'
import { createAsk, type Ledger } from './ask-plans.ts'
import { buildCatalog } from './catalog.ts'
import { type Ground, openGround } from './ground.ts'

const clock = fixedClock('2026-03-15T12:00:00Z')
const FILES: Readonly<Record<string, string>> = {
  'numize.yml': 'name: clinic\nconnection: {type: files, path: data}\ntime_zone: UTC\nnow: clock\n',
  'models/visit.yml': `semantic_models:
  - name: visit
    model: ref('visit')
    defaults: {agg_time_dimension: day}
    entities:
      - {name: visit, type: primary, expr: visit_id}
      - {name: patient, type: foreign, expr: patient_id}
    dimensions:
      - {name: day, type: time, type_params: {time_granularity: day}}
      - {name: ward, type: categorical}
      - {name: secret_flag, type: categorical}
    measures:
      - {name: visits, agg: sum, expr: "1", create_metric: true}
      - {name: cost, agg: sum, create_metric: true}
  - name: patient
    model: ref('patient')
    entities:
      - {name: patient, type: primary, expr: patient_id}
    dimensions:
      - {name: city, type: categorical}
      - {name: full_name, type: categorical, config: {meta: {numize: {pii: true}}}}
metrics:
  - name: flagged_visits
    type: simple
    type_params: {measure: visits}
    filter: "{{ Dimension('visit__secret_flag') }} = 'y'"
`,
  'slices/all.yml':
    'name: all\naudience: [boss]\nmin_group_size: 1\nhidden_dimensions: [visit.secret_flag]\n',
  'slices/ward.yml': `name: ward
audience: [nurse]
min_group_size: 1
row_filters:
  - model: visit
    where: "{{ Dimension('visit__ward') }} = {{ user('ward') }}"
`,
  'data/visit.csv':
    'visit_id,patient_id,day,ward,secret_flag,cost\n1,1,2026-02-03,A,y,10\n2,1,2026-03-01,A,n,20\n3,2,2026-03-02,B,y,40\n4,2,2026-03-14,B,n,80\n',
  'data/patient.csv': 'patient_id,city,full_name\n1,Rome,Ann Alpha\n2,Oslo,Bob Beta\n',
}
const boss: Principal = { orgId: 'o', userId: 'bo', roles: ['boss'], attributes: {} }
const nurse: Principal = { orgId: 'o', userId: 'nu', roles: ['nurse'], attributes: { ward: 'B' } }

let store: Store
let ground: Ground
let ask: Ask

beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'numize-ask-'))
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(join(dir, name, '..'), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  const { project, problems } = loadProject(dir, {
    list: (from) =>
      readdirSync(from, { recursive: true })
        .map(String)
        .filter((name) => name.endsWith('.yml')),
    read: (path) => readFileSync(path, 'utf8'),
  })
  if (!project) throw new Error(`the project did not load: ${JSON.stringify(problems)}`)
  const source = await openSource(project.connection, dir, { stateDir: join(dir, 'state') })
  ;({ ground } = await openGround(project, source))
  store = await openStore({ dir: null, clock })
  await store.addOrg('o', 'Clinic')
  ask = createAsk(ground, ledgerOf(store), clock)
})

afterAll(async () => {
  await ground.source[Symbol.asyncDispose]()
  await store[Symbol.asyncDispose]()
})

const ledgerOf = (from: Store): Ledger => {
  const { results, audit } = from.org('o')
  return {
    findResult: async (runHash, policies) => (await results.get({ runHash, policies })) as Result | null,
    keepResult: (result, policies) => results.put({ runHash: result.runHash, policies }, result),
    audit: async (entry) => void (await audit.append(JSON.parse(JSON.stringify(entry)))),
  }
}

const metrics = (parts: Partial<MetricsPlan>): MetricsPlan => ({
  ...emptyMetricsPlan,
  metrics: [{ metric: 'cost' }],
  ...parts,
})
const one = async (plan: Parameters<Ask>[0][number], who = boss): Promise<Result> => {
  const [result] = await ask([plan], who)
  if (!result) throw new Error('no result')
  return result
}

describe('a slice is a boundary', () => {
  it('filters the rows of whoever asks, also where the filtered model is only joined', async () => {
    const byCity = metrics({ groupBy: [{ dimension: 'patient__city' }] })
    expect((await one(byCity)).rows).toEqual([
      ['Oslo', 120],
      ['Rome', 30],
    ])
    expect((await one(byCity, nurse)).rows).toEqual([['Oslo', 120]])
  })

  it('does not know a hidden dimension, though a metric is defined with it', async () => {
    expect((await one(metrics({ metrics: [{ metric: 'flagged_visits' }] }))).rows).toEqual([[2]])
    await expect(one(metrics({ groupBy: [{ dimension: 'visit__secret_flag' }] }))).rejects.toThrow(
      /secret_flag/,
    )
    const filtered = metrics({
      where: [{ kind: 'compare', field: { dimension: 'visit__secret_flag' }, op: '=', value: 'y' }],
    })
    await expect(one(filtered)).rejects.toThrow(/secret_flag/)
  })

  it('hides personal data from lists, groups, filters and counts alike', async () => {
    const column = [{ dimension: 'patient__full_name' }]
    await expect(one({ ...emptyListPlan('patient'), columns: column })).rejects.toThrow(/full_name/)
    await expect(one(metrics({ groupBy: column }))).rejects.toThrow(/full_name/)
    const distinct = { over: 'patient__full_name', aggregation: 'count_distinct' as const }
    await expect(one(metrics({ metrics: [{ measure: distinct }] }))).rejects.toThrow(/full_name/)
  })

  it('hides it inside the condition of one metric, and inside a ratio', async () => {
    const flagged = {
      metric: 'visits',
      where: [{ kind: 'compare', field: { dimension: 'visit__secret_flag' }, op: '=', value: 'y' }],
    } as const
    await expect(one(metrics({ metrics: [flagged] }))).rejects.toThrow(/secret_flag/)
    const ratio = { numerator: flagged, denominator: { metric: 'visits' } }
    await expect(one(metrics({ metrics: [{ ratio }] }))).rejects.toThrow(/secret_flag/)
    const inWard = { ...flagged, where: [{ ...flagged.where[0], field: { dimension: 'ward' }, value: 'A' }] }
    expect((await one(metrics({ metrics: [inWard] }))).rows).toEqual([[2]])
  })

  it('orders a list by nothing that is hidden', async () => {
    const list = { ...emptyListPlan('visit'), columns: [{ dimension: 'visit__ward' }] }
    const by = (name: string) => ({ ...list, orderBy: [{ by: name, direction: 'asc' as const }] })
    await expect(one(by('visit__secret_flag'))).rejects.toThrow(/secret_flag/)
    await expect(one(by('secret_flag'))).rejects.toThrow(/secret_flag/)
    expect((await one(by('visit__day'))).rows).toEqual([['A'], ['A'], ['B'], ['B']])
  })

  it('hides it from distinct values, asked without any metric', async () => {
    for (const dimension of ['patient__full_name', 'visit__secret_flag'])
      await expect(one(metrics({ metrics: [], groupBy: [{ dimension }] }))).rejects.toMatchObject({
        code: 'ask/outside-slice',
      })
  })

  it('hides it from a metric in a filter', async () => {
    const field = { metric: 'cost', by: ['patient__full_name'] }
    const plan = { ...emptyListPlan('patient'), columns: [{ dimension: 'patient__city' }] }
    await expect(one({ ...plan, where: [{ kind: 'compare', field, op: '>', value: 1 }] })).rejects.toThrow(
      /full_name/,
    )
  })

  it('takes no SQL in a plan: it could name what the slice hides', async () => {
    const plan = metrics({ where: [{ kind: 'sql', expression: "secret_flag = 'y'" } as never] })
    await expect(one(plan)).rejects.toMatchObject({ code: 'semantic/bad-plan' })
  })

  it('hides it inside a plan within a filter too', async () => {
    const inner = { ...emptyListPlan('patient'), columns: [{ dimension: 'patient__full_name' }] }
    const outer = metrics({ where: [{ kind: 'inPlan', field: { dimension: 'patient' }, plan: inner }] })
    await expect(one(outer)).rejects.toThrow(/full_name/)
  })

  it('keeps hidden values out of what the planner knows', async () => {
    const of = async (who: Principal) =>
      (await buildCatalog(ground, grant(ground.project, who))).values.map(
        (column) => `${column.model}.${column.dimension}`,
      )
    expect(await of(boss)).toEqual(['visit.ward', 'patient.city'])
    expect(await of(nurse)).toEqual(['patient.city'])
  })
})

it('counts a key under the name of its own model', async () => {
  const measure = { over: 'visit__patient', aggregation: 'count_distinct' as const }
  expect((await one(metrics({ metrics: [{ measure }] }))).rows).toEqual([[2]])
})

describe('a run', () => {
  it('is served from the store the second time, byte for byte, and never to other rights', async () => {
    const plan = metrics({ groupBy: [{ dimension: 'visit__ward' }] })
    const first = await one(plan)
    const second = await one(plan)
    expect(second.cached).toBe(true)
    expect({ ...second, cached: false }).toEqual({ ...first, cached: false })
    const other = await one(plan, nurse)
    expect(other.runHash).not.toBe(first.runHash)
    expect(other.rows).toEqual([['B', 120]])
  })

  it('is the same answer however its conditions were put, and not to other conditions', async () => {
    const ward: Filter = { kind: 'in', field: { dimension: 'visit__ward' }, values: ['A', 'B'] }
    const turned: Filter = { ...ward, values: ['B', 'A', 'B'] }
    const city: Filter = { kind: 'compare', field: { dimension: 'patient__city' }, op: '=', value: 'Oslo' }
    const first = await one(metrics({ where: [ward, city] }))
    const again = await one(metrics({ where: [city, turned] }))
    expect(again).toMatchObject({ cached: true, runHash: first.runHash, rows: first.rows })
    expect(again.plan).toMatchObject({
      where: [{ kind: 'compare' }, { kind: 'in', values: ['B', 'A', 'B'] }],
    })
    expect((await one(metrics({ where: [city] }))).runHash).not.toBe(first.runHash)
    expect((await one(metrics({ where: [{ kind: 'or', filters: [ward, city] }] }))).runHash).not.toBe(
      first.runHash,
    )
  })

  it('marks the period that is not over', async () => {
    const byMonth = await one(metrics({ groupBy: [{ dimension: 'metric_time', grain: 'month' }] }))
    expect(byMonth.rows.map(([month]) => String(month).slice(0, 10))).toEqual(['2026-02-01', '2026-03-01'])
    expect(String(byMonth.incompleteFrom).slice(0, 10)).toBe('2026-03-01')
  })

  it('is written to the audit, answered or not, without a cell of data', async () => {
    const before = await store.org('o').audit.list({ limit: 1000 })
    await one(metrics({}))
    await expect(one(metrics({ metrics: [{ metric: 'costs' }] }))).rejects.toThrow(
      'metric costs is not in your slice',
    )
    const entries = (await store.org('o').audit.list({ limit: 1000 })).slice(before.length)
    expect(entries.map(({ entry }) => (entry as { outcome: string }).outcome)).toEqual([
      'answered',
      'refused',
    ])
    const leaves: unknown[] = []
    const text = JSON.stringify(entries, (_, value: unknown) => {
      leaves.push(value)
      return value
    })
    expect(text).not.toContain('Oslo')
    expect(leaves.map(String)).not.toContain('150')
    expect(await store.org('o').audit.verify()).toMatchObject({ ok: true })
  })

  it('stops when its asker does', async () => {
    const signal = AbortSignal.abort()
    await expect(ask([metrics({ limit: 7 })], boss, { signal })).rejects.toMatchObject({
      code: 'engines/cancelled',
    })
  })
})

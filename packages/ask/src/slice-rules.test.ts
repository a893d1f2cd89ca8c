import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { grant, type Principal } from '@numize/access'
import { fixedClock } from '@numize/base'
import { startTestServer, type TestServer } from '@numize/engines/testing'
import {
  emptyFunnelPlan,
  emptyListPlan,
  emptyMetricsPlan,
  emptyRetentionPlan,
  type Filter,
  loadProject,
  type MetricsPlan,
  type Plan,
  type Result,
} from '@numize/semantic'
import { openSource } from '@numize/sources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ask } from './ask.ts'
import { createAsk } from './ask-plans.ts'
import { createAskSql } from './ask-sql.ts'
import { buildCatalog } from './catalog.ts'
import { type Ground, groundGrant, openGround } from './ground.ts'
import { sliceProblems } from './slice-problems.ts'

// Children start slowly on a busy machine.

const server = await startTestServer((reason) => console.log(reason))
const clock = fixedClock('2026-03-20T12:00:00Z')

const MODELS = `semantic_models:
  - name: staff
    model: ref('staff')
    entities: [{name: person, type: primary, expr: person_id}]
    dimensions:
      - {name: title, type: categorical}
      - {name: phone, type: categorical, config: {meta: {numize: {pii: true}}}}
    measures: [{name: people, agg: count, expr: person_id, create_metric: true}]
  - name: visits
    model: ref('visits')
    defaults: {agg_time_dimension: visited_at}
    config: {meta: {numize: {event_stream: {entity: person, time: visited_at, event: page}}}}
    entities:
      - {name: visit, type: primary, expr: visit_id}
      - {name: person, type: foreign, expr: person_id}
    dimensions:
      - {name: visited_at, type: time, type_params: {time_granularity: second}}
      - {name: page, type: categorical}
    measures:
      - {name: visits, agg: count, expr: visit_id, create_metric: true}
      - {name: longest, agg: max, expr: seconds, create_metric: true}
`
const slice = (name: string, rules: string): Readonly<Record<string, string>> => ({
  [`slices/${name}.yml`]: `name: ${name}\naudience: [${name}]\n${rules}\n`,
})
const SLICES = {
  ...slice('careful', 'raw_rows: false'),
  ...slice('people', 'group_entity: person'),
  ...slice('recent', 'min_group_size: 1\nwindow: {trailing: 10 days}'),
  ...slice('first', 'min_group_size: 1\nwindow: {to: 2026-03-02}'),
  ...slice('narrow', 'min_group_size: 1\naggregations: [count]\njoins: []'),
}

/** Twenty people; one of them is the chief; everybody looks, twelve buy, three of them pay. */
const PEOPLE = Array.from({ length: 20 }, (_, at) => [
  at + 1,
  at === 0 ? 'Chief' : at < 10 ? 'Nurse' : 'Porter',
  `+39 555 ${1000 + at}`,
])
const at = (day: number, hour: number): string =>
  `2026-03-${String(day).padStart(2, '0')} ${String(hour).padStart(2, '0')}:00:00`
const VISITS = PEOPLE.flatMap(([person], index) => [
  [person, at(1 + (index % 4), 8), 'look', 10 + index],
  ...(index < 12 ? [[person, at(5 + (index % 4), 9), 'buy', 20 + index]] : []),
  ...(index < 3 ? [[person, at(15, 10), 'pay', 30 + index]] : []),
]).map((visit, index) => [index + 1, ...visit])

const csv = (header: string, rows: readonly (readonly unknown[])[]): string =>
  `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`
const values = (rows: readonly (readonly (string | number | undefined)[])[]): string =>
  rows.map((row) => `(${row.map((cell) => (typeof cell === 'number' ? cell : `'${cell}'`)).join()})`).join()
const TABLES = `CREATE TABLE staff (person_id int PRIMARY KEY, title text, phone text);
  INSERT INTO staff VALUES ${values(PEOPLE)};
  CREATE TABLE visits (visit_id int PRIMARY KEY, person_id int, visited_at timestamp, page text, seconds int);
  INSERT INTO visits VALUES ${values(VISITS)};`

const dir = mkdtempSync(join(tmpdir(), 'numize-rules-'))
const opened: AsyncDisposable[] = []
afterAll(async () => {
  for (const source of opened) await source[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true, force: true })
})

async function open(kind: string): Promise<{ ground: Ground; ask: Ask }> {
  const folder = join(dir, kind)
  const connection =
    kind === 'files' ? '{type: files, path: data}' : `{type: postgres, url: "${(server as TestServer).url}"}`
  const files: Readonly<Record<string, string>> = {
    'numize.yml': `name: ward\nconnection: ${connection}\ntime_zone: UTC\nnow: clock\n`,
    'models/ward.yml': MODELS,
    ...SLICES,
    'data/staff.csv': csv('person_id,title,phone', PEOPLE),
    'data/visits.csv': csv('visit_id,person_id,visited_at,page,seconds', VISITS),
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  if (kind === 'postgres') await server?.execute(TABLES)
  const { project, problems } = loadProject(folder, {
    list: (from) =>
      readdirSync(from, { recursive: true })
        .map(String)
        .filter((name) => name.endsWith('.yml')),
    read: (path) => readFileSync(path, 'utf8'),
  })
  if (!project) throw new Error(JSON.stringify(problems))
  const source = await openSource(project.connection, project.dir, { stateDir: join(folder, 'state') })
  opened.push(source)
  const { ground } = await openGround(project, source)
  return { ground, ask: createAsk(ground, { ...ledger, ...kept() }, clock) }
}

const ledger = { audit: () => Promise.resolve() }
function kept() {
  const results = new Map<string, Result>()
  return {
    findResult: (hash: string, fingerprint: string) =>
      Promise.resolve(results.get(`${hash} ${fingerprint}`) ?? null),
    keepResult: (result: Result, fingerprint: string) =>
      Promise.resolve(void results.set(`${result.runHash} ${fingerprint}`, result)),
  }
}

const reader = (role: string, more: Partial<Principal> = {}): Principal => ({
  orgId: 'o',
  userId: 'ann',
  roles: [role],
  attributes: {},
  ...more,
})
const page = (name: string): Filter => ({
  kind: 'compare',
  field: { dimension: 'page' },
  op: '=',
  value: name,
})
const metric = (name: string, more: Partial<MetricsPlan> = {}): MetricsPlan => ({
  ...emptyMetricsPlan,
  metrics: [{ metric: name }],
  ...more,
})
const byTitle = metric('people', { groupBy: [{ dimension: 'person__title' }] })

describe.each(server ? ['files', 'postgres'] : ['files'])('the rules of a slice over %s', (kind) => {
  let ground: Ground
  let ask: Ask
  beforeAll(async () => {
    ;({ ground, ask } = await open(kind))
  })
  const told = async (plan: Plan, who: Principal): Promise<Result> => {
    const [result] = await ask([plan], who)
    if (!result) throw new Error('no result')
    return result
  }

  it('tells how many groups were left out, also where no row is left and from the store', async () => {
    for (const cached of [false, true]) {
      const some = await told(byTitle, reader('careful'))
      expect(some).toMatchObject({ rows: [['Porter', 10]], rowCount: 1, cached })
      expect(some.explanation.hiddenGroups).toEqual({ groups: 2, size: 5, of: 'rows' })
      const none = await told(metric('visits', { where: [page('pay')] }), reader('careful'))
      expect(none).toMatchObject({ rows: [], cached })
      expect(none.explanation.hiddenGroups?.groups).toBe(1)
    }
  })

  it('counts people where the slice says so', async () => {
    const busy = metric('visits', {
      where: [{ kind: 'in', field: { dimension: 'person' }, values: [1, 2, 3] }],
    })
    expect((await told(busy, reader('careful'))).rows).toEqual([[9]])
    const result = await told(busy, reader('people'))
    expect(result.rows).toEqual([])
    expect(result.explanation.hiddenGroups).toEqual({ groups: 1, size: 5, of: 'different persons' })
  })

  it('leaves small steps out of a funnel and small cells out of a retention', async () => {
    const steps = ['look', 'buy', 'pay'].map((name) => ({ name, where: [page(name)] }))
    const funnel = { ...emptyFunnelPlan('visits'), steps, window: { count: 30, grain: 'day' as const } }
    const reached = await told(funnel, reader('careful'))
    expect(reached.rows.map((row) => row.slice(1, 3))).toEqual([
      ['look', 20],
      ['buy', 12],
    ])
    expect(reached.explanation.hiddenGroups?.groups).toBe(1)
    await expect(
      told({ ...funnel, members: { step: 1, which: 'reached' } }, reader('careful')),
    ).rejects.toMatchObject({ code: 'semantic/raw-rows-off' })
    const weeks = { ...emptyRetentionPlan('visits'), grain: 'week' as const, count: 3, overall: true }
    const counts = (await told(weeks, reader('careful'))).rows.map((row) => row.slice(0, 3))
    expect(counts.every(([, , back]) => back === 0 || back === null || Number(back) >= 5)).toBe(true)
  })

  it('shows no single row, by no way', async () => {
    const who = reader('careful')
    await expect(told(emptyListPlan('staff'), who)).rejects.toMatchObject({ code: 'semantic/raw-rows-off' })
    const sql = createAskSql(ground, { ...ledger, ...kept() }, clock)('SELECT count(*) FROM staff', who)
    await expect(sql).rejects.toMatchObject({ code: 'ask/no-raw-rows' })
    const known = (await buildCatalog(ground, groundGrant(ground, who, clock.now()))).values
    expect(known.map(({ dimension, values: found }) => [dimension, found.toSorted()])).toEqual([
      ['title', ['Nurse', 'Porter']],
      ['page', ['buy', 'look']],
    ])
  })

  it('has rows of its times only, and nobody moves them', async () => {
    const visits = metric('visits')
    expect((await told(visits, reader('first'))).rows).toEqual([[5]])
    const recent = await told(visits, reader('recent'))
    expect(recent.rows).toEqual([[3]])
    expect(recent.explanation.policies[0]?.text).toBe('Only rows of the last 10 days')
    const [moved] = await ask([visits], reader('recent'), { now: '2026-03-10T12:00:00' })
    expect(moved?.rows).toEqual([[3]])
    const ofPeople = metric('people', {
      where: [
        {
          kind: 'inPlan',
          field: { dimension: 'person' },
          plan: { ...emptyListPlan('visits'), columns: [{ dimension: 'person' }] },
        },
      ],
    })
    expect((await told(ofPeople, reader('recent'))).rows).toEqual([[3]])
    const pages = (await buildCatalog(ground, groundGrant(ground, reader('recent'), clock.now()))).values
    expect(pages.find(({ dimension }) => dimension === 'page')?.values).toEqual(['pay'])
    expect(() => grant(ground.project, reader('recent'))).toThrow('which day is today')
  })

  it('allows the joins and aggregations it names', async () => {
    const who = reader('narrow')
    expect((await told(metric('visits'), who)).rows).toEqual([[VISITS.length]])
    await expect(told(metric('longest'), who)).rejects.toMatchObject({ code: 'ask/outside-slice' })
    const greatest = { measure: { over: 'person__title', aggregation: 'max' as const } }
    await expect(told({ ...emptyMetricsPlan, metrics: [greatest] }, who)).rejects.toMatchObject({
      code: 'ask/aggregation-off',
    })
    const joined = metric('visits', { groupBy: [{ dimension: 'person__title' }] })
    expect((await told(joined, reader('people'))).rows.length).toBeGreaterThan(0)
    await expect(told(joined, who)).rejects.toThrow('title')
  })

  it('shows personal data to whom it was approved for, until it ends', async () => {
    const phones = { ...emptyListPlan('staff'), columns: [{ dimension: 'phone' }], limit: 1 }
    const approved = (until: string): Principal =>
      reader('people', {
        approvals: [{ project: 'ward', slice: 'people', dimension: 'staff.phone', until }],
      })
    await expect(told(phones, reader('people'))).rejects.toMatchObject({ code: 'semantic/unknown-dimension' })
    expect((await told(phones, approved('2026-03-20T12:00:01Z'))).rows).toEqual([['+39 555 1000']])
    await expect(told(phones, approved('2026-03-20T12:00:00Z'))).rejects.toThrow('phone')
    await expect(told(phones, { ...approved('2027-01-01T00:00:00Z'), roles: ['careful'] })).rejects.toThrow(
      'phone',
    )
  })

  it('says what a draft would break', () => {
    const people = ground.project.slices.find(({ name }) => name === 'people')
    if (!people) throw new Error('no slice')
    expect(sliceProblems(byTitle, ground, people, clock)).toEqual([])
    const filtered = {
      ...people,
      rowFilters: [
        { model: 'staff', where: "{{ Dimension('person__title') }} = {{ user('x') }}", description: null },
      ],
    }
    expect(sliceProblems(byTitle, ground, filtered, clock)).toEqual([])
    expect(
      sliceProblems(byTitle, ground, { ...people, hiddenDimensions: ['staff.title'] }, clock),
    ).toHaveLength(1)
  })
})

import { grant } from '@numize/access'
import { buildCatalog } from '@numize/ask'
import type { Reading } from '@numize/planner'
import { emptyListPlan, type ListPlan, type Plan, type Result } from '@numize/semantic'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Assistant } from '../assistant.ts'
import type { Reply } from '../conversation.ts'
import { type OpenProject, openProject, person } from '../testing/open-project.ts'
import { checkRows, type Verdict } from './check-rows.ts'

const PARCELS = `semantic_models:
  - name: parcel
    model: ref('parcel')
    defaults: {agg_time_dimension: sent}
    entities:
      - {name: parcel, type: primary, expr: parcel_id}
      - {name: depot, type: foreign, expr: depot_id}
      - {name: town, type: foreign, expr: town_id}
    dimensions:
      - {name: sent, type: time, type_params: {time_granularity: day}}
      - {name: carrier, type: categorical}
      - {name: note, type: categorical}
      - {name: weight, type: categorical}
    measures:
      - {name: parcels, agg: sum, expr: "1", create_metric: true}
      - {name: fees, agg: sum, expr: fee, create_metric: true}
      - {name: different_parcels, agg: count_distinct, expr: parcel_id}
  - name: depot
    model: ref('depot')
    entities:
      - {name: depot, type: primary, expr: depot_id}
    dimensions:
      - {name: region, type: categorical}
  - name: town
    model: ref('town')
    entities:
      - {name: town, type: primary, expr: town_id}
    dimensions:
      - {name: town_name, type: categorical, label: Town}
metrics:
  - {name: counted, label: Parcels counted, type: simple, type_params: {measure: different_parcels}}
  - name: heavy_counted
    type: simple
    type_params: {measure: different_parcels}
    filter: "{{ Dimension('parcel__carrier') }} = 'Swift'"
  - {name: swift_share, label: Swift share, type: ratio, type_params: {numerator: heavy_counted, denominator: counted}}
  - name: swift_fees
    label: Swift fees
    type: simple
    type_params: {measure: fees}
    filter: "{{ Dimension('parcel__carrier') }} = 'Swift'"
  - {name: swift_fee_share, label: Swift part of fees, type: ratio, type_params: {numerator: swift_fees, denominator: fees}}
`
const rows = [
  '1,1,1,2026-01-05,Swift,,3,10',
  '2,1,2,2026-01-20,Swift,,3,20',
  '3,2,1,2026-02-03,Post,,2,-25',
  '4,2,2,2026-02-14,Post,,1,5',
]
const FILES = {
  'numize.yml': 'name: parcels\nconnection: {type: files, path: data}\ntime_zone: UTC\nnow: clock\n',
  'models/parcel.yml': PARCELS,
  'data/parcel.csv': ['parcel_id,depot_id,town_id,sent,carrier,note,weight,fee', ...rows].join('\n'),
  'data/depot.csv': 'depot_id,region\n1,North\n2,South\n2,East\n',
  'data/town.csv': 'town_id,town_name\n1,Oslo\n2,Bergen\n',
}
const boss = person('boss')

let project: OpenProject
let assistant: Assistant
beforeAll(async () => {
  project = await openProject(FILES, '2026-03-15T12:00:00Z')
  assistant = project.assistant()
})
afterAll(async () => {
  await project[Symbol.asyncDispose]()
})

const ask = async (question: string): Promise<Reply> =>
  (await assistant.answer(question, { principal: boss })).reply

const answered = (reply: Reply): Extract<Reply, { status: 'answered' }> => {
  if (reply.status !== 'answered') throw new Error(JSON.stringify(reply))
  return reply
}

const emptyReading: Omit<Reading, 'plan'> = {
  stated: [],
  assumed: [],
  dropped: [],
  confidence: { score: 1, reasons: [] },
  presentation: null,
}

/** The checks of a plan that no question gives, over the same data. */
async function checked(reading: Reading): Promise<Verdict> {
  const fetch = async (plan: Plan): Promise<Result> => {
    const [result] = await project.ask([plan], boss)
    if (!result) throw new Error('no result')
    return result
  }
  const catalog = await buildCatalog(project.ground, grant(project.ground.project, boss))
  return checkRows({ reading, result: await fetch(reading.plan), catalog, now: '2026-03-15T12:00:00', fetch })
}

describe('rows are checked before they are told', () => {
  it('refuses groups that add up to more than their total, and says why', async () => {
    const reply = await ask('parcels by region')
    expect(reply).toMatchObject({ status: 'refused', code: 'assistant/unreasonable' })
    expect(reply).toMatchObject({
      reason: expect.stringMatching(/adds up to 6, and the total is 4.*more than once/),
    })
  })

  it('tells groups that add up to their total', async () => {
    const reply = answered(await ask('parcels by town'))
    expect(reply.checks).toContainEqual({ name: 'parts and total', outcome: 'passed' })
    expect(reply.answer.caveats).toEqual([])
  })

  it('refuses a list that a join made longer than its table', async () => {
    const reply = await ask('list parcels with their region')
    expect(reply).toMatchObject({
      status: 'refused',
      reason: expect.stringMatching(/list has 6 rows, and parcel holds only 4/),
    })
  })

  it('lets shares of counts pass, and warns where amounts below zero make a share of more than all', async () => {
    expect(answered(await ask('swift share')).checks).toContainEqual({ name: 'shares', outcome: 'passed' })
    expect(answered(await ask('swift part of fees')).answer.caveats.join()).toMatch(
      /amounts behind it are below zero/,
    )
  })

  it('says which column holds nothing', async () => {
    expect(answered(await ask('list parcels with their note and carrier')).answer.caveats).toContain(
      'Parcel note is not known in any row.',
    )
  })

  it('says where a limit cut equals', async () => {
    const plan = await ask('top 1 carriers by parcels')
    expect(answered(plan).answer.caveats.join()).toMatch(/2 rows instead of 1/)
  })
})

describe('an answer without rows', () => {
  it('offers the nearest period that has some, and says where the data ends', async () => {
    const reply = await ask('parcels by town in May 2027')
    expect(reply).toMatchObject({
      status: 'clarify',
      question: expect.stringContaining('data ends'),
      options: [{ label: 'In Feb 2026' }],
    })
  })

  it('offers a value that is spelled nearly so, with what it would give', async () => {
    const plan: ListPlan = {
      ...emptyListPlan('parcel'),
      columns: [{ dimension: 'parcel' }],
      where: [{ kind: 'compare', field: { dimension: 'town__town_name' }, op: '=', value: 'oslow' }],
    }
    const stated = [{ kind: 'filter' as const, text: 'in oslow', reading: 'Town is oslow', span: null }]
    const { near } = await checked({ ...emptyReading, plan, stated })
    expect(near).toMatchObject({
      question: expect.stringContaining('no rows for “oslow”'),
      options: [{ label: 'Oslo: 2 rows', reading: { stated: [{ reading: 'Town is Oslo' }] } }],
    })
  })

  it('says where a list is cut among equals', async () => {
    const plan: ListPlan = {
      ...emptyListPlan('parcel'),
      columns: [{ dimension: 'parcel' }],
      orderBy: [{ by: 'parcel__carrier', direction: 'asc' }],
      limit: 1,
    }
    expect((await checked({ ...emptyReading, plan })).caveats.join()).toMatch(/shown is by chance/)
  })

  it('leaves a count of nothing within the data as it is', async () => {
    expect(answered(await ask('how many parcels on 7 January 2026')).result.rows).toEqual([[null]])
  })

  it('notes a period that reaches beyond the data', async () => {
    expect(answered(await ask('parcels since January 2026')).answer.caveats.join()).toMatch(
      /data ends on 14 Feb 2026/,
    )
  })
})

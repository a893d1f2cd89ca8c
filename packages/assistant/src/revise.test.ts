import type { Plan } from '@numize/semantic'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Assistant } from './assistant.ts'
import type { Turn } from './conversation.ts'
import { type OpenProject, openProject, person } from './testing/open-project.ts'

const SLOW_MS = 60_000
let project: OpenProject

const MODEL = `
semantic_models:
  - name: orders
    model: ref('orders')
    defaults: { agg_time_dimension: day }
    entities: [{ name: order, type: primary }]
    dimensions:
      - { name: day, type: time, type_params: { time_granularity: day } }
      - { name: country, label: Country, type: categorical }
    measures:
      - { name: order_count, agg: sum, expr: '1' }
metrics:
  - { name: orders, label: Orders, type: simple, type_params: { measure: order_count } }
`
const ORDERS = 'order,day,country\n1,2026-03-01,Germany\n2,2026-03-02,France\n3,2026-04-02,France\n'

beforeAll(async () => {
  project = await openProject(
    {
      'numize.yml': 'name: shop\ntime_zone: UTC\nconnection: { type: files, path: data }\n',
      'models/orders.yml': MODEL,
      'data/orders.csv': ORDERS,
    },
    '2026-04-15T12:00:00Z',
  )
}, SLOW_MS)

afterAll(() => project[Symbol.asyncDispose]())

const asker = { principal: person('owner') }

const planOf = ({ reply }: Turn): Plan => {
  if (reply.status !== 'answered') throw new Error(`not answered: ${JSON.stringify(reply)}`)
  return reply.reading.plan
}
const rowsOf = ({ reply }: Turn) => (reply.status === 'answered' ? reply.result.rows : reply.status)

/** Orders by country, then the same of France alone, chosen by hand. */
async function narrowed(assistant: Assistant): Promise<{ first: Turn; second: Turn }> {
  const first = await assistant.answer('orders by country', asker)
  const plan = {
    ...planOf(first),
    where: [{ kind: 'in', field: { dimension: 'order__country' }, values: ['France'] }],
  }
  const second = await assistant.revise(
    { plan, question: 'Only where: Country is France', turnId: first.id },
    asker,
  )
  return { first, second }
}

describe('an answer put together by hand', () => {
  it('is the next turn of its thread, called as it was changed', async () => {
    const assistant = project.assistant()
    const { first, second } = await narrowed(assistant)
    expect(second).toMatchObject({ threadId: first.threadId, question: 'Only where: Country is France' })
    expect(rowsOf(second)).toEqual([['France', 2]])
    expect(await assistant.thread(first.threadId, asker.principal)).toHaveLength(2)
  })

  it('is where follow-ups and undo go on from', async () => {
    const assistant = project.assistant()
    const { second } = await narrowed(assistant)
    const inThread = { ...asker, threadId: second.threadId }
    expect(rowsOf(await assistant.answer('only in March 2026', inThread))).toEqual([['France', 1]])
    await assistant.answer('Undo', inThread)
    const back = await assistant.answer('Undo', inThread)
    expect(rowsOf(back)).toHaveLength(2)
  })

  it('starts a thread where it was made from no answer', async () => {
    const plan = { version: 1, kind: 'metrics', metrics: [{ metric: 'orders' }] }
    const turn = await project.assistant().revise({ plan, question: 'Undo' }, asker)
    expect(rowsOf(turn)).toEqual([[3]])
    expect(turn.plan).toMatchObject({ kind: 'metrics' })
  })

  it('says what is wrong with it and does not throw for it', async () => {
    const plan = { version: 1, kind: 'metrics', metrics: [{ metric: 'revenu' }] }
    const { reply } = await project.assistant().revise({ plan, question: 'Measure: revenu' }, asker)
    expect(reply).toMatchObject({ status: 'refused', reason: expect.stringContaining('revenu') as string })
  })

  it('is refused where it is no plan of a thread, or made from the turn of nobody', async () => {
    const assistant = project.assistant()
    const profile = { version: 1, kind: 'profile', model: 'orders' }
    await expect(assistant.revise({ plan: profile, question: 'x' }, asker)).rejects.toThrow(/profile/)
    const plan = { version: 1, kind: 'metrics', metrics: [{ metric: 'orders' }] }
    await expect(assistant.revise({ plan, question: 'x', turnId: 'nothing' }, asker)).rejects.toMatchObject({
      code: 'assistant/no-turn',
    })
  })
})

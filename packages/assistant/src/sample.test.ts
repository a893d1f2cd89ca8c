import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Assistant } from './assistant.ts'
import type { Turn } from './conversation.ts'
import { type OpenProject, openProject, person } from './testing/open-project.ts'

const SLOW_MS = 60_000
let project: OpenProject
let assistant: Assistant

const MODEL = `
semantic_models:
  - name: orders
    description: One row per order.
    model: ref('orders')
    defaults: { agg_time_dimension: day }
    entities:
      - { name: order, type: primary, expr: order_id }
      - { name: customer, type: foreign, expr: customer }
    dimensions:
      - { name: day, type: time, type_params: { time_granularity: day } }
      - { name: country, label: Country, type: categorical }
    measures:
      - { name: order_count, agg: sum, expr: '1' }
      - { name: customer_count, agg: count_distinct, expr: customer }
      - { name: country_count, agg: count_distinct, expr: country }
metrics:
  - { name: orders, label: Orders, type: simple, type_params: { measure: order_count } }
  - { name: buyers, label: Buyers, type: simple, type_params: { measure: customer_count } }
  - { name: countries, label: Countries served, type: simple, type_params: { measure: country_count } }
`
const ROWS = Array.from(
  { length: 2000 },
  (_, at) => `${at},${at % 300},2026-03-${String((at % 28) + 1).padStart(2, '0')},${['FR', 'DE'][at % 2]}`,
)

beforeAll(async () => {
  project = await openProject(
    {
      'numize.yml': 'name: shop\ntime_zone: UTC\nconnection: { type: files, path: data }\n',
      'models/orders.yml': MODEL,
      'data/orders.csv': `order_id,customer,day,country\n${ROWS.join('\n')}\n`,
    },
    '2026-04-15T12:00:00Z',
  )
  assistant = project.assistant()
}, SLOW_MS)

afterAll(() => project[Symbol.asyncDispose]())

const owner = { principal: person('owner') }
const ask = (question: string, after?: Turn): Promise<Turn> =>
  assistant.answer(question, { ...owner, ...(after ? { threadId: after.threadId } : {}) })

function answered({ reply }: Turn) {
  if (reply.status !== 'answered') throw new Error(`not answered: ${JSON.stringify(reply)}`)
  return reply
}

it(
  'answers from a sample, says so, and goes back to all rows in its thread',
  async () => {
    const sampled = await ask('orders by country on a 20% sample')
    const first = answered(sampled)
    expect(first.answer.narrative.text).toMatch(/Estimated from 20 % of the rows\.$/)
    expect(first.answer.caveats[0]).toContain('chosen by order')
    expect(first.result.explanation.sample).toEqual({
      share: 0.2,
      by: [{ model: 'orders', entity: 'order' }],
    })
    const again = answered(await ask('orders by country on a 20% sample'))
    expect(again.result.rows).toEqual(first.result.rows)
    const all = answered(await ask('now on all rows', sampled))
    expect(all.result.rows).toEqual([
      ['DE', 1000],
      ['FR', 1000],
    ])
    expect(all.result.runHash).not.toBe(first.result.runHash)
    expect(all.answer.narrative.text).not.toContain('Estimated')
  },
  SLOW_MS,
)

it(
  'keeps customers whole where they are counted, and refuses what a sample cannot tell',
  async () => {
    const buyers = answered(await ask('buyers on a 50% sample'))
    expect(buyers.result.explanation.sample?.by).toEqual([{ model: 'orders', entity: 'customer' }])
    const { reply } = await ask('countries served on a 50% sample')
    expect(reply.status).toBe('refused')
    expect(reply.status === 'refused' && reply.reason).toMatch(/^This cannot be told from a sample: /)
  },
  SLOW_MS,
)

it(
  'gives the query of a question without running it',
  async () => {
    const { reply } = await ask('show me the SQL for orders by country')
    expect(reply.status === 'told' && reply.sql).toContain('GROUP BY 1')
    const unclear = await ask('show me the SQL for the mood by country')
    expect(unclear.reply.status).toBe('refused')
  },
  SLOW_MS,
)

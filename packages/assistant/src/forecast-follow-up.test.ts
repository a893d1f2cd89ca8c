import { seededRandom } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenProject, openProject, person } from './testing/open-project.ts'

const SLOW_MS = 180_000
const DAY_MS = 86_400_000
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

/** Thirty orders a day, a third of them from Germany. */
function orders(): string {
  const random = seededRandom('orders')
  const lines = ['order,day,country']
  for (let back = 400; back > 0; back--) {
    const day = new Date(Date.UTC(2026, 3, 15) - back * DAY_MS).toISOString().slice(0, 10)
    const count = 27 + Math.floor(6 * random())
    for (let at = 0; at < count; at++)
      lines.push(`${lines.length},${day},${at % 3 === 0 ? 'Germany' : 'France'}`)
  }
  return lines.join('\n')
}

beforeAll(async () => {
  project = await openProject(
    {
      'numize.yml': 'name: shop\ntime_zone: UTC\nconnection: { type: files, path: data }\n',
      'models/orders.yml': MODEL,
      'data/orders.csv': orders(),
    },
    '2026-04-15T12:00:00Z',
  )
}, SLOW_MS)

afterAll(() => project[Symbol.asyncDispose]())

/** The replies of one thread. */
async function talked(...questions: readonly string[]) {
  const assistant = project.assistant()
  let threadId: string | undefined
  const replies = []
  for (const question of questions) {
    const turn = await assistant.answer(question, {
      principal: person('owner'),
      ...(threadId === undefined ? {} : { threadId }),
    })
    threadId = turn.threadId
    replies.push(turn.reply)
  }
  return replies
}

const forecastIn = (reply: Awaited<ReturnType<typeof talked>>[number] | undefined) =>
  reply?.status === 'answered' ? (reply.forecast ?? null) : null

describe('a forecast that is changed', { timeout: SLOW_MS }, () => {
  it('is forecast again for a part, and for another period', async () => {
    const replies = await talked('forecast orders for next month', 'and for Germany?', 'next quarter instead')
    const [whole, part, later] = replies.map(forecastIn)
    expect(whole?.period).toEqual({ start: '2026-05-01', end: '2026-06-01' })
    expect(part?.period).toEqual(whole?.period)
    expect(part!.total!.value / whole!.total!.value).toBeGreaterThan(0.25)
    expect(part!.total!.value / whole!.total!.value).toBeLessThan(0.42)
    expect(later?.period).toEqual({ start: '2026-07-01', end: '2026-10-01' })
    expect(later!.total!.value / part!.total!.value).toBeGreaterThan(2.5)
    expect(later!.total!.value / part!.total!.value).toBeLessThan(3.5)
  })
  it('is told by members, and those for another period', async () => {
    const [, byCountry, next] = await talked(
      'forecast orders for next month',
      'by country',
      'what about next week?',
    )
    for (const reply of [byCountry, next])
      expect(reply?.status === 'answered' && reply.result.rows.map(([member]) => member)).toEqual([
        'France',
        'Germany',
      ])
    expect(JSON.stringify(next)).toContain('forecast from 2026-04-20 to before 2026-04-27')
  })
  it('gives way to questions about what has been', async () => {
    const [, past] = await talked('forecast orders for next month', 'orders in March 2026')
    expect(past).toMatchObject({ status: 'answered' })
    expect(forecastIn(past)).toBeNull()
  })
})

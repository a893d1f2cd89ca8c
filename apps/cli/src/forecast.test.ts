import { seededRandom } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forecast } from './commands/forecast.ts'
import type { Desk } from './desk.ts'
import { testShell } from './testing/test-shell.ts'

const SLOW_MS = 180_000
const DAY_MS = 86_400_000
const shell = testShell('2026-04-15T12:00:00Z')
const { effects } = shell
let desk: Desk

/** Orders of 400 days before 15 April 2026: ten of 20 a day from France, fewer on Sundays; half a day of the 15th. */
function orders(): string {
  const random = seededRandom('orders')
  const lines = ['order_id,day,country,buyer,amount']
  let id = 0
  for (let back = 400; back >= 0; back--) {
    const date = new Date(Date.UTC(2026, 3, 15) - back * DAY_MS)
    const day = date.toISOString().slice(0, 10)
    for (const [country, most] of [
      ['France', 20],
      ['Spain', 8],
    ] as const) {
      const count = Math.round(
        most * (date.getUTCDay() === 0 ? 0.5 : 1) * (0.9 + 0.2 * random()) * (back === 0 ? 0.3 : 1),
      )
      for (let at = 0; at < count; at++)
        lines.push(
          `${id++},${day},${country},${Math.floor(random() * 300)},${(20 + 10 * random()).toFixed(2)}`,
        )
    }
  }
  return lines.join('\n')
}

const MODEL = `
semantic_models:
  - name: orders
    model: ref('orders')
    defaults: { agg_time_dimension: day }
    entities: [{ name: order, type: primary, expr: order_id }]
    dimensions:
      - { name: day, type: time, type_params: { time_granularity: day } }
      - { name: country, label: Country, type: categorical }
    measures:
      - { name: order_count, agg: sum, expr: '1' }
      - { name: amount, agg: sum, expr: amount }
      - { name: buyers, agg: count_distinct, expr: buyer }
metrics:
  - { name: orders, label: Orders, type: simple, type_params: { measure: order_count }, config: { meta: { numize: { unit: count } } } }
  - { name: revenue, label: Revenue, type: simple, type_params: { measure: amount }, config: { meta: { numize: { unit: EUR } } } }
  - { name: buyers, label: Buyers, type: simple, type_params: { measure: buyers } }
`

beforeAll(async () => {
  shell.project('shop', { 'models/orders.yml': MODEL, 'data/orders.csv': orders() })
  ;({ desk } = await shell.open())
}, SLOW_MS)

afterAll(() => shell.close())

const flags = () => ({ project: shell.path('shop'), now: '2026-04-15T12:00:00' })

async function ahead(what: string, more: { horizon?: string; by?: string } = {}) {
  shell.out = ''
  const code = await forecast(what, { ...flags(), ...more, json: true }, desk, effects)
  return { ...JSON.parse(shell.out), code }
}

describe('what is to come', { timeout: SLOW_MS }, () => {
  it('leaves the day out that is not over, and looks over the next weeks', async () => {
    const { code, answer, forecast: made, plan } = await ahead('orders', { horizon: '4w' })
    expect(code).toBe(0)
    expect(made.knownUntil).toBe('2026-04-15')
    expect(made.total.value).toBeGreaterThan(28 * 24)
    expect(made.total.value).toBeLessThan(28 * 28.5)
    expect(made.total.low).toBeLessThan(made.total.low80)
    expect(made.total.high).toBeGreaterThan(made.total.high80)
    expect(answer).toMatch(/^Orders are forecast at 7\d\d for .* \(95 % interval [\d,]+ to [\d,]+\)/)
    expect(plan.kind).toBe('metrics')
  })
  it('adds what is known of a period to what is to come of it', async () => {
    const { forecast: made, answer } = await ahead('what will revenue be this month')
    expect(made.toDate).toBeGreaterThan(14 * 25 * 20)
    expect(made.total.low).toBeGreaterThan(made.toDate)
    expect(answer).toContain('of it known so far')
  })
  it('tells the chance to reach a figure', async () => {
    const sure = await ahead('will revenue reach 15,000 this month')
    const never = await ahead('will revenue reach 90,000 this month')
    expect(sure.forecast.target.chance).toBeGreaterThan(0.9)
    expect(never.forecast.target.chance).toBeLessThan(0.1)
  })
  it('forecasts distinct counts by whole months, one by one', async () => {
    const { forecast: made } = await ahead('forecast buyers for the next 2 months')
    expect(made).toMatchObject({ grain: 'month', total: null })
    expect(made.points).toHaveLength(3)
  })
  it('forecasts the largest members each from its own past', async () => {
    const { rows } = await ahead('orders', { horizon: '2w', by: 'country' })
    expect(rows.map(([member]: string[]) => member)).toEqual(['France', 'Spain'])
  })
  it('keeps filters', async () => {
    const { forecast: made } = await ahead('orders for Spain', { horizon: '10d' })
    expect(made.total.value).toBeLessThan(85)
  })
  it('says why where it cannot', async () => {
    expect(await ahead('what will orders be in 2031')).toMatchObject({
      code: 2,
      status: 'refused',
      answer: expect.stringMatching(/too little to look so far ahead/),
    })
    await expect(ahead('orders', { horizon: 'soon' })).rejects.toThrow(/30d, 8w, 3m/)
  })
})

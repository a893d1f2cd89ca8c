import { seededRandom } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goal } from './commands/goal.ts'
import type { Desk } from './desk.ts'
import { testShell } from './testing/test-shell.ts'

const SLOW_MS = 180_000
const DAY_MS = 86_400_000
const shell = testShell('2026-05-16T12:00:00Z')
const { effects } = shell
let desk: Desk

/** About 100 a day, nothing on Sundays, up to 15 May 2026; refunds of about 5 a day. */
function sales(): string {
  const random = seededRandom('goals')
  const lines = ['sale,day,amount,refund']
  for (let back = 400; back > 0; back--) {
    const date = new Date(Date.UTC(2026, 4, 16) - back * DAY_MS)
    if (date.getUTCDay() === 0) continue
    const day = date.toISOString().slice(0, 10)
    for (let at = 0; at < 10; at++)
      lines.push(`${back}-${at},${day},${(9 + 2 * random()).toFixed(2)},${random() < 0.5 ? 1 : 0}`)
  }
  return lines.join('\n')
}

const MODEL = `
semantic_models:
  - name: sales
    model: ref('sales')
    defaults: { agg_time_dimension: day }
    entities: [{ name: sale, type: primary }]
    dimensions:
      - { name: day, type: time, type_params: { time_granularity: day } }
    measures:
      - { name: amount, agg: sum, expr: amount }
      - { name: refunds, agg: sum, expr: refund }
metrics:
  - { name: revenue, label: Revenue, type: simple, type_params: { measure: amount }, config: { meta: { numize: { unit: EUR } } } }
  - { name: refunds, label: Refunds, type: simple, type_params: { measure: refunds }, config: { meta: { numize: { up_is_good: false } } } }
`

beforeAll(async () => {
  shell.project('shop', { 'models/sales.yml': MODEL, 'data/sales.csv': sales() })
  ;({ desk } = await shell.open())
}, SLOW_MS)

afterAll(() => shell.close())

const flags = () => ({ project: shell.path('shop'), now: '2026-05-16T12:00:00' })

async function run(action: string, text?: string, name?: string) {
  shell.out = ''
  const code = await goal(
    [action, text],
    { ...flags(), json: true, ...(name ? { name } : {}) },
    desk,
    effects,
  )
  return { ...JSON.parse(shell.out), code }
}

describe('goals', { timeout: SLOW_MS }, () => {
  it('keeps a goal and says how it stands: pace, forecast, chance, what each day must bring', async () => {
    const { code, statuses } = await run('add', '2,400 revenue this month', 'May')
    expect(code).toBe(0)
    const [status] = statuses
    expect(status.goal).toMatchObject({
      name: 'May',
      target: 2400,
      period: { start: '2026-05-01', end: '2026-06-01' },
    })
    expect(status.state).toBe('on-track')
    expect(status.toDate).toBeGreaterThan(1200)
    expect(status.expectedToDate / 2400).toBeGreaterThan(0.4)
    expect(status.expectedToDate / 2400).toBeLessThan(0.58)
    expect(status.daysLeft).toBe(16)
    expect(status.neededPerDay).toBeCloseTo((2400 - status.toDate) / 16, 6)
    expect(status.text).toMatch(
      /^Revenue of €2,400\.00 in May 2026: on track\. €1,\d{3}\.\d\d so far, where .* would be usual by now\./,
    )
  })
  it('tells goals out of reach, reached, and those where less is better', async () => {
    await run('add', '9,000 revenue this month', 'too much')
    await run('add', '20,000 revenue this year', 'year')
    await run('add', '300 refunds this month', 'few refunds')
    const { statuses } = await run('status')
    const states = Object.fromEntries(
      statuses.map(({ goal: { name }, state }: { goal: { name: string }; state: string }) => [name, state]),
    )
    expect(states).toMatchObject({ 'too much': 'behind', 'few refunds': 'on-track' })
    expect(JSON.stringify(statuses)).not.toContain('NaN')
  })
  it('answers in the chat', async () => {
    const asked = { subject: { project: shell.path('shop') }, now: '2026-05-16T12:00:00' }
    const { reply } = await desk.ask({ ...asked, question: 'are we on track?' })
    expect(reply.status).toBe('told')
    expect(reply.status === 'told' ? reply.items.join(' ') : '').toContain('too much: Revenue of €9,000.00')
  })
  it('removes a goal, and says what is none', async () => {
    const { goals } = await run('remove', 'too much')
    expect(goals.map(({ name }: { name: string }) => name)).not.toContain('too much')
    expect(await run('add', 'more revenue')).toMatchObject({
      code: 2,
      problem: expect.stringMatching(/Say a figure/),
    })
    await expect(run('grow')).rejects.toThrow(/remove NAME/)
  })
})

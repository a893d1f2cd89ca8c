import { seededRandom } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anomalies } from './commands/anomalies.ts'
import type { Desk } from './desk.ts'
import { testShell } from './testing/test-shell.ts'

const SLOW_MS = 180_000
const CHANNELS = ['search', 'social', 'email', 'direct', 'partner']
const DAY_MS = 86_400_000
const shell = testShell('2026-04-10T12:00:00Z')
const { effects } = shell
let desk: Desk

/** Visits of 220 days: fewer on weekends; e-mail brings hardly any on 18 and 19 March 2026. */
function visits(): string {
  const random = seededRandom('visits')
  const lines = ['visit,day,channel']
  let id = 0
  for (let back = 220; back > 0; back--) {
    const date = new Date(Date.UTC(2026, 3, 10) - back * DAY_MS)
    const day = date.toISOString().slice(0, 10)
    const weekend = date.getUTCDay() % 6 === 0 ? 0.6 : 1
    for (const channel of CHANNELS) {
      const isDown = channel === 'email' && (day === '2026-03-18' || day === '2026-03-19')
      const count = Math.round((40 + 8 * random()) * weekend * (isDown ? 0.1 : 1))
      for (let visit = 0; visit < count; visit++) lines.push(`${id++},${day},${channel}`)
    }
  }
  return lines.join('\n')
}

/** Some twenty invoices a day; on 20 March 2026 their price goes from 9.99 to 11.99. */
function invoices(): string {
  const random = seededRandom('invoices')
  const lines = ['invoice,day,amount']
  let id = 0
  for (let back = 220; back > 0; back--) {
    const day = new Date(Date.UTC(2026, 3, 10) - back * DAY_MS).toISOString().slice(0, 10)
    const price = day < '2026-03-20' ? 9.99 : 11.99
    for (let count = Math.round(14 + 12 * random()); count > 0; count--) lines.push(`${id++},${day},${price}`)
  }
  return lines.join('\n')
}

const CLUB = `
semantic_models:
  - name: invoices
    model: ref('invoices')
    defaults: { agg_time_dimension: day }
    entities: [{ name: invoice, type: primary }]
    dimensions:
      - { name: day, type: time, type_params: { time_granularity: day } }
    measures:
      - { name: invoice_count, agg: sum, expr: '1' }
      - { name: billed, agg: sum, expr: amount }
metrics:
  - { name: invoices, label: Invoices, type: simple, type_params: { measure: invoice_count } }
  - { name: fees, label: Fees, type: simple, type_params: { measure: billed } }
`

const MODEL = `
semantic_models:
  - name: visits
    model: ref('visits')
    defaults: { agg_time_dimension: day }
    entities: [{ name: visit, type: primary }]
    dimensions:
      - { name: day, type: time, type_params: { time_granularity: day } }
      - { name: channel, label: Channel, type: categorical }
    measures: [{ name: visit_count, agg: sum, expr: '1' }]
metrics:
  - { name: visits, label: Visits, type: simple, type_params: { measure: visit_count } }
`

beforeAll(async () => {
  shell.project('shop', { 'models/visits.yml': MODEL, 'data/visits.csv': visits() })
  shell.project('club', { 'models/invoices.yml': CLUB, 'data/invoices.csv': invoices() })
  ;({ desk } = await shell.open())
}, SLOW_MS)

afterAll(() => shell.close())

describe('days unlike the days they should be like', { timeout: SLOW_MS }, () => {
  it('names the days, the segment or what lies behind the whole, and nothing else', async () => {
    const flags = { project: shell.path('shop'), now: '2026-04-10' }
    expect(await anomalies({ ...flags, json: true }, desk, effects)).toBe(0)
    const { anomalies: found, skipped } = JSON.parse(shell.out)
    expect(skipped).toEqual([])
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      metric: 'visits',
      first: '2026-03-18',
      last: '2026-03-19',
      direction: 'low',
    })
    expect(JSON.stringify(found[0])).toContain('email')
    shell.out = ''
    await anomalies(flags, desk, effects)
    expect(shell.out).toMatch(/Visits.* was unusually low from 18 Mar 2026 to 19 Mar 2026/)
  })
  it('is quiet about the days before', async () => {
    shell.out = ''
    await anomalies({ project: shell.path('shop'), now: '2026-03-17', days: '20' }, desk, effects)
    expect(shell.out).toMatch(/^Nothing unusual in \d+ series of days from 2026-02-25 to before 2026-03-17/)
  })
  it('tells plain thresholds, and keeps quiet about what is snoozed until its day', async () => {
    const flags = { project: shell.path('shop'), now: '2026-03-23' }
    const ask = async (more: object) => {
      shell.out = ''
      await anomalies({ ...flags, ...more, json: true }, desk, effects)
      return JSON.parse(shell.out)
    }
    expect((await ask({ drop: '5' })).rules).toMatchObject([{ metric: 'visits', rule: 'drop' }])
    expect((await ask({ drop: '30' })).rules).toEqual([])
    expect(await ask({ snooze: 'visits', until: '2026-04-01' })).toMatchObject({ anomalies: [], snoozed: 1 })
    expect(await ask({ now: '2026-04-02' })).toMatchObject({ anomalies: [{ metric: 'visits' }], snoozed: 0 })
    await expect(anomalies({ ...flags, drop: 'much' }, desk, effects)).rejects.toThrow('--drop much')
    await expect(anomalies({ ...flags, snooze: 'visits' }, desk, effects)).rejects.toThrow('--until')
  })
  it('tells a new price that the sum hides', async () => {
    shell.out = ''
    await anomalies({ project: shell.path('club'), now: '2026-04-10', days: '60' }, desk, effects)
    expect(shell.out).toMatch(
      /· Fees per invoice was unusually high from 20 Mar 2026 .*about 12 where the weeks before had 9\.99\./,
    )
  })
})

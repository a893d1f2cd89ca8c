import { seededRandom } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testShell } from './testing/test-shell.ts'

const SLOW_MS = 180_000
const COUNTRIES = ['Denmark', 'France', 'Italy', 'Spain', 'Poland']
const CHANNELS = ['search', 'social', 'email']
const shell = testShell('2026-04-10T12:00:00Z')

interface Cause {
  readonly status: string
  readonly cause: {
    readonly verdict: string
    readonly summary: string
    readonly findings: readonly { readonly kind: string; readonly text: string; readonly share: number }[]
  }
}

async function explain(question: string): Promise<Cause> {
  const { out } = await shell.run([
    'explain',
    question,
    '--project',
    shell.path('shop'),
    '--now',
    '2026-04-10',
    '--json',
  ])
  return JSON.parse(out) as Cause
}

/** Visits of fifteen months: Italian e-mail doubles in March 2026, orders through search halve their rate in February. */
function visits(): string {
  const random = seededRandom('visits')
  const lines = ['visit,day,country,channel,ordered,amount']
  let id = 0
  for (let month = 0; month < 15; month++)
    for (const country of COUNTRIES)
      for (const channel of CHANNELS) {
        const planted = month === 14 && country === 'Italy' && channel === 'email'
        const count = Math.round((60 + 20 * random()) * (planted ? 3 : 1))
        for (let visit = 0; visit < count; visit++) {
          const day = new Date(Date.UTC(2025, month, 1 + Math.floor(random() * 28)))
            .toISOString()
            .slice(0, 10)
          const rate = 0.4 * (month === 13 && channel === 'search' ? 0.4 : 1)
          const ordered = random() < rate
          lines.push(
            `${id++},${day},${country},${channel},${ordered ? 1 : 0},${ordered ? (20 + 30 * random()).toFixed(2) : 0}`,
          )
        }
      }
  return lines.join('\n')
}

const MODEL = `
semantic_models:
  - name: visits
    model: ref('visits')
    defaults: { agg_time_dimension: day }
    entities: [{ name: visit, type: primary }]
    dimensions:
      - { name: day, type: time, type_params: { time_granularity: day } }
      - { name: country, label: Country, type: categorical }
      - { name: channel, label: Channel, type: categorical }
    measures:
      - { name: visit_count, agg: sum, expr: '1' }
      - { name: order_count, agg: sum, expr: ordered }
metrics:
  - { name: visits, label: Visits, type: simple, type_params: { measure: visit_count } }
  - { name: orders, label: Orders, type: simple, type_params: { measure: order_count } }
  - name: order_rate
    label: Order rate
    type: ratio
    type_params: { numerator: orders, denominator: visits }
    config: { meta: { numize: { unit: percent } } }
`

beforeAll(() => shell.project('shop', { 'models/visits.yml': MODEL, 'data/visits.csv': visits() }))
afterAll(() => shell.close())

describe('why a metric changed', { timeout: SLOW_MS }, () => {
  it('names the segment that moved, and how much of the change it is', async () => {
    const { status, cause } = await explain('why did visits rise in March 2026')
    expect(status).toBe('answered')
    expect(cause.verdict).toBe('explained')
    const segment = cause.findings.find(({ kind }) => kind === 'segment')
    expect(segment?.text).toMatch(/^Channel email and Country Italy rose from/)
    expect(segment?.share).toBeGreaterThan(0.6)
  })
  it('tells a rate that fell from a mix that shifted', async () => {
    const { cause } = await explain('what drove the drop in order rate in February 2026')
    expect(cause.findings[0]).toMatchObject({ kind: 'rate' })
    expect(cause.findings[0]?.text).toMatch(/^Channel search fell from/)
  })
  it('names nothing where the change is noise, and says so', async () => {
    const { cause } = await explain('why did orders change in December 2025')
    expect(cause.verdict).toBe('noise')
    expect(cause.findings).toEqual([])
    expect(cause.summary).toMatch(/usual unrest/)
  })
})

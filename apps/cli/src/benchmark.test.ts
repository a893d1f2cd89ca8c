import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { benchmark } from './commands/benchmark.ts'
import type { Desk } from './desk.ts'
import { testShell } from './testing/test-shell.ts'

const SLOW_MS = 180_000
const shell = testShell('2026-04-10T12:00:00Z')
const { effects } = shell
let desk: Desk

const MODEL = `
semantic_models:
  - name: payments
    model: ref('payments')
    defaults: { agg_time_dimension: day }
    entities: [{ name: payment, type: primary }]
    dimensions:
      - { name: day, type: time, type_params: { time_granularity: day } }
    measures:
      - { name: payment_count, agg: sum, expr: '1' }
      - { name: declined_count, agg: sum, expr: CASE WHEN declined THEN 1 ELSE 0 END }
metrics:
  - { name: payments, label: Payments, type: simple, type_params: { measure: payment_count } }
  - { name: declined, label: Declined payments, type: simple, type_params: { measure: declined_count } }
  - name: decline_rate
    label: Decline rate
    description: Declined payments over all payments tried.
    type: ratio
    type_params: { numerator: declined, denominator: payments }
    config: { meta: { numize: { unit: percent, up_is_good: false } } }
`

const BENCHMARKS = `
rows:
  - metric: decline_rate
    segment: debit cards, all channels
    value: 8
    unit: '%'
    year: 2025
    n: 40 issuers
    definition: Declined over attempted authorisations.
    source: Issuer survey
    quality: A
  - { metric: payments, segment: shops, value: 12, unit: USD, year: 2025, n: 3, definition: x, source: y, quality: A }
`

beforeAll(async () => {
  const rows = Array.from({ length: 100 }, (_, at) => `${at},2026-03-${10 + (at % 20)},${at < 5}`)
  shell.project('shop', {
    'models/payments.yml': MODEL,
    'benchmarks.yml': BENCHMARKS,
    'data/payments.csv': ['payment,day,declined', ...rows].join('\n'),
  })
  ;({ desk } = await shell.open())
}, SLOW_MS)

afterAll(() => shell.close())

describe('a metric beside what others measured', { timeout: SLOW_MS }, () => {
  const told = async (what: string): Promise<string> => {
    shell.out = ''
    await benchmark(what, { project: shell.path('shop') }, desk, effects)
    return shell.out
  }
  it('is told with its citation and both definitions', async () => {
    const text = await told('decline rate last month')
    expect(text).toContain('Decline rate was 5 % in Mar 2026: below the benchmark of 8 %')
    for (const part of [
      '40 issuers',
      '2025',
      'quality A',
      'Issuer survey',
      'attempted authorisations',
      'payments tried',
    ])
      expect(text).toContain(part)
  })
  it('is understood in a question, of the last whole month where none is named', async () => {
    expect(await told('how do we compare with the benchmark for decline rate?')).toContain('in Mar 2026')
  })
  it('is refused where no row matches', async () => {
    expect(await told('declined payments')).toMatch(/no benchmark for Declined payments/)
    expect(await told('payments')).toMatch(/in USD, Payments in numbers/)
  })
})

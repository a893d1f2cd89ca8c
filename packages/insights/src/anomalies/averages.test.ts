import { loadProject } from '@numize/semantic'
import { describe, expect, it } from 'vitest'
import { averageOf, sumsWithCounts } from './averages.ts'
import type { FetchedMetric } from './fetched-metric.ts'
import { findAnomalies } from './find-anomalies.ts'
import { sayAnomaly } from './say-anomaly.ts'

const MODEL = `
semantic_models:
  - name: invoices
    model: ref('invoices')
    defaults: { agg_time_dimension: paid_at }
    entities: [{ name: invoice, type: primary }]
    dimensions:
      - { name: paid_at, type: time, type_params: { time_granularity: day } }
      - { name: issued_at, type: time, type_params: { time_granularity: day } }
    measures:
      - { name: paid_amount, agg: sum, expr: CASE WHEN is_paid THEN amount END }
      - { name: paid_count, agg: sum, expr: 'CASE WHEN  is_paid THEN 1 ELSE 0 END' }
      - { name: open_amount, agg: sum, expr: CASE WHEN NOT is_paid THEN amount END }
      - { name: discount, agg: sum, expr: CASE WHEN is_paid THEN discount END }
      - { name: issued_count, agg: count, expr: invoice, agg_time_dimension: issued_at }
metrics:
  - { name: revenue, label: Revenue, type: simple, type_params: { measure: paid_amount } }
  - { name: paid, label: Paid invoices, type: simple, type_params: { measure: paid_count } }
  - { name: open, label: Open, type: simple, type_params: { measure: open_amount } }
  - { name: discounts, label: Discounts, type: simple, type_params: { measure: discount } }
  - { name: issued, label: Issued, type: simple, type_params: { measure: issued_count } }
  - { name: mean_discount, label: Mean discount, type: ratio, type_params: { numerator: discounts, denominator: paid } }
`

const daily = (name: string, label: string, at: (day: number) => number): FetchedMetric => ({
  name,
  label,
  unit: null,
  additive: true,
  series: [
    {
      metric: name,
      segment: [],
      start: '2026-01-01',
      values: Array.from({ length: 160 }, (_, day) => at(day)),
      scale: 'proportional',
    },
  ],
  daysOf: () => {
    throw new Error('not asked for')
  },
})

describe('what one row is worth', () => {
  it('is asked of a sum and the count of the same rows, where the project has no such ratio', async () => {
    const files = new Map([
      ['numize.yml', 'name: shop\ntime_zone: UTC\nconnection: { type: files, path: data }\n'],
      ['models/invoices.yml', MODEL],
    ])
    const { project, problems } = loadProject('shop', {
      list: () => [...files.keys()],
      read: (path) => files.get(path.replace(/^shop\//, '')) ?? '',
    })
    expect(problems).toEqual([])
    expect(sumsWithCounts(project!.model)).toEqual([{ sum: 'revenue', count: 'paid' }])
  })
  it('tells a new price on its day, which the sum hides', () => {
    const invoices = (day: number): number => 20 + ((day * 37) % 23)
    const price = (day: number): number => (day < 120 ? 9.99 : 11.99)
    const revenue = daily('revenue', 'Revenue', (day) => (day === 3 ? 0 : invoices(day) * price(day)))
    const paid = daily('paid', 'Paid invoices', (day) => (day === 3 ? 0 : invoices(day)))
    const average = averageOf({ sum: 'revenue', count: 'paid' }, [revenue, paid])!
    const since = '2026-03-01'
    expect(findAnomalies([...revenue.series, ...paid.series], { since })).toEqual([])
    const [raised, ...others] = findAnomalies(average.series)
    expect(others).toEqual([])
    expect(raised).toMatchObject({ kind: 'shift', first: '2026-05-01', direction: 'high' })
    expect(sayAnomaly(raised!, average)).toMatch(
      /^Revenue per paid invoice was unusually high from 1 May 2026 .*about 12 where the weeks before had 9\.99\.$/,
    )
  })
})

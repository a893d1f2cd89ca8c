import { describe, expect, it } from 'vitest'
import { readBenchmarks } from './benchmark.ts'
import { benchmarkQuestion } from './benchmark-question.ts'
import { compareWithBenchmarks, type OwnFigure } from './compare-benchmarks.ts'

const ROW = {
  metric: 'churn_rate',
  segment: 'consumer software, median',
  value: 5,
  unit: '%',
  year: 2024,
  n: '340 companies',
  definition: 'Customers lost in a month over customers at its start.',
  source: 'Survey of subscriptions',
  quality: 'A',
}
const OWN: OwnFigure = {
  metric: 'churn_rate',
  label: 'Churn rate',
  definition: 'Customers who left over customers at the start of the month.',
  unit: { kind: 'percent' },
  upIsGood: false,
  value: 0.032,
  period: { start: '2026-03-01', end: '2026-04-01' },
}

describe('a figure beside what others measured', () => {
  it('tells where it lies and cites everything the row carries', () => {
    const report = compareWithBenchmarks(OWN, readBenchmarks({ rows: [ROW] }))
    if (report.kind === 'none') throw new Error(report.reason)
    expect(report.headline).toBe(
      'Churn rate was 3.2 % in Mar 2026: below the benchmark of 5 % (consumer software, median, 2024), which is good.',
    )
    const [only] = report.comparisons
    for (const part of [
      '1.8 points lower',
      'better',
      '2024',
      '340 companies',
      'quality A',
      'Survey of subscriptions',
    ])
      expect(only?.text).toContain(part)
    expect(only?.text).toContain('Customers lost in a month')
    expect(report.notes.join(' ')).toContain('Customers who left')
  })
  it('tells a band, and what lies within it', () => {
    const rows = readBenchmarks([{ ...ROW, value: undefined, band: [3, 4] }])
    const report = compareWithBenchmarks(OWN, rows)
    expect(report).toMatchObject({ kind: 'benchmarks', comparisons: [{ position: 'within', isGood: null }] })
  })
  it.each(['source', 'year', 'n', 'definition', 'quality', 'unit', 'segment', 'value'])(
    'does not use a row without %s, and says so',
    (field) => {
      const { [field as keyof typeof ROW]: _left, ...rest } = ROW
      const report = compareWithBenchmarks(OWN, readBenchmarks({ rows: [rest] }))
      expect(report).toMatchObject({ kind: 'none' })
      expect(report.kind === 'none' && report.reason).toContain(`has no ${field}`)
    },
  )
  it('refuses another unit, and a metric without a row', () => {
    const money = compareWithBenchmarks(OWN, readBenchmarks({ rows: [{ ...ROW, unit: 'USD' }] }))
    expect(money).toMatchObject({
      kind: 'none',
      reason: expect.stringContaining('in USD, Churn rate in percent'),
    })
    const other = compareWithBenchmarks(
      { ...OWN, metric: 'orders', label: 'Orders' },
      readBenchmarks({ rows: [ROW] }),
    )
    expect(other).toMatchObject({
      kind: 'none',
      reason: expect.stringMatching(/no benchmark for Orders.*churn_rate/),
    })
    expect(compareWithBenchmarks(OWN, readBenchmarks('nothing of the kind'))).toMatchObject({ kind: 'none' })
    expect(
      compareWithBenchmarks({ ...OWN, value: Number.NaN }, readBenchmarks({ rows: [ROW] })),
    ).toMatchObject({ kind: 'none' })
  })
  it('gives no verdict on doubtful rows', () => {
    const report = compareWithBenchmarks(OWN, readBenchmarks({ rows: [{ ...ROW, quality: 'C' }] }))
    expect(report).toMatchObject({
      headline: expect.stringContaining('no verdict'),
      comparisons: [{ isGood: null }],
    })
  })
})

describe('questions about benchmarks', () => {
  it.each([
    ['How do we compare with the benchmark for churn rate?', 'churn rate'],
    ['how do we stack up against the industry on decline rate last month', 'decline rate last month'],
    ['How does our retention compare to the industry average?', 'retention'],
    ['is our churn rate high compared to other companies', 'churn rate'],
    ['benchmark for take rate in 2026', 'take rate in 2026'],
    ['what is the industry benchmark for churn?', 'churn'],
    ['churn rate vs benchmark', 'churn rate'],
    ['benchmark our conversion', 'conversion'],
    ['how does this compare to the benchmark', ''],
  ])('%s', (question, about) => {
    expect(benchmarkQuestion(question)).toEqual({ about })
  })
  it.each([
    'orders by industry',
    'how do we compare with last month',
    'revenue compared to last year',
    'how many peers do we have',
  ])('leaves alone: %s', (question) => {
    expect(benchmarkQuestion(question)).toBeNull()
  })
})

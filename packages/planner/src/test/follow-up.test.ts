import { describe, expect, it } from 'vitest'
import { createPlanner, type Reading } from '../index.ts'
import { briefPlan, NOW, readingOf } from './ask.ts'
import { shop } from './models/shop.ts'

const planner = createPlanner(shop)
const year2025 = { start: '2025-01-01', end: '2026-01-01' }
const time2025 = { time: year2025 }
const q2 = { start: '2025-04-01', end: '2025-07-01' }
const FR = 'customer__country = FR'
const largest = { orderBy: [{ by: 'revenue', direction: 'desc' }] }
const byMonth = { metrics: ['revenue'], groupBy: ['metric_time by month'], ...time2025 }
const top5 = {
  orderBy: [{ by: 'revenue', direction: 'desc' }],
  top: { count: 5, by: 'revenue', direction: 'desc', per: [], ties: 'first' },
}

/** Asks a thread of questions and gives its last reading. */
const thread = (turns: readonly string[]): Reading => {
  let previous: Reading | null = null
  for (const turn of turns) previous = readingOf(planner, turn, previous)
  if (!previous) throw new Error('a thread has turns')
  return previous
}

const start = 'revenue by month in 2025'
const french = 'revenue in France by category in 2025'
const byCategory = { metrics: ['revenue'], groupBy: ['product__category'], ...time2025, ...largest }

it.each<[readonly string[], Record<string, unknown>]>([
  [[start, 'only in Q2'], { ...byMonth, time: q2 }],
  [[start, 'only in Q2', 'by category instead'], { ...byCategory, time: q2 }],
  [
    [start, 'only in Q2', 'by category instead', 'top 5'],
    { metrics: ['revenue'], groupBy: ['product__category'], time: q2, ...top5 },
  ],
  [[start, 'as a table'], byMonth],
  [[start, 'and last year?'], byMonth],
  [[start, 'what about France'], { ...byMonth, where: [FR] }],
  [[start, 'only France', 'and Germany?'], { ...byMonth, where: ['customer__country = DE'] }],
  [[start, 'only France', 'what about Germany'], { ...byMonth, where: ['customer__country = DE'] }],
  [[start, 'exclude garden'], { ...byMonth, where: ['product__category != garden'] }],
  [[start, 'only France', 'exclude garden'], { ...byMonth, where: [FR, 'product__category != garden'] }],
  [
    [start, 'only France', 'exclude garden', 'per week'],
    { ...byMonth, groupBy: ['metric_time by week'], where: [FR, 'product__category != garden'] },
  ],
  [[start, 'same for orders'], { ...byMonth, metrics: ['orders'] }],
  [[start, 'only France', 'same for orders'], { ...byMonth, metrics: ['orders'], where: [FR] }],
  [[start, 'only France', 'what about refund rate'], { ...byMonth, metrics: ['refund_rate'], where: [FR] }],
  [[french, 'remove the filter'], byCategory],
  [
    [french, 'remove the period'],
    { metrics: ['revenue'], groupBy: ['product__category'], where: [FR], ...largest },
  ],
  [
    [french, 'for all time'],
    { metrics: ['revenue'], groupBy: ['product__category'], where: [FR], ...largest },
  ],
  [
    [french, 'top 5'],
    { metrics: ['revenue'], groupBy: ['product__category'], ...time2025, where: [FR], ...top5 },
  ],
  [[french, 'top 5', 'remove the limit'], { ...byCategory, where: [FR] }],
  [
    [french, 'compare to last year'],
    { ...byCategory, where: [FR], compare: { kind: 'shift', count: 1, grain: 'year' } },
  ],
  [[french, 'compare to last year', 'remove the comparison'], { ...byCategory, where: [FR] }],
  [
    [french, 'sort by category'],
    { ...byCategory, where: [FR], orderBy: [{ by: 'product__category', direction: 'asc' }] },
  ],
  [[french, 'by region instead'], { ...byCategory, groupBy: ['store__region'], where: [FR] }],
  [
    [french, 'split by region'],
    { ...byCategory, groupBy: ['product__category', 'store__region'], where: [FR] },
  ],
  [
    [french, 'also by region'],
    { ...byCategory, groupBy: ['product__category', 'store__region'], where: [FR] },
  ],
  [
    [french, 'per month'],
    { ...byCategory, groupBy: ['metric_time by month', 'product__category'], where: [FR] },
  ],
  [
    [french, 'by month instead'],
    { metrics: ['revenue'], groupBy: ['metric_time by month'], ...time2025, where: [FR] },
  ],
  [[french, 'only business customers'], { ...byCategory, where: [FR, 'customer__segment = business'] }],
  [
    [french, 'only business customers', 'only completed orders'],
    { ...byCategory, where: [FR, 'customer__segment = business', 'order__order_status = completed'] },
  ],
  [[french, 'in 2024'], { ...byCategory, time: { start: '2024-01-01', end: '2025-01-01' }, where: [FR] }],
  [[french, 'since March'], { ...byCategory, time: { start: '2025-03-01', end: null }, where: [FR] }],
  [
    [french, 'only those above 1000'],
    { ...byCategory, where: [FR], having: [{ column: 'revenue', op: '>', value: 1000 }] },
  ],
  [[french, 'without gift orders'], { ...byCategory, where: [FR, 'order__is_gift != true'] }],
  [
    [french, 'as a bar chart', 'top 5'],
    { metrics: ['revenue'], groupBy: ['product__category'], ...time2025, where: [FR], ...top5 },
  ],
  [[french, 'also show orders'], { ...byCategory, metrics: ['revenue', 'orders'], where: [FR] }],
  [[french, 'remove the grouping'], { metrics: ['revenue'], ...time2025, where: [FR] }],
  [
    [french, 'garden and kitchen only'],
    { ...byCategory, where: [FR, 'product__category in garden, kitchen'] },
  ],
  [
    [french, 'how about outdoor furniture'],
    { ...byCategory, where: [FR, 'product__category = outdoor furniture'] },
  ],
  [[french, 'last month'], { ...byCategory, time: { start: '2026-05-01', end: '2026-06-01' }, where: [FR] }],
  [[french, 'not Casa Verde'], { ...byCategory, where: [FR, 'product__brand != Casa Verde'] }],
  [[french, 'lowest first'], { ...byCategory, where: [FR], orderBy: [{ by: 'revenue', direction: 'asc' }] }],
  [
    [french, 'How many visits did we have in 2024?'],
    { metrics: ['visits'], time: { start: '2024-01-01', end: '2025-01-01' } },
  ],
])('%j', (turns, expected) => {
  const wanted = turns.at(-1) === 'and last year?' ? { ...expected, time: year2025 } : expected
  expect(briefPlan(thread(turns).plan)).toEqual({ kind: 'metrics', ...wanted })
})

describe('nothing is lost silently', () => {
  it('shows a filter that another took the place of as dropped', () => {
    expect(
      thread([start, 'only France', 'what about Germany']).dropped.map(({ reading }) => reading),
    ).toContain('Country is FR')
  })
  it('shows removed filters as dropped', () => {
    expect(thread([french, 'remove the filter']).dropped.map(({ reading }) => reading)).toEqual([
      'Country is FR',
    ])
  })
  it('keeps showing what earlier turns said, without offsets', () => {
    const kept = thread([french, 'top 5']).stated.find(({ reading }) => reading === 'Country is FR')
    expect(kept).toMatchObject({ kind: 'filter', span: null })
  })
  it('drops a group the new metric cannot be shown by, and says so', () => {
    const reading = thread(['revenue by brand', 'same for visits'])
    expect(briefPlan(reading.plan)).toMatchObject({ metrics: ['visits'] })
    expect(reading.dropped.map(({ reading: words }) => words)).toContain('Brand')
  })
  it('sets how the answer looks and leaves the plan alone', () => {
    expect(thread([start, 'as a table']).presentation).toBe('table')
    expect(thread([start, 'show it as a bar chart', 'only France']).presentation).toBe('bar')
  })
  it('asks what to undo rather than guessing', () => {
    const previous = thread([start])
    expect(planner.plan('undo', { now: NOW, previous }).kind).toBe('refuse')
    expect(planner.plan('only frobnicators', { now: NOW, previous }).kind).toBe('refuse')
  })
})

import { emptyMetricsPlan, type Plan } from '@numize/semantic'
import type { CatalogView } from '@numize/server/contract'
import { describe, expect, it } from 'vitest'
import { searchOf, viewIn } from './address.ts'
import { rangeOf } from './range.ts'
import { emptyView, planOf, type View } from './view.ts'
import { viewOf } from './view-of-plan.ts'

const dimension = (path: string) => ({ path, name: path.split('__').at(-1) })
const catalog = {
  dimensions: [dimension('merchant__sector'), dimension('card__status'), dimension('account__status')],
} as unknown as CatalogView

const view: View = {
  ...emptyView,
  metrics: ['spend', 'orders'],
  split: [{ path: 'merchant__sector' }],
  filters: [
    { path: 'card__status', is: 'is', values: ['active', 'blocked'] },
    { path: 'account__status', is: 'is not', values: ['closed'] },
    { path: 'merchant__sector', is: 'contains', values: ['tra'] },
    { path: 'card__status', is: 'is known', values: [] },
  ],
  range: { start: '2026-01-01', end: '2026-04-01' },
  compare: 'year',
}
const NOW = '2026-03-31T10:00:00'

describe('the form and the plan', () => {
  it('a view becomes a plan, and the plan the same view', () => {
    const plan = planOf(view, NOW)
    expect(plan).toMatchObject({
      metrics: [{ metric: 'spend' }, { metric: 'orders' }],
      groupBy: [{ dimension: 'metric_time', grain: 'month' }, { dimension: 'merchant__sector' }],
      time: { start: '2026-01-01', end: '2026-04-01' },
      compare: { kind: 'shift', count: 1, grain: 'year' },
      top: null,
    })
    expect(viewOf(plan as Plan, catalog)).toEqual(view)
  })

  it('a filter that has no value yet narrows nothing; without a metric there is nothing to run', () => {
    const filters = [{ path: 'card__status', is: 'is', values: [] }] as const
    expect(planOf({ ...view, filters }, NOW)?.where).toEqual([])
    expect(planOf(emptyView, NOW)).toBeNull()
  })

  it('the first groups are those of the whole range, also over time', () => {
    const top = { count: 5, by: 'spend', direction: 'desc', per: [], ties: 'all' }
    expect(planOf({ ...view, grain: null, top: 5 }, NOW)?.top).toEqual(top)
    const overTime = planOf({ ...view, top: 5 }, NOW)
    expect(overTime?.top).toBeNull()
    expect(overTime?.where.at(-1)).toMatchObject({
      kind: 'inPlan',
      field: { dimension: 'merchant__sector' },
      plan: {
        metrics: [{ metric: 'spend' }],
        groupBy: [{ dimension: 'merchant__sector' }],
        time: overTime?.time,
        top,
      },
    })
  })

  it('the period before has the same length and ends where the range begins', () => {
    expect(planOf({ ...view, compare: 'previous' }, NOW)?.compare).toEqual({
      kind: 'range',
      start: '2025-10-03',
      end: '2026-01-01',
    })
  })

  it.each<[string, Partial<typeof emptyMetricsPlan>]>([
    ['a threshold on groups', { having: [{ column: 'spend', op: '>', value: 5 }] }],
    [
      'a metric with a filter of its own',
      { metrics: [{ metric: 'spend', where: [{ kind: 'null', field: { dimension: 'card__status' } }] }] },
    ],
    ['a dimension that two paths end in', { groupBy: [{ dimension: 'status' }] }],
    ['an order', { orderBy: [{ by: 'spend', direction: 'asc' }] }],
    ['a filter with an or', { where: [{ kind: 'or', filters: [] }] }],
    ['a grain that is not offered', { groupBy: [{ dimension: 'metric_time', grain: 'hour' }] }],
  ])('%s is not opened in the form rather than dropped', (_, part) => {
    expect(viewOf({ ...emptyMetricsPlan, metrics: [{ metric: 'spend' }], ...part }, catalog)).toBeNull()
  })

  it('a unique end of a path is enough', () => {
    const plan = { ...emptyMetricsPlan, metrics: [{ metric: 'spend' }], groupBy: [{ dimension: 'sector' }] }
    expect(viewOf(plan, catalog)).toMatchObject({ split: [{ path: 'merchant__sector' }], grain: null })
  })
})

describe('the address', () => {
  it('holds the whole view', () => {
    expect(viewIn(searchOf(view))).toEqual(view)
    expect(searchOf(emptyView)).toBe('')
    expect(viewIn('')).toEqual(emptyView)
  })

  it.each([
    '?view=%7B',
    '?view=[]',
    '?view={"metrics":5,"range":"9Y","filters":[{"path":1}],"top":-1,"grain":"eon"}',
  ])('a broken one opens an empty form: %s', (search) => {
    expect(viewIn(search)).toEqual(emptyView)
  })
})

describe('ranges', () => {
  it('end with the last whole day', () => {
    expect(rangeOf('1D', '2026-03-31T10:00:00')).toEqual({ start: '2026-03-30', end: '2026-03-31' })
    expect(rangeOf('7D', '2026-03-31T23:59:59')).toEqual({ start: '2026-03-25', end: '2026-04-01' })
    expect(rangeOf('1M', '2026-03-31T10:00:00')).toEqual({ start: '2026-02-28', end: '2026-03-31' })
    expect(rangeOf('1Y', '2024-02-29T10:00:00')).toEqual({ start: '2023-02-28', end: '2024-02-29' })
    expect(rangeOf('all', '2026-03-31T10:00:00')).toBeNull()
  })
})

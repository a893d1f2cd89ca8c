import { emptyListPlan, emptyMetricsPlan, type MetricsPlan } from '@numize/semantic'
import { describe, expect, it } from 'vitest'
import { piecesOf, withCount, withGroup, withMetric, without, withPeriod, withShareRead } from './pieces.ts'

const plan: MetricsPlan = {
  ...emptyMetricsPlan,
  metrics: [{ metric: 'spend' }, { metric: 'orders' }],
  groupBy: [{ dimension: 'customer__country' }, { dimension: 'metric_time', grain: 'month' }],
  where: [{ kind: 'in', field: { dimension: 'customer__tier' }, values: ['gold'] }],
  time: { start: '2026-01-01', end: '2026-04-01' },
  compare: { kind: 'shift', count: 1, grain: 'year' },
  orderBy: [{ by: 'spend', direction: 'desc' }],
  having: [{ column: 'spend__previous', op: '>', value: 10 }],
  share: [{ of: 'spend', within: ['customer__country'] }],
  top: { count: 5, by: 'orders', direction: 'desc', per: ['metric_time__month'], ties: 'all' },
}

describe('the parts of a plan', () => {
  it('are all there, in the order they are read', () => {
    expect(piecesOf(plan).map(({ kind }) => kind)).toEqual([
      'metric',
      'metric',
      'group',
      'group',
      'filter',
      'period',
      'comparison',
      'limit',
    ])
    expect(piecesOf({ ...emptyListPlan('orders'), limit: 10 })).toEqual([{ kind: 'limit' }])
  })

  it('take with them what speaks of them', () => {
    expect(without(plan, { kind: 'metric', at: 0 })).toMatchObject({
      metrics: [{ metric: 'orders' }],
      orderBy: [],
      having: [],
      share: [],
      top: { by: 'orders' },
    })
    expect(without(plan, { kind: 'group', at: 1 })).toMatchObject({ top: { per: [] }, orderBy: plan.orderBy })
    expect(without(plan, { kind: 'group', at: 0 })).toMatchObject({ share: [{ of: 'spend', within: [] }] })
    expect(without(plan, { kind: 'limit' })).toMatchObject({ top: null, limit: null })
  })

  it('are read from all rows without the sample', () => {
    const sampled = withShareRead(plan, 0.01)
    expect(piecesOf(sampled).at(-1)).toEqual({ kind: 'sample' })
    expect(without(sampled, { kind: 'sample' })).toEqual(plan)
  })

  it('hand over what was ordered, cut and shared by them', () => {
    expect(withMetric(plan, 0, 'fees')).toMatchObject({
      metrics: [{ metric: 'fees' }, { metric: 'orders' }],
      orderBy: [{ by: 'fees', direction: 'desc' }],
      share: [{ of: 'fees' }],
    })
    expect(withGroup(plan, 1, { dimension: 'metric_time', grain: 'week' })).toMatchObject({
      top: { per: ['metric_time__week'] },
    })
  })

  it('are kept where nothing would be left to ask', () => {
    const one = { ...emptyMetricsPlan, metrics: [{ metric: 'spend' }] }
    expect(without(one, { kind: 'metric', at: 0 })).toBeNull()
  })

  it('drops a comparison with a period that has no end', () => {
    expect(withPeriod(plan, { start: '2026-01-01', end: null })).toMatchObject({ compare: null })
    expect(withPeriod(plan, { start: '2026-02-01', end: '2026-03-01' })).toMatchObject({
      compare: plan.compare,
    })
  })

  it('ranks groups where only the first are wanted', () => {
    const groups = { ...emptyMetricsPlan, metrics: plan.metrics, groupBy: plan.groupBy }
    expect(withCount(groups, 3)).toMatchObject({
      top: { count: 3, by: 'spend', direction: 'desc' },
      limit: null,
    })
    expect(withCount(plan, 3)).toMatchObject({ top: { count: 3, by: 'orders' } })
    expect(withCount({ ...groups, orderBy: plan.orderBy }, 3)).toMatchObject({ top: null, limit: 3 })
  })
})

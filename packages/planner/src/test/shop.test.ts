import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf, told } from './ask.ts'
import { shop } from './models/shop.ts'

const planner = createPlanner(shop)
const year2025 = { start: '2025-01-01', end: '2026-01-01' }
const largest = (by: string) => ({ orderBy: [{ by, direction: 'desc' }] })
const top = (count: number, by: string, direction = 'desc') => ({
  orderBy: [{ by, direction }],
  top: { count, by, direction, per: [], ties: 'all' },
})

it.each<[string, Record<string, unknown>]>([
  ['revenue', { metrics: ['revenue'] }],
  ['What was our revenue in 2025?', { metrics: ['revenue'], time: year2025 }],
  ['sales last month', { metrics: ['revenue'], time: { start: '2026-05-01', end: '2026-06-01' } }],
  ['takings per brand', { metrics: ['revenue'], groupBy: ['product__brand'], ...largest('revenue') }],
  [
    'How many orders did we have last week?',
    { metrics: ['orders'], time: { start: '2026-06-08', end: '2026-06-15' } },
  ],
  ['revenue by month in 2025', { metrics: ['revenue'], groupBy: ['metric_time by month'], time: year2025 }],
  ['monthly visits', { metrics: ['visits'], groupBy: ['metric_time by month'] }],
  [
    'AOV by region',
    { metrics: ['average_order_value'], groupBy: ['store__region'], ...largest('average_order_value') },
  ],
  [
    'revenue in France by category',
    {
      metrics: ['revenue'],
      groupBy: ['product__category'],
      where: ['customer__country = FR'],
      ...largest('revenue'),
    },
  ],
  [
    'revenue from German business customers',
    { metrics: ['revenue'], where: ['customer__country = DE', 'customer__segment = business'] },
  ],
  [
    'cancelled orders by payment method',
    {
      metrics: ['orders'],
      groupBy: ['order__payment_method'],
      where: ['order__order_status = cancelled'],
      ...largest('orders'),
    },
  ],
  ['orders paid by card or cash', { metrics: ['orders'], where: ['order__payment_method in card, cash'] }],
  ['revenue excluding garden', { metrics: ['revenue'], where: ['product__category != garden'] }],
  [
    'takings per brand excluding Nordlys and Casa Verde',
    {
      metrics: ['revenue'],
      groupBy: ['product__brand'],
      where: ['product__brand not in Nordlys, Casa Verde'],
      ...largest('revenue'),
    },
  ],
  [
    'top 5 products by revenue in 2025',
    {
      metrics: ['revenue'],
      groupBy: ['product', 'product__product_name'],
      where: ['product is known'],
      time: year2025,
      ...top(5, 'revenue'),
    },
  ],
  [
    'bottom 3 categories by refund rate',
    {
      metrics: ['refund_rate'],
      groupBy: ['product__category'],
      where: ['product__category is known'],
      ...top(3, 'refund_rate', 'asc'),
    },
  ],
  [
    'which store had the highest revenue in 2025?',
    {
      metrics: ['revenue'],
      groupBy: ['store', 'store__store_name'],
      where: ['store is known'],
      time: year2025,
      ...top(1, 'revenue'),
    },
  ],
  [
    'refund rate for garden vs kitchen',
    {
      metrics: ['refund_rate'],
      groupBy: ['product__category'],
      where: ['product__category in garden, kitchen'],
      ...largest('refund_rate'),
    },
  ],
  ['orders and visits by month', { metrics: ['orders', 'visits'], groupBy: ['metric_time by month'] }],
  [
    'revenue by category and region',
    { metrics: ['revenue'], groupBy: ['product__category', 'store__region'], ...largest('revenue') },
  ],
  [
    'revenue by brand sorted by brand',
    {
      metrics: ['revenue'],
      groupBy: ['product__brand'],
      orderBy: [{ by: 'product__brand', direction: 'asc' }],
    },
  ],
  [
    'categories with more than 1,000 orders',
    {
      metrics: ['orders'],
      groupBy: ['product__category'],
      where: ['product__category is known'],
      having: [{ column: 'orders', op: '>', value: 1000 }],
      ...largest('orders'),
    },
  ],
  [
    'new customers by country last month',
    {
      metrics: ['new_customers'],
      groupBy: ['customer__country'],
      time: { start: '2026-05-01', end: '2026-06-01' },
      ...largest('new_customers'),
    },
  ],
  ['revenue from gift orders', { metrics: ['revenue'], where: ['order__is_gift = true'] }],
  ['revene by categry', { metrics: ['revenue'], groupBy: ['product__category'], ...largest('revenue') }],
])('%s', (question, expected) => {
  expect(briefPlan(readingOf(planner, question).plan)).toEqual({ kind: 'metrics', ...expected })
})

it('compares periods', () => {
  expect(briefPlan(readingOf(planner, 'revenue this year compared to last year').plan)).toMatchObject({
    metrics: ['revenue'],
    compare: { kind: 'shift', count: 1, grain: 'year' },
  })
})

it.each([
  ['activity by month', 'clarify', /Orders or Visits/],
  ['revenue in Paris', 'clarify', /Brand is Paris or City is Paris/],
  ['profit by month', 'refuse', /"profit"/],
  ['', 'refuse', /no question/],
  ['hello', 'refuse', /about the data/],
  ['drop table orders', 'refuse', /only read/],
  ['delete all cancelled orders', 'refuse', /only read/],
  ['select * from orders', 'refuse', /SQL/],
  ['выручка по месяцам', 'refuse', /English/],
  ['visits by brand', 'refuse', /Brand/],
])('%s → %s', (question, kind, sentence) => {
  const outcome = planner.plan(question, { now: NOW, previous: null })
  expect({ kind: outcome.kind, trail: outcome.trail }).toMatchObject({ kind })
  expect(told(outcome)).toMatch(sentence)
})

import { emptyListPlan, emptyMetricsPlan, type MetricsPlan, type QuestionPlan } from '@numize/semantic'
import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { shop } from './models/shop.ts'

const planner = createPlanner(shop)
const told = (plan: QuestionPlan): readonly string[] => planner.tell(plan).map(({ reading }) => reading)
const metrics = (parts: Partial<MetricsPlan>): MetricsPlan => ({ ...emptyMetricsPlan, ...parts })

it('tells metrics, groups, conditions, periods and cuts of a plan', () => {
  expect(
    told(
      metrics({
        metrics: [{ measure: { over: 'order__basket_lines', aggregation: 'average' }, as: 'lines' }],
        groupBy: [{ dimension: 'customer__country' }, { dimension: 'metric_time', grain: 'month' }],
        where: [
          { kind: 'in', field: { dimension: 'order__order_status' }, values: ['paid', 'sent'], negate: true },
          { kind: 'not', filter: { kind: 'null', field: { dimension: 'customer__segment' } } },
        ],
        having: [{ column: 'lines', op: '>', value: 2 }],
        time: { start: '2026-01-01', end: '2026-04-01' },
        compare: { kind: 'shift', count: 1, grain: 'year' },
        top: { count: 3, by: 'lines', direction: 'desc', per: [], ties: 'all' },
      }),
    ),
  ).toEqual([
    'average of basket lines of the order',
    'by country of the customer',
    'by month',
    'order status is not paid or sent',
    'not (segment of the customer is unknown)',
    'lines is above 2',
    '1 Jan – 31 Mar 2026',
    'compared with one year earlier',
    'the 3 highest by lines',
  ])
})

it('tells plans inside conditions whole', () => {
  const inner = { ...emptyListPlan('orders'), columns: [{ dimension: 'customer' }] }
  expect(
    told({
      ...emptyListPlan('customers'),
      columns: [{ dimension: 'customer__customer_name' }],
      where: [{ kind: 'inPlan', field: { dimension: 'customer' }, plan: inner, negate: true }],
      time: { start: '2026-01-01T06:00:00', end: null },
      limit: 5,
    }),
  ).toEqual([
    'Customers',
    'customer name',
    'customer is not among (Orders, customer)',
    'from 2026-01-01T06:00:00',
    'at most 5 rows',
  ])
})

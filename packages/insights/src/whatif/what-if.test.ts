import { describe, expect, it } from 'vitest'
import { evaluateExpression } from './evaluate-expression.ts'
import type { MetricNode, Rule } from './metric-graph.ts'
import { propagate } from './propagate.ts'
import { whatIfQuestion } from './what-if-question.ts'

const values = new Map<string, number | null>([
  ['a', 6],
  ['b', 3],
  ['zero', 0],
  ['gone', null],
])

describe('arithmetic of derived metrics', () => {
  it.each<[string, number | null | undefined]>([
    ['a - b * 2', 0],
    ['(a - b) * 2 / 3', 2],
    ['-a + 1.5e1', 9],
    ['a / zero', null],
    ['a / nullif(zero, 0)', null],
    ['coalesce(gone, b)', 3],
    ['abs(b - a)', 3],
    ['a + gone', null],
    ['a + missing', undefined],
    ['case when a > 1 then 2 end', undefined],
    ['a +', undefined],
    ['', undefined],
  ])('%s', (expression, value) => expect(evaluateExpression(expression, values)).toBe(value))
})

const graphOf = (rules: Readonly<Record<string, Rule>>): ReadonlyMap<string, MetricNode> =>
  new Map(Object.entries(rules).map(([name, rule]) => [name, { name, label: name, rule }]))
const volume: Rule = { kind: 'volume' }
const ratio = (numerator: string, denominator: string): Rule => ({ kind: 'ratio', numerator, denominator })
const shop = graphOf({
  visits: volume,
  orders: volume,
  revenue: volume,
  refunds: volume,
  conversion: ratio('orders', 'visits'),
  order_value: ratio('revenue', 'orders'),
  net: {
    kind: 'derived',
    expression: 'revenue - refunds',
    inputs: new Map([
      ['revenue', 'revenue'],
      ['refunds', 'refunds'],
    ]),
  },
  trailing: { kind: 'opaque', on: ['revenue'] },
})

describe('what moves with a change', () => {
  it('takes a rate by its numerator, and what stands on that by rates that are kept', () => {
    expect(propagate('conversion', shop)).toEqual({
      scaled: ['orders', 'revenue'],
      held: ['order_value'],
      recomputed: ['conversion', 'order_value', 'net'],
      notRecomputed: ['trailing'],
    })
  })
  it('moves nothing along where that is not wanted', () => {
    expect(propagate('visits', shop, true)).toMatchObject({
      scaled: ['visits'],
      held: [],
      recomputed: ['conversion'],
    })
  })
  it('takes a sum by all its parts', () => {
    expect(propagate('net', shop).scaled).toEqual(['revenue', 'refunds'])
  })
})

describe('questions about a change', () => {
  it.each<[string, string, object, string | null]>([
    [
      'what if conversion in Germany rose by 10 % last month?',
      'conversion in Germany last month',
      { kind: 'percent', by: 0.1 },
      null,
    ],
    ['what if we had 5% more visits', 'visits', { kind: 'percent', by: 0.05 }, null],
    [
      'what would revenue be if conversion were 2 points higher',
      'conversion',
      { kind: 'points', by: 0.02 },
      'revenue',
    ],
    ['suppose prices dropped 15 percent in May', 'prices in May', { kind: 'percent', by: -0.15 }, null],
    ['what if orders doubled, what would refunds be', 'orders', { kind: 'percent', by: 1 }, 'refunds'],
    ['what if revenue were 10k lower', 'revenue', { kind: 'add', by: -10_000 }, null],
    ['what if the approval rate went up to 95 %', 'approval rate', { kind: 'to', value: 0.95 }, null],
  ])('%s', (question, about, change, asked) => {
    expect(whatIfQuestion(question)).toMatchObject({ about, change, asked })
  })
  it('takes a bare change only where it is one', () => {
    expect(whatIfQuestion('conversion +10% for country=DE')).toBeNull()
    expect(whatIfQuestion('conversion +10% for country=DE', { bare: true })).toMatchObject({
      about: 'conversion for country=DE',
      change: { kind: 'percent', by: 0.1 },
    })
    expect(whatIfQuestion('revenue that rose by 10 % last month')).toBeNull()
    expect(whatIfQuestion('what if')).toBeNull()
  })
})

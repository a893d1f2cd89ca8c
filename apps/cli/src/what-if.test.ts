import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { whatIf } from './commands/what-if.ts'
import type { Desk } from './desk.ts'
import { testShell } from './testing/test-shell.ts'

const SLOW_MS = 180_000
const shell = testShell('2026-04-15T12:00:00Z')
const { effects } = shell
let desk: Desk

/** March 2026. Germany: 100 visits, 10 orders of 50; France: 300 visits, 60 orders of 20. Every visitor comes twice. */
function visits(): string {
  const lines = ['visit,day,country,visitor,ordered,amount']
  const add = (country: string, count: number, orders: number, amount: number): void => {
    for (let at = 0; at < count; at++)
      lines.push(
        `${country}${at},2026-03-${10 + (at % 10)},${country},${country}${at >> 1},${at < orders ? 1 : 0},${at < orders ? amount : 0}`,
      )
  }
  add('DE', 100, 10, 50)
  add('FR', 300, 60, 20)
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
    measures:
      - { name: visit_count, agg: sum, expr: '1' }
      - { name: order_count, agg: sum, expr: ordered }
      - { name: revenue, agg: sum, expr: amount }
      - { name: visitors, agg: count_distinct, expr: visitor }
metrics:
  - { name: visits, label: Visits, type: simple, type_params: { measure: visit_count } }
  - { name: orders, label: Orders, type: simple, type_params: { measure: order_count } }
  - { name: revenue, label: Revenue, type: simple, type_params: { measure: revenue }, config: { meta: { numize: { unit: EUR } } } }
  - { name: visitors, label: Visitors, type: simple, type_params: { measure: visitors } }
  - name: conversion
    label: Conversion
    type: ratio
    type_params: { numerator: orders, denominator: visits }
    config: { meta: { numize: { unit: percent } } }
  - { name: order_value, label: Order value, type: ratio, type_params: { numerator: revenue, denominator: orders } }
  - name: margin
    label: Margin
    type: derived
    type_params: { expr: revenue - 2 * orders, metrics: [{ name: revenue }, { name: orders }] }
`

beforeAll(async () => {
  shell.project('shop', { 'models/visits.yml': MODEL, 'data/visits.csv': visits() })
  ;({ desk } = await shell.open())
}, SLOW_MS)

afterAll(() => shell.close())

type Scenario = { actual: number | null; whatIf: number | null }

async function then(change: string) {
  shell.out = ''
  await whatIf(change, { project: shell.path('shop'), now: '2026-04-15', json: true }, desk, effects)
  const told = JSON.parse(shell.out)
  const metrics: { metric: string; whole: Scenario; segment: Scenario | null }[] = told.whatIf?.metrics ?? []
  const of = (name: string) => metrics.find(({ metric }) => metric === name)
  return { told, of }
}

describe('what would follow from a change', { timeout: SLOW_MS }, () => {
  it('works out rates, volumes and derived metrics of a segment and of the whole', async () => {
    const { told, of } = await then('conversion +10% for country DE')
    expect(of('conversion')?.segment).toEqual({ actual: 0.1, whatIf: expect.closeTo(0.11, 9) })
    expect(of('conversion')?.whole).toEqual({ actual: 0.175, whatIf: expect.closeTo(71 / 400, 9) })
    expect(of('orders')?.whole).toEqual({ actual: 70, whatIf: expect.closeTo(71, 9) })
    expect(of('revenue')?.whole).toEqual({ actual: 1700, whatIf: expect.closeTo(1750, 9) })
    expect(of('order_value')?.segment?.whatIf).toBeCloseTo(50, 9)
    expect(of('order_value')?.whole.whatIf).toBeCloseTo(1750 / 71, 9)
    expect(of('margin')?.whole).toEqual({ actual: 1560, whatIf: expect.closeTo(1750 - 2 * 71, 9) })
    expect(told.answer).toMatch(
      /^If conversion were 10 % higher where country is DE in Mar 2026, overall conversion would be 17\.8 % instead of 17\.5 %/,
    )
    expect(told.caveats).toContain('Kept as they are: Order value.')
    expect(told.caveats.join(' ')).toContain('not a claim about what would cause what')
  })
  it('moves volumes along with the visits they come from', async () => {
    const { of } = await then('what if visits fell by 20 % last month')
    expect(of('visits')?.whole.whatIf).toBeCloseTo(320, 9)
    expect(of('orders')?.whole.whatIf).toBeCloseTo(56, 9)
    expect(of('revenue')?.whole.whatIf).toBeCloseTo(1360, 9)
    expect(of('conversion')?.whole.whatIf).toBeCloseTo(0.175, 9)
  })
  it('does not guess what a segment is of a distinct count', async () => {
    const { told, of } = await then('visitors +10% for country FR')
    expect(of('visitors')?.segment).toEqual({ actual: 150, whatIf: expect.closeTo(165, 9) })
    expect(of('visitors')?.whole).toEqual({ actual: 200, whatIf: null })
    expect(told.caveats.join(' ')).toContain('do not add up to the whole for Visitors')
  })
  it('says what cannot be', async () => {
    const { told } = await then('what if conversion rose to 120 %')
    expect(told.caveats.join(' ')).toContain('Conversion would be more than 100 %')
    const nothing = await then('what if orders for country DE rose by 10 % in May 2020')
    expect(nothing.told).toMatchObject({
      status: 'refused',
      answer: expect.stringMatching(/nothing to change/),
    })
  })
})

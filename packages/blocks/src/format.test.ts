import type { Cell, ResultColumn } from '@numize/semantic'
import { expect, it } from 'vitest'
import { formatCell, formatUnit } from './format.ts'
import { formatPeriod } from './format-time.ts'

const column = (rest: Partial<ResultColumn>): ResultColumn => ({
  name: 'x',
  label: 'Card spend',
  type: 'decimal',
  unit: null,
  role: 'metric',
  grain: null,
  source: 'x',
  ...rest,
})
const money = column({ unit: { kind: 'money', currency: 'USD' } })
const percent = column({ unit: { kind: 'percent' } })
const orders = column({ unit: { kind: 'count' }, type: 'integer' })
const time = (grain: string | null, type: 'date' | 'timestamp' = 'date') =>
  column({ role: 'time', type, grain })

it.each<[Cell, ResultColumn, string, string]>([
  [null, money, '–', '–'],
  [1_240_000, money, '$1,240,000.00', '$1.24 M'],
  [999_999, money, '$999,999.00', '$1.00 M'],
  [-12_345.678, money, '-$12,345.68', '-$12.3 K'],
  [1234.5, money, '$1,234.50', '$1,234.50'],
  ['12345678901234567890.12', money, '$12,345,678,901,234,567,890.12', '$12,345,679 T'],
  [1_500_000, column({ unit: { kind: 'money', currency: 'EUR' } }), '€1,500,000.00', '€1.50 M'],
  [5, column({ unit: { kind: 'money', currency: 'points' } }), '5.00 points', '5.00 points'],
  [0.123, percent, '12.3 %', '12.3 %'],
  [-0.002, { ...percent, role: 'change' }, '-0.2 pp', '-0.2 pp'],
  [-0.032, { ...percent, role: 'changePercent' }, '-3.2 %', '-3.2 %'],
  [0.000123, percent, '0.012 %', '0.012 %'],
  [12_345, orders, '12,345', '12,345'],
  [12_345_678, orders, '12,345,678', '12.3 M'],
  [4520, column({ unit: { kind: 'duration', unit: 'second' } }), '4,520 s', '75.33 min'],
  [2026, column({ role: 'dimension', type: 'integer' }), '2026', '2026'],
  [true, column({ role: 'dimension', type: 'boolean' }), 'yes', 'yes'],
  ['2026-05-01', time('month'), 'May 2026', 'May 2026'],
  ['2026-04-01', time('quarter'), 'Q2 2026', 'Q2 2026'],
  ['2026-11-09', time('week'), 'week of 9 Nov 2026', 'week of 9 Nov 2026'],
  ['2026-11-14', time('day'), '14 Nov 2026', '14 Nov 2026'],
  ['2026-01-01 00:00:00', time('year', 'timestamp'), '2026', '2026'],
  ['2026-11-14 13:05:07', time(null, 'timestamp'), '14 Nov 2026, 13:05:07', '14 Nov 2026, 13:05:07'],
])('shows %s', (cell, of, full, compact) => {
  expect(formatCell(cell, of)).toBe(full)
  expect(formatCell(cell, of, { compact: true })).toBe(compact)
})

it.each<[number, ResultColumn, string]>([
  [42.7166, column({ unit: { kind: 'duration', unit: 'minute' } }), '42.7 minutes'],
  [60, column({ unit: { kind: 'duration', unit: 'second' } }), '60 seconds'],
  [5233.5331, column({ unit: { kind: 'other', symbol: 'kg' } }), '5,234 kg'],
  [366.2042, column({}), '366.2'],
  [4.0876, column({}), '4.09'],
  [370_412.9, column({}), '370,413'],
])('rounds %s for a sentence', (cell, of, text) => expect(formatCell(cell, of, { prose: true })).toBe(text))

it('names the unit of an axis once', () => {
  expect(formatUnit(money)).toBe('Card spend (USD)')
  expect(formatUnit({ ...money, label: 'Spend in USD' })).toBe('Spend in USD')
  expect(formatUnit(orders)).toBe('Card spend')
})

it.each([
  ['2025-01-01', '2026-01-01', 'in 2025'],
  ['2026-04-01', '2026-07-01', 'in Q2 2026'],
  ['2026-05-01', '2026-06-01', 'in May 2026'],
  ['2026-11-14', '2026-11-15', 'on 14 Nov 2026'],
  ['2026-01-01', '2026-03-15', 'from 1 Jan to 14 Mar 2026'],
  ['2026-10-19', '2026-10-26', 'from 19 to 25 Oct 2026'],
  ['2025-12-30', '2026-01-03', 'from 30 Dec 2025 to 2 Jan 2026'],
  ['2026-01-01', null, 'since 1 Jan 2026'],
  [null, '2026-01-01', 'before 1 Jan 2026'],
  [null, null, ''],
])('says the period %s – %s', (start, end, words) => expect(formatPeriod({ start, end })).toBe(words))

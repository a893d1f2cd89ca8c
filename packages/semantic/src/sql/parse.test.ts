import { expect, it } from 'vitest'
import { duckdb } from '../dialects/duckdb/duckdb.ts'
import { parseExpression } from './parse.ts'
import { printExpression } from './print.ts'

const roundTrip = (text: string) => {
  const tree = parseExpression(text)
  return tree && printExpression(tree, duckdb)
}

it.each([
  ['amount', 'amount'],
  ['amount_cents/100.0', 'amount_cents / 100.0'],
  ['a - (b - c) * -d', 'a - (b - c) * -d'],
  ['(a - b) - c', 'a - b - c'],
  ['case when is_instant then 1 else 0 end', 'CASE WHEN is_instant THEN 1 ELSE 0 END'],
  ["case status when 'a' then 1 end", "CASE status WHEN 'a' THEN 1 END"],
  ['x::date', 'CAST(x AS DATE)'],
  ['x::decimal(10,2) + 1', 'CAST(x AS DECIMAL(10, 2)) + 1'],
  ["name = 'O''Hara'", "name = 'O''Hara'"],
  ["status in ('a','b') or not done", "status IN ('a', 'b') OR NOT done"],
  ['not a and b', 'NOT a AND b'],
  ['not (a and b)', 'NOT (a AND b)'],
  ['a not between 1 and 2 and b', 'a NOT BETWEEN 1 AND 2 AND b'],
  ["a ilike '%x%'", "a ILIKE '%x%'"],
  ['a is not null', 'a IS NOT NULL'],
  ['a is not distinct from b', 'a IS NOT DISTINCT FROM b'],
  ['coalesce(a, 0) <> b', 'coalesce(a, 0) != b'],
  ['count(distinct case when x then id end)', 'count(DISTINCT CASE WHEN x THEN id END)'],
  ["created_at + interval '3 days'", 'created_at + INTERVAL 3 DAY'],
  ['extract(year from t.at)', 'EXTRACT(year FROM t."at")'],
  ['"order"', '"order"'],
  ['date', '"date"'],
  ["date '2026-01-01'", "DATE '2026-01-01'"],
  ["a || '-' || b", "a || '-' || b"],
  ['(a = b) = c', '(a = b) = c'],
])('reads and prints %s', (text, printed) => expect(roundTrip(text)).toBe(printed))

it.each([
  'list_filter(a, x -> x > 1)',
  'sum(a) over (partition by b)',
  'select 1',
  'a[1]',
  'a;b',
  'a b',
  '(',
  "'open",
])('leaves %s opaque', (text) => expect(parseExpression(text)).toBeNull())

it('reads where-templates with paths, grains and groups', () => {
  const template = (text: string) => {
    const tree = parseExpression(text)
    return tree?.kind === 'template' ? tree.template : tree
  }
  expect(template("{{ Dimension('country', entity_path=['order', 'customer']) }}")).toMatchObject({
    of: 'dimension',
    name: 'order__customer__country',
  })
  expect(template("{{ TimeDimension('metric_time', 'MONTH') }}")).toMatchObject({
    name: 'metric_time',
    grain: 'month',
  })
  expect(template("{{ Dimension('order__at').grain('week') }}")).toMatchObject({ grain: 'week' })
  expect(template("{{ Dimension('metric_time').date_part('year') }}")).toMatchObject({ datePart: 'year' })
  expect(template("{{ Metric('orders', group_by=['customer']) }}")).toMatchObject({
    of: 'metric',
    by: ['customer'],
  })
  expect(parseExpression("{{ Dimension('a') }} = 1 AND {{ evil() }}")).toBeNull()
})

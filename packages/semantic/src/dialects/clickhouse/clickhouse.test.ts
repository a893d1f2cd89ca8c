import { expect, it } from 'vitest'
import { column, moment, number, order, output, select, special } from '../../sql/build.ts'
import type { Expr, Special } from '../../sql/nodes.ts'
import { printExpression, printStatement } from '../../sql/print.ts'
import { dialects } from '../dialects.ts'
import { expressionSql } from '../expression-sql.ts'

// What the printed SQL gives is tested in `engines`, where a real ClickHouse is present.
const { clickhouse } = dialects
const print = (expr: Expr): string => printExpression(expr, clickhouse)
const at = column('t', 'at')

it.each([
  ["it's", "'it''s'"],
  ["\\' OR 1=1 --", "'\\\\'' OR 1=1 --'"],
  ['a\0b', "'ab'"],
  ['{{ x }} \u{1F600}', "'{{ x }} \u{1F600}'"],
])('quotes the text %j', (text, quoted) => {
  expect(clickhouse.quoteString(text)).toBe(quoted)
})

it.each([
  ['orders', 'orders'],
  ['Orders', 'Orders'],
  ['order', '"order"'],
  ['a b', '"a b"'],
  ['a"b\\c`d.e', '"a""b\\\\c`d.e"'],
  ['1st', '"1st"'],
])('quotes the name %j', (name, quoted) => {
  expect(clickhouse.quoteIdentifier(name)).toBe(quoted)
})

it.each<[Special, string]>([
  [{ name: 'truncate', grain: 'month', weekStart: 0 }, "date_trunc('month', toDate32(t.at, 'UTC'))"],
  [
    { name: 'truncate', grain: 'week', weekStart: 6 },
    "date_trunc('week', toDate32(t.at, 'UTC') + INTERVAL 1 DAY) - INTERVAL 1 DAY",
  ],
  [{ name: 'truncate', grain: 'hour', weekStart: 0 }, "date_trunc('hour', toDateTime64(t.at, 6, 'UTC'))"],
  [{ name: 'datePart', part: 'dow' }, "toInt64(toDayOfWeek(toDate32(t.at, 'UTC')))"],
  [{ name: 'micros' }, "toUnixTimestamp64Micro(toDateTime64(t.at, 6, 'UTC'))"],
  [
    { name: 'percentile', fraction: 0.9, discrete: false, approximate: false },
    'quantileExactInclusive(0.9)(toFloat64(t.at))',
  ],
])('counts in UTC whatever zone a column carries: %j', (what, sql) => {
  expect(print(special(what, at))).toBe(sql)
})

it.each([
  ['a / b', 'toFloat64(a) / nullIf(b, 0)'],
  ['CAST(a AS DECIMAL(10, 2))', 'CAST(a AS Nullable(Decimal(10, 2)))'],
  ['CAST(a AS MyType)', 'CAST(a AS Nullable(MyType))'],
  ['COUNT(DISTINCT a)', 'toInt64(COUNT(DISTINCT a))'],
  ["a LIKE 'x\\y'", "a LIKE 'x\\\\y' ESCAPE '\\x01'"],
  ["a ILIKE 'x'", "toString(a) ILIKE 'x'"],
  [
    "CAST(a AS DATE) - DATE '2025-01-01'",
    "dateDiff('day', toDate32('2025-01-01'), CAST(a AS Nullable(Date32)), 'UTC')",
  ],
])('says %s its own way', (text, sql) => {
  expect(expressionSql(text, 'clickhouse')).toBe(sql)
})

it('shows tests as true and false, orders by the columns of the result, and says what it must be told', () => {
  const query = select({
    columns: [output({ kind: 'binary', op: '>', left: at, right: number(1) }, 'late'), output(at, 'at')],
    from: { kind: 'relation', database: null, schema: 'shop', name: 't', alias: 't' },
    orderBy: [order(column(null, 'at'), 'desc')],
  })
  expect(printStatement({ ctes: [], body: query }, clickhouse)).toMatch(
    /^SELECT\n {2}toBool\(t\.at > 1\) AS late,\n {2}t\.at AS at\nFROM shop\.t\nORDER BY 2 DESC NULLS LAST\nSETTINGS\n {2}join_use_nulls = 1,/,
  )
})

it('counts a frame wider than 32 bits in a larger unit', () => {
  const week = 7 * 86_400_000_000
  const sum: Expr = {
    kind: 'window',
    call: { kind: 'call', name: 'SUM', args: [number(1)], distinct: false, filter: null },
    partitionBy: [],
    orderBy: [order(special({ name: 'micros' }, moment('timestamp', '2025-01-01 00:00:00')), 'asc')],
    frame: { preceding: 0, following: week },
  }
  expect(print(sum)).toBe(
    "SUM(1) OVER (ORDER BY intDiv(toUnixTimestamp64Micro(toDateTime64(toDateTime64('2025-01-01 00:00:00', 6, 'UTC'), 6, 'UTC')), 1000) NULLS LAST RANGE BETWEEN CURRENT ROW AND 604800000 FOLLOWING)",
  )
})

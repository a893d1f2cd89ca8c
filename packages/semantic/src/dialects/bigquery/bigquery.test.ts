import { expect, it } from 'vitest'
import { column, cte, join, moment, number, order, output, select, special, string } from '../../sql/build.ts'
import type { Expr } from '../../sql/nodes.ts'
import { printExpression, printStatement } from '../../sql/print.ts'
import { dialects } from '../dialects.ts'
import { expressionSql } from '../expression-sql.ts'

const { bigquery } = dialects
const printed = (expr: Expr): string => printExpression(expr, bigquery)
const at = column('orders', 'ordered_at')

/** Every line was run by GoogleSQL's reference implementation too: see `npm run eval -- metricflow --engine bigquery`. */
it.each([
  ["status = 'paid'", "status = 'paid'"],
  ['a / b', 'SAFE_DIVIDE(a, b)'],
  ['a // b', 'DIV(a, NULLIF(b, 0))'],
  ["name ILIKE 'Ab%'", "LOWER(CAST(name AS STRING)) LIKE 'ab%'"],
  ["name LIKE '50!%' ESCAPE '!'", "name LIKE '50\\\\%'"],
  ["name LIKE 'a\\b'", "name LIKE 'a\\\\\\\\b'"],
  ['count(*) FILTER (WHERE paid)', 'COUNTIF(paid)'],
  ['sum(DISTINCT x) FILTER (WHERE paid)', 'sum(DISTINCT IF(paid, x, NULL))'],
  ['TRY_CAST(x AS DOUBLE)', 'SAFE_CAST(x AS FLOAT64)'],
  ['CAST(x AS DECIMAL(38, 12))', 'CAST(x AS BIGNUMERIC(38, 12))'],
  ['CAST(x AS VARCHAR(20))', 'CAST(x AS STRING)'],
  ["ordered < TIMESTAMP '2024-01-01 00:00:00'", "ordered < '2024-01-01'"],
  [
    "ordered BETWEEN DATE '2024-01-01' AND DATE '2024-02-01'",
    "ordered BETWEEN '2024-01-01' AND '2024-02-01'",
  ],
  ["date_trunc('month', ordered)", 'DATETIME_TRUNC(CAST(ordered AS DATETIME), MONTH)'],
  ['EXTRACT(dow FROM ordered)', 'EXTRACT(DAYOFWEEK FROM ordered) - 1'],
  ['greatest(a, b)', 'COALESCE(GREATEST(a, b), a, b)'],
  ["ordered + INTERVAL '3 days'", 'ordered + INTERVAL 3 DAY'],
])('%s → %s', (text = '', sql) => {
  expect(expressionSql(text, 'bigquery')).toBe(sql)
})

it('escapes what could end a text or a name', () => {
  expect(bigquery.quoteString("'; DROP TABLE x; --\\\n")).toBe("'\\'; DROP TABLE x; --\\\\\\n'")
  expect(bigquery.quoteIdentifier('a`b')).toBe('`a\\`b`')
  expect(bigquery.quoteIdentifier('select')).toBe('`select`')
  expect(bigquery.quotePath?.(['my-project', 'sales', 'orders'])).toBe('`my-project.sales.orders`')
})

it('cuts times by the first day of the week, as DATETIME, or as DATE where only that is wanted', () => {
  const week = special({ name: 'truncate', grain: 'week', weekStart: 6 }, at)
  expect(printed(week)).toBe('DATETIME_TRUNC(CAST(orders.ordered_at AS DATETIME), WEEK(SUNDAY))')
  expect(printed(special({ name: 'toDate' }, week))).toBe(
    'DATE_TRUNC(CAST(orders.ordered_at AS DATE), WEEK(SUNDAY))',
  )
})

it('brings stored times to the type of computed ones before they meet', () => {
  const later = special({ name: 'shift', count: 2, grain: 'month' }, column('visits', 'seen_at'))
  expect(printed({ kind: 'binary', op: '<', left: at, right: later })).toBe(
    'CAST(orders.ordered_at AS DATETIME) < DATETIME_ADD(CAST(visits.seen_at AS DATETIME), INTERVAL 2 MONTH)',
  )
  const moved: Expr = {
    kind: 'case',
    operand: null,
    whens: [
      {
        kind: 'when',
        condition: { kind: 'binary', op: '<', left: at, right: moment('timestamp', '2025-03-30 01:00:00') },
        result: at,
      },
    ],
    otherwise: special({ name: 'shift', count: 60, grain: 'minute' }, at),
  }
  expect(printed(moved)).toBe(
    "CASE WHEN orders.ordered_at < '2025-03-30 01:00:00' THEN CAST(orders.ordered_at AS DATETIME) ELSE DATETIME_ADD(CAST(orders.ordered_at AS DATETIME), INTERVAL 60 MINUTE) END",
  )
})

it('takes an exact percentile of a group from its sorted values', () => {
  const middle = special(
    { name: 'percentile', fraction: 0.9, discrete: true, approximate: false },
    column(null, 'x'),
  )
  expect(printed(middle)).toBe(
    "ARRAY_AGG(x IGNORE NULLS ORDER BY x)[SAFE_ORDINAL(GREATEST(CAST(CEIL(NUMERIC '0.9' * COUNT(x)) AS INT64), 1))]",
  )
})

it('orders the window of an aggregate as BigQuery allows', () => {
  const sum = (frame?: { preceding: number | null; following: number | null }): string =>
    printed({
      kind: 'window',
      call: { kind: 'call', name: 'SUM', args: [column(null, 'x')], distinct: false, filter: null },
      partitionBy: [],
      orderBy: [order(column(null, 'day'), 'asc')],
      ...(frame ? { frame } : {}),
    })
  expect(sum()).toBe('SUM(x) OVER (ORDER BY day IS NULL NULLS FIRST, day NULLS FIRST)')
  expect(sum({ preceding: 6, following: 0 })).toBe(
    'SUM(x) OVER (ORDER BY day NULLS FIRST RANGE BETWEEN 6 PRECEDING AND CURRENT ROW)',
  )
})

it('prints whole statements: paths, constant rows, series, conditions on windows', () => {
  const body = select({
    columns: [output(column('o', 'day'), 'day'), output(column('field', 'name'), 'name')],
    from: { kind: 'relation', database: 'shop-eu', schema: 'sales', name: 'orders', alias: 'o' },
    joins: [
      join(
        'CROSS',
        { kind: 'values', rows: [[string('a'), number(1)]], columns: ['name', 'place'], alias: 'field' },
        null,
      ),
      join(
        'INNER',
        {
          kind: 'series',
          first: moment('date', '2024-01-01'),
          last: moment('date', '2024-01-31'),
          grain: 'day',
          column: 'day',
          alias: 'days',
        },
        { kind: 'binary', op: '=', left: column('days', 'day'), right: column('o', 'day') },
      ),
      join('LEFT', cte('seen'), {
        kind: 'binary',
        op: '=',
        left: column('seen', 'day'),
        right: column('o', 'day'),
      }),
    ],
  })
  expect(
    printStatement(
      {
        ctes: [{ name: 'seen', query: select({ columns: [output(number(1), 'day')] }), inline: true }],
        body,
      },
      bigquery,
    ),
  ).toBe(`WITH seen AS (
  SELECT 1 AS day
)
SELECT
  o.day AS day,
  field.name AS name
FROM \`shop-eu.sales.orders\` AS o
CROSS JOIN (
  SELECT
    'a' AS name,
    1 AS place
) AS field
INNER JOIN (SELECT day FROM UNNEST(GENERATE_DATE_ARRAY(CAST(DATE '2024-01-01' AS DATE), CAST(DATE '2024-01-31' AS DATE), INTERVAL 1 DAY)) AS day) AS days
  ON days.day = o.day
LEFT JOIN seen
  ON seen.day = o.day`)
})

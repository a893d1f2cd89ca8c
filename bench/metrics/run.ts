import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { emptyMetricsPlan, type MetricsPlan } from '@numize/semantic'
import type { Bench } from '../bench.ts'
import { fiveModels } from '../compile/five-models.ts'
import { compared } from './compared.ts'
import { eventQuestions, eventTables, streamOfEvents } from './events.ts'

/** Times each statement is run; fewer where one takes seconds. */
const runsOf = (orders: number): number => (orders > 2e6 ? 5 : 15)
const FLOOR = 1.2
const EVENTS_FLOOR = 1.5

/**
 * CPU of compiled metrics over that of the best statement a person wrote for the same rows, taken in turns on one
 * DuckDB. `--orders 1000000,10000000` and `--events 20000000` say how many of each.
 */
export const run: Bench = async ({ flags, print }) => {
  for (const orders of sizesOf(flags['orders'], [1e6, 1e7])) {
    const runs = runsOf(orders)
    print(`${orders.toLocaleString('en')} orders, CPU ms, least of ${runs}`)
    await onTables(tables(orders), async (connection) => {
      for (const [name, one] of Object.entries(questions))
        print(await compared(connection, name, { ...one, model: fiveModels(), floor: FLOOR, runs }))
    })
  }
  for (const events of sizesOf(flags['events'], [2e7])) {
    print(`${events.toLocaleString('en')} events, CPU ms, least of 3`)
    await onTables(eventTables(events), async (connection) => {
      for (const [name, one] of Object.entries(eventQuestions))
        print(
          await compared(connection, name, { ...one, model: streamOfEvents(), floor: EVENTS_FLOOR, runs: 3 }),
        )
    })
  }
}

const sizesOf = (said: string | true | undefined, otherwise: readonly number[]): readonly number[] =>
  typeof said === 'string' ? said.split(',').map(Number).filter(Boolean) : otherwise

async function onTables(script: string, use: (connection: DuckDBConnection) => Promise<void>): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  await connection.run(script)
  await use(connection)
  connection.closeSync()
  instance.closeSync()
}

interface Question {
  readonly plan: MetricsPlan
  readonly written: string
}

/** Three years of orders by a twentieth as many customers of eight regions, one refund in twenty. */
const tables = (orders: number): string => `
  CREATE TABLE customers AS
    SELECT i AS id, 'region ' || (hash(i) % 8) AS region, TIMESTAMP '2022-01-01' AS signup_at
    FROM range(${Math.ceil(orders / 20)}) t(i);
  CREATE TABLE orders AS
    SELECT i AS id, hash(i * 7) % ${Math.ceil(orders / 20)} AS customer_id,
      TIMESTAMP '2022-01-01' + INTERVAL (hash(i * 3) % 94608000) SECOND AS created_at,
      (hash(i * 5) % 20000) / 100 AS amount, 'paid' AS status
    FROM range(${orders}) t(i);
  CREATE TABLE refunds AS
    SELECT id, id AS order_id, customer_id, created_at + INTERVAL 3 DAY AS created_at, amount
    FROM orders WHERE id % 20 = 0;
`

const metricsOf = (...metrics: string[]): MetricsPlan => ({
  ...emptyMetricsPlan,
  metrics: metrics.map((metric) => ({ metric })),
})
const by = (grain: string) => [{ dimension: 'metric_time', grain }]

const questions: Readonly<Record<string, Question>> = {
  'rolling 7-day revenue': {
    plan: { ...metricsOf('revenue_7d'), groupBy: by('day') },
    written: `
      WITH daily AS (SELECT CAST(created_at AS DATE) AS day, SUM(amount) AS revenue FROM orders GROUP BY 1)
      SELECT day, SUM(revenue) OVER (ORDER BY day RANGE BETWEEN INTERVAL 6 DAY PRECEDING AND CURRENT ROW) AS revenue_7d
      FROM daily ORDER BY day`,
  },
  'weekly active users': {
    plan: { ...metricsOf('buyers'), groupBy: by('week') },
    written: `
      SELECT CAST(date_trunc('week', created_at) AS DATE) AS week, COUNT(DISTINCT customer_id) AS buyers
      FROM orders GROUP BY 1 ORDER BY 1`,
  },
  'year over year by month': {
    plan: {
      ...metricsOf('revenue'),
      groupBy: by('month'),
      time: { start: '2024-01-01', end: '2025-01-01' },
      compare: { kind: 'shift', count: 1, grain: 'year' },
    },
    written: `
      WITH monthly AS (
        SELECT CAST(date_trunc('month', created_at) AS DATE) AS month, SUM(amount) AS revenue
        FROM orders WHERE created_at >= TIMESTAMP '2023-01-01' AND created_at < TIMESTAMP '2025-01-01' GROUP BY 1)
      SELECT now.month, now.revenue, before.revenue, now.revenue - before.revenue,
        CAST(now.revenue - before.revenue AS DOUBLE) / NULLIF(before.revenue, 0)
      FROM monthly AS now LEFT JOIN monthly AS before ON before.month = now.month - INTERVAL 1 YEAR
      WHERE now.month >= DATE '2024-01-01' ORDER BY 1`,
  },
  'two facts by region': {
    plan: { ...metricsOf('revenue', 'refunded'), groupBy: [{ dimension: 'customer__region' }] },
    written: `
      WITH sold AS (
        SELECT region, SUM(amount) AS revenue FROM orders LEFT JOIN customers ON customers.id = customer_id GROUP BY 1),
      returned AS (
        SELECT region, SUM(amount) AS refunded FROM refunds LEFT JOIN customers ON customers.id = customer_id GROUP BY 1)
      SELECT COALESCE(sold.region, returned.region), revenue, refunded
      FROM sold FULL JOIN returned ON sold.region IS NOT DISTINCT FROM returned.region ORDER BY 1 NULLS LAST`,
  },
}

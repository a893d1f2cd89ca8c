import { type Pick, picker } from './random-plan.ts'

/** A SELECT that DuckDB and Postgres both read, over the clinic's tables, those a slice may hide among them. */
export const randomSelect = (seed: string): string => query(picker(seed), 2)

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  visits: ['visit_id', 'patient_id', 'doctor_id', 'seen_at', 'ward', 'reason', 'code', 'minutes'],
  patients: ['patient_id', 'country', 'city', 'full_name', 'phone', 'born', 'weight'],
  doctors: ['doctor_id', 'grade', 'surname'],
  taps: ['tap_id', 'patient_id', 'tapped_at', 'name', 'device', 'screen'],
  payroll: ['doctor_id', 'pay', 'who'],
}
const TABLES = ['visits', 'visits', 'visits', 'patients', 'patients', 'taps', 'doctors', 'payroll'] as const
const NUMBERS = /_id$|minutes|weight|pay$/

function query(pick: Pick, depth: number): string {
  const one = select(pick, depth)
  if (depth === 0) return one
  return pick(
    one,
    one,
    one,
    `SELECT count(*) FROM (${select(pick, depth - 1)}) AS t ${pick('UNION ALL', 'EXCEPT', 'INTERSECT')} SELECT count(*) FROM ${pick(...TABLES)}`,
    `WITH ${pick('w', 'v', 'x')} AS (${select(pick, depth - 1)}), y AS (SELECT count(*) AS n FROM visits) SELECT y.n, (SELECT count(*) FROM ${pick('w', 'v', 'x', 'taps')}) AS m FROM y`,
  )
}

function select(pick: Pick, depth: number): string {
  const table = pick(...TABLES)
  const column = (): string => pick(...(COLUMNS[table] ?? []))
  const [a, b] = [column(), column()]
  const where = pick('', ` WHERE ${condition(pick, table, depth)}`)
  return pick(
    `SELECT ${value(pick, a)} AS a, ${value(pick, b)} AS b FROM ${table} AS t${where}`,
    `SELECT * FROM ${table} AS t${where}`,
    `SELECT ${a} AS a, count(*) AS n, ${aggregate(pick, b)} AS b FROM ${table} AS t${where} GROUP BY ${a}`,
    `SELECT ${aggregate(pick, a)} AS a, ${aggregate(pick, b)} AS b FROM ${table} AS t${where}`,
    `SELECT t.${a} AS a, row_number() OVER (PARTITION BY t.${b} ORDER BY t.${a}, t.${idOf(table)}) AS n FROM ${table} AS t${where}`,
    joined(pick),
  )
}

function joined(pick: Pick): string {
  const join = pick('JOIN', 'LEFT JOIN', 'FULL JOIN')
  const what = pick(
    'count(*)',
    'min(p.full_name)',
    'max(p.phone)',
    'count(p.country)',
    'sum(v.minutes)',
    'max(v.reason)',
  )
  const by = pick('p.country', 'v.ward', 'p.city', 'p.weight')
  return `SELECT ${by} AS a, ${what} AS b FROM visits AS v ${join} patients AS p ON p.patient_id = v.patient_id GROUP BY ${by}`
}

const idOf = (table: string): string => COLUMNS[table]?.[0] ?? ''

const value = (pick: Pick, column: string): string =>
  pick(
    column,
    column,
    column,
    `CASE WHEN ${column} IS NULL THEN 'none' ELSE CAST(${column} AS VARCHAR) END`,
    `length(CAST(${column} AS VARCHAR))`,
    ...(NUMBERS.test(column)
      ? [`${column} + 1`, `coalesce(${column}, 0) * 2`]
      : [`upper(CAST(${column} AS VARCHAR))`]),
    pick(`CAST(${column} AS INTEGER)`, column, column),
  )

const aggregate = (pick: Pick, column: string): string =>
  pick(
    `min(${column})`,
    `max(${column})`,
    `count(${column})`,
    `count(DISTINCT ${column})`,
    `sum(CASE WHEN ${column} IS NULL THEN 1 ELSE 0 END)`,
  )

function condition(pick: Pick, table: string, depth: number): string {
  const column = pick(...(COLUMNS[table] ?? []))
  const text = NUMBERS.test(column)
    ? `${column} > ${pick(3, 20, 60)}`
    : `CAST(${column} AS VARCHAR) LIKE '%${pick('1', 'R', 'a')}%'`
  if (depth === 0) return text
  return pick(
    text,
    `NOT (${text})`,
    `${column} IS NOT NULL AND ${text}`,
    `EXISTS (SELECT 1 FROM patients AS q WHERE q.country = '${pick('FR', 'DE')}')`,
    `${idOf(table)} IN (SELECT ${pick('patient_id', 'doctor_id')} FROM ${pick('visits', 'visits', 'taps', 'payroll')})`,
    `CAST(code AS INTEGER) > 5`,
    `${idOf(table)} < (SELECT max(visit_id) FROM visits)`,
  )
}

import { seededRandom } from '@numize/base'

type Pick = <T>(...choices: readonly T[]) => T

/**
 * A statement of a small grammar: mostly sound, with names that shadow, hostile functions and forms mixed in. Some
 * forms only DuckDB has.
 */
export function randomSql(seed: string): string {
  const random = seededRandom(seed)
  const pick: Pick = (...choices) => choices[Math.floor(random() * choices.length)] as never
  return pick(0, 1, 2) === 0 ? plain(pick) : query(pick, 3)
}

/** What every engine reads. */
function plain(pick: Pick): string {
  const [one, other] = [pick(...SOUND), pick(...SOUND)]
  const text = `CAST(${one} AS VARCHAR)`
  const from = pick(
    'visits',
    '"visits" AS visits',
    'Visit AS v',
    'visits AS v JOIN patient AS p ON p.patient_id = v.visit_id',
    '(SELECT visit_id, 1 AS patient_id, ward, note, cost FROM visits) AS payroll',
    pick(...NAMES),
  )
  const where = pick('', ` WHERE ${text} LIKE '%${pick('0', 'B', 'c')}%'`, ` WHERE ${condition(pick, 1)}`)
  return pick(
    `SELECT ${pick('cost', 'note', 'ward')} AS a FROM ${from}${where}`,
    `SELECT ${pick('min', 'max', 'count')}(${pick('cost', 'note', 'ward')}) AS a, count(*) AS n FROM ${from}${where}`,
    `SELECT ward AS a, max(${other}) AS b FROM visits${where} GROUP BY ward`,
    `WITH ${pick('w', 'x', 'payroll')} AS (SELECT * FROM visits${where}) SELECT * FROM ${pick('w', 'x', 'payroll', 'visits')}`,
    `SELECT (SELECT max(cost) FROM visits) AS a FROM ${from}`,
  )
}

const NAMES = [
  'visits',
  'Visit',
  '"visits"',
  'patient',
  'PATIENT',
  'payroll',
  'main.visit',
  'w',
  'x',
  'duckdb_tables',
  'pg_class',
  'public.visit',
  'information_schema.tables',
]

function query(pick: Pick, depth: number): string {
  const body = pick(0, 0, 0, 1)
    ? `${select(pick, depth)} ${pick('UNION ALL', 'EXCEPT', 'INTERSECT')} ${select(pick, depth)}`
    : select(pick, depth)
  if (depth === 0 || pick(0, 0, 1) === 0) return body
  const name = pick('w', 'x', 'visits', 'payroll', 'patient', '"Visit"')
  const more = pick('', `, ${pick('x', 'payroll')} AS (SELECT * FROM ${pick(...NAMES)})`)
  return `WITH ${pick('', '', 'RECURSIVE ')}${name} AS (${query(pick, depth - 1)})${more} ${body}`
}

function select(pick: Pick, depth: number): string {
  const from = table(pick, depth)
  const join = pick(
    '',
    '',
    ` ${pick('JOIN', 'LEFT JOIN', 'CROSS JOIN', 'POSITIONAL JOIN')} ${table(pick, depth)} AS b${pick('', ' ON true', ' USING (patient_id)')}`,
  )
  const where = pick('', ` WHERE ${condition(pick, depth)}`)
  const what = pick('*', 'count(*)', value(pick, depth), `${value(pick, depth)}, ${value(pick, depth)}`)
  return pick(
    `SELECT ${what} FROM ${from}${join}${where}${pick('', ' GROUP BY ALL')}`,
    `FROM ${from}${join} SELECT ${what}${where}`,
  )
}

function table(pick: Pick, depth: number): string {
  if (depth > 0 && pick(0, 0, 1))
    return `(${query(pick, depth - 1)}) AS ${pick('w', 'x', 'payroll', 'visits')}`
  const hostile = [
    "query('FROM payroll')",
    'ONLY visits',
    'LATERAL (SELECT * FROM payroll)',
    'ROWS FROM (generate_series(1, 3))',
    "dblink('', 'SELECT * FROM payroll')",
    'duckdb_settings()',
    "'data/payroll.csv'",
    '(SUMMARIZE payroll)',
    '(DESCRIBE visits)',
  ]
  return `${pick('', '', '/* é */ ')}${pick(...Array<string>(30).fill('visits'), 'visit', 'patient', ...NAMES, pick(...hostile))}${pick('', '', ' AS visits', ' v', ' payroll')}`
}

const SOUND = ['visit_id', 'patient_id', 'ward', 'note', 'cost']
const COLUMNS = [
  ...SOUND,
  ...SOUND,
  ...SOUND,
  ...SOUND,
  'city',
  'full_name',
  'who',
  'pay',
  'payroll',
  'visits',
]

function value(pick: Pick, depth: number): string {
  const name = pick(...COLUMNS)
  const nested = depth > 0 ? `(SELECT max(${pick(...COLUMNS)}) FROM ${table(pick, depth - 1)})` : '1'
  return pick(
    name,
    name,
    `CAST(${name} AS INT)`,
    `sum(${name}) OVER ()`,
    `max(${name})`,
    `string_agg(${name}, ',' ORDER BY ${name})`,
    nested,
    `CASE WHEN ${name} IS NULL THEN 0 ELSE CAST(${pick(...COLUMNS)} AS INT) END`,
    name,
    name,
    name,
    pick(
      `stats(${name})`,
      `visits.leak`,
      `(visits).leak_any`,
      `query_to_xml('SELECT * FROM payroll', true, true, '')`,
      `pg_read_file('/etc/passwd')`,
      `CAST('payroll' AS regclass)`,
      `set_config('role', 'owner', false)`,
      `error(${name})`,
      "current_setting('threads')",
      `"${name}"`,
      `COLUMNS('.*')`,
    ),
  )
}

function condition(pick: Pick, depth: number): string {
  const name = pick(...COLUMNS)
  return pick(
    `${name} = ${pick('20', "'A'", "'canary1'", 'cost')}`,
    `CAST(${name} AS INT) > 0`,
    depth > 0 ? `${name} IN (${query(pick, depth - 1)})` : 'true',
    depth > 0 ? `EXISTS (${query(pick, depth - 1)})` : `NOT ${name} IS NULL`,
    `1 / (CAST(${name} AS INT) - 10) > 0`,
    `${name} LIKE '%a%' OR true`,
  )
}

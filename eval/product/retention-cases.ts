import {
  type Calendar,
  compile,
  emptyRetentionPlan,
  type Filter,
  noPolicies,
  type RetentionPlan,
} from '@numize/semantic'
import type { Database, Value } from './database.ts'
import { type CaseEvent, loadEvents, propertiesOf, streamModel } from './stream-model.ts'

type Wanted = Readonly<Record<string, string>>

export interface RetentionCase {
  readonly name: string
  readonly tz: string
  readonly period: 'hour' | 'day' | 'week' | 'month'
  readonly kind: 'recurring' | 'first_time'
  readonly cumulative: boolean
  readonly min_occurrences: number
  readonly week_start: 'monday' | 'sunday'
  readonly target: string
  readonly returning: string
  readonly identity: Wanted
  readonly from: string
  readonly n: number
  readonly filter?: Wanted
  readonly target_filter?: Wanted
  readonly return_filter?: Wanted
  readonly person_in?: readonly string[]
  readonly events: readonly { user: string; ts: string; event: string; props?: Wanted }[]
  readonly expected: readonly (readonly number[])[]
}

const equal = (dimension: string, value: string): Filter => ({
  kind: 'compare',
  field: { dimension },
  op: '=',
  value,
})
const all = (wanted: Wanted | undefined): readonly Filter[] =>
  Object.entries(wanted ?? {}).map(([name, value]) => equal(name, value))
const named = (event: string): readonly Filter[] => (event === '*' ? [] : [equal('event_name', event)])

/** Null when every cell is as expected: a number where the period lies in the range, and null (never 0) past it. */
export async function judgeRetention(
  database: Database,
  one: RetentionCase,
  print: (sql: string) => void,
): Promise<string | null> {
  const wanted = [one.filter, one.target_filter, one.return_filter].flatMap((part) => Object.keys(part ?? {}))
  const properties = [...new Set([...propertiesOf(one.events), ...wanted])]
  const events: readonly CaseEvent[] = one.events.map(({ ts, ...event }) => ({
    ...event,
    at: new Date(ts).toISOString().replace('Z', '').replace('T', ' '),
  }))
  await loadEvents(database, events, properties, one.identity)
  const calendar: Calendar = { timeZone: one.tz, weekStart: one.week_start, fiscalYearStartMonth: 1 }
  const model = streamModel(properties)
  const compiled = compile(planOf(one), model, { dialect: database.dialect, calendar, policies: noPolicies })
  const sql = compiled.stages.at(-1)?.sql ?? ''
  print(sql)
  const rows = await database.rowsOf(sql)
  return judgeCells(one, rows)
}

function judgeCells(one: RetentionCase, rows: readonly (readonly Value[])[]): string | null {
  const cells = new Map(
    rows.map(([cohort, period, , retained]) => [`${key(cohort)} ${period}`, retained ?? null]),
  )
  const cohorts = new Set(rows.map(([cohort]) => key(cohort)))
  if (cohorts.size > one.expected.length) return `${cohorts.size} cohorts`
  const wanted = one.expected.flatMap((row, i) =>
    row.map((cell, j) => ({ cohort: key(periodAt(one, i)), i, j, cell })),
  )
  for (const { cohort, i, j, cell } of wanted) {
    const got = cells.get(`${cohort} ${j}`)
    const empty = cell === 0 ? undefined : cell
    const right = cohorts.has(cohort) ? (i + j < one.n ? cell : null) : empty
    if (got !== right) return `cohort ${cohort}, cell ${j}: ${String(got)} where ${String(right)} is expected`
  }
  return null
}

function planOf(one: RetentionCase): RetentionPlan {
  const end = periodAt(one, one.n)
  return {
    ...emptyRetentionPlan('events'),
    start: [...named(one.target), ...all(one.target_filter)],
    returning: [...named(one.returning), ...all(one.return_filter)],
    where: [
      ...all(one.filter),
      ...(one.person_in
        ? [{ kind: 'in', field: { dimension: 'person' }, values: one.person_in } as const]
        : []),
    ],
    membership: one.kind === 'recurring' ? 'recurring' : 'firstTime',
    grain: one.period,
    match: one.cumulative ? 'onOrAfter' : 'on',
    count: Math.max(one.n - 1, 1),
    minimumOccurrences: one.min_occurrences,
    time: { start: one.from, end },
    until: end,
  }
}

/** The start of a case's i-th period, local. */
function periodAt({ from, period }: RetentionCase, i: number): string {
  const date = new Date(`${from.length === 10 ? `${from}T00:00` : from}:00Z`)
  if (period === 'month') date.setUTCMonth(date.getUTCMonth() + i)
  else date.setTime(date.getTime() + i * { hour: 3_600_000, day: 86_400_000, week: 604_800_000 }[period])
  return date.toISOString().slice(0, 19)
}

/** Dates and moments alike. */
const key = (moment: unknown): string =>
  String(moment)
    .replace('T', ' ')
    .replace(/ 00:00:00$/, '')
    .slice(0, 19)

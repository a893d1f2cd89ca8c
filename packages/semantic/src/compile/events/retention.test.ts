import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { noPolicies } from '../../compiled.ts'
import type { Calendar } from '../../model.ts'
import { emptyRetentionPlan, type Filter, type RetentionPlan } from '../../plan.ts'
import { compile } from '../compile.ts'
import { type Click, clicks, clickTables } from './clicks.ts'

const utc: Calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 }
let connection: DuckDBConnection

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})

const isNamed = (name: string): Filter => ({
  kind: 'compare',
  field: { dimension: 'name' },
  op: '=',
  value: name,
})
const load = (events: readonly Click[]) => connection.run(clickTables(events))

async function run(plan: Partial<RetentionPlan>, calendar = utc): Promise<readonly (readonly unknown[])[]> {
  const whole = { ...emptyRetentionPlan('clicks'), ...plan }
  const { stages, columns } = compile(whole, clicks, { dialect: 'duckdb', calendar, policies: noPolicies })
  const reader = await connection.runAndReadAll(stages.at(-1)?.sql ?? '')
  expect(reader.columnNames()).toEqual(columns.map(({ name }) => name))
  return reader
    .getRowsJson()
    .map((row) => row.map((cell) => (typeof cell === 'string' && /^\d+$/.test(cell) ? Number(cell) : cell)))
}

const visits: readonly Click[] = [
  { visitor: 1, at: '2025-03-03 10:00:00', name: 'visit', country: 'FR' },
  { visitor: 2, at: '2025-03-03 11:00:00', name: 'visit', country: 'DE' },
  { visitor: 9, at: '2025-03-04 09:00:00', name: 'visit', country: 'DE' },
  { visitor: 3, at: '2025-03-04 12:00:00', name: 'visit', country: 'DE' },
  { visitor: 2, at: '2025-03-05 08:00:00', name: 'visit' },
]

it('counts who comes back, and leaves open what no day tells yet', async () => {
  await load(visits)
  expect(await run({ count: 3 })).toEqual([
    ['2025-03-03', 0, 2, 2, 1],
    ['2025-03-03', 1, 2, 1, 0.5],
    ['2025-03-03', 2, 2, 1, 0.5],
    ['2025-03-03', 3, 2, null, null],
    ['2025-03-04', 0, 1, 1, 1],
    ['2025-03-04', 1, 1, 0, 0],
    ['2025-03-04', 2, 1, null, null],
    ['2025-03-04', 3, 1, null, null],
  ])
})

it('counts the same over a bounded range, whose periods are kept as bits', async () => {
  await load(visits)
  const bounded = { count: 3, time: { start: '2025-03-03', end: '2025-12-01' } } as const
  const open = { count: 3, time: { start: '2025-03-03', end: null } } as const
  expect(await run(bounded)).toEqual(await run(open))
  expect(await run({ ...bounded, grain: 'month' })).toEqual(await run({ ...open, grain: 'month' }))
})

it('adds up the cohorts that reached a period', async () => {
  await load(visits)
  expect(await run({ count: 3, overall: true })).toEqual([
    [0, 3, 3, 1],
    [1, 3, 1, 1 / 3],
    [2, 2, 1, 0.5],
    [3, null, null, null],
  ])
})

it('takes a later return for every period before it, and brackets of periods', async () => {
  await load(visits)
  const cohort = { count: 2, time: { start: '2025-03-03', end: '2025-03-06' } } as const
  const later = await run({ ...cohort, match: 'onOrAfter' })
  expect(later.slice(0, 3)).toEqual([
    ['2025-03-03', 0, 2, 2, 1],
    ['2025-03-03', 1, 2, 2, 1],
    ['2025-03-03', 2, 2, 1, 0.5],
  ])
  const brackets = await run({
    ...cohort,
    brackets: [
      { from: 1, to: 2 },
      { from: 3, to: null },
    ],
  })
  expect(brackets.slice(0, 3)).toEqual([
    ['2025-03-03', 0, 0, 2, 2, 1],
    ['2025-03-03', 1, 2, 2, 2, 1],
    ['2025-03-03', 3, null, 2, null, null],
  ])
})

it('breaks down by what the first event says', async () => {
  await load(visits)
  const rows = await run({ count: 1, breakdown: [{ dimension: 'country' }], overall: true })
  expect(rows).toEqual([
    ['DE', 0, 2, 2, 1],
    ['DE', 1, 2, 0, 0],
    ['FR', 0, 1, 1, 1],
    ['FR', 1, 1, 1, 1],
  ])
})

it('counts calendar days of 23 hours and elapsed ones of 24', async () => {
  const calendar: Calendar = { ...utc, timeZone: 'US/Pacific' }
  await load([
    { visitor: 1, at: '2025-03-09 08:30:00', name: 'visit' },
    { visitor: 1, at: '2025-03-10 07:15:00', name: 'visit' },
    { visitor: 2, at: '2025-03-12 12:00:00', name: 'visit' },
  ])
  const range = { count: 1, time: { start: '2025-03-09', end: '2025-03-12' } } as const
  expect((await run(range, calendar))[1]).toEqual(['2025-03-09', 1, 1, 1, 1])
  expect((await run({ ...range, periods: 'elapsed' }, calendar))[1]).toEqual(['2025-03-09', 1, 1, 0, 0])
})

it('refuses months of equal length', async () => {
  await expect(run({ grain: 'month', periods: 'elapsed' })).rejects.toThrow('elapsed months')
})

const HOUR = 3_600_000
const BASE = Date.UTC(2025, 2, 3)
const anyClicks = fc.array(
  fc.record({
    visitor: fc.constantFrom(1, 2, 3, 9),
    hour: fc.integer({ min: 0, max: 24 * 12 }),
    name: fc.constantFrom('a', 'b'),
  }),
  { minLength: 1, maxLength: 24 },
)
const anyAsked = fc.record({
  start: fc.constantFrom('a', null),
  returning: fc.constantFrom('b', null),
  membership: fc.constantFrom('firstTime', 'recurring'),
  grain: fc.constantFrom('day', 'week'),
  periods: fc.constantFrom('calendar', 'elapsed'),
  match: fc.constantFrom('on', 'onOrAfter'),
  minimumOccurrences: fc.integer({ min: 1, max: 2 }),
  firstDay: fc.option(fc.integer({ min: 0, max: 4 })),
  lastDay: fc.option(fc.integer({ min: 5, max: 14 })),
  bracket: fc.option(
    fc.record({ from: fc.integer({ min: 1, max: 3 }), more: fc.integer({ min: 0, max: 3 }) }),
  ),
})
type Asked = typeof anyAsked extends fc.Arbitrary<infer T> ? T : never
type Happening = typeof anyClicks extends fc.Arbitrary<(infer T)[]> ? T : never

it('counts what going through every visitor and period one by one gives', async () => {
  await fc.assert(
    fc.asyncProperty(anyClicks, anyAsked, async (events, asked) => {
      await load(events.map(({ hour, ...rest }) => ({ ...rest, at: iso(hour).replace('T', ' ') })))
      const rows = await run({
        start: asked.start === null ? [] : [isNamed(asked.start)],
        returning: asked.returning === null ? [] : [isNamed(asked.returning)],
        membership: asked.membership,
        grain: asked.grain,
        periods: asked.periods,
        match: asked.match,
        minimumOccurrences: asked.minimumOccurrences,
        count: 5,
        brackets: asked.bracket
          ? [{ from: asked.bracket.from, to: asked.bracket.from + asked.bracket.more }]
          : [],
        time: {
          start: asked.firstDay === null ? null : iso(asked.firstDay * 24),
          end: asked.lastDay === null ? null : iso(asked.lastDay * 24),
        },
      })
      const narrow = asked.bracket ? rows.map((row) => [...row.slice(0, 2), ...row.slice(3)]) : rows
      expect(narrow.map((row) => row.slice(0, 4))).toEqual(countAll(events, asked))
    }),
    { numRuns: 200 },
  )
})

const iso = (hour: number): string => new Date(BASE + hour * HOUR).toISOString().slice(0, 19)

/** Cohort, period, size and returns, cell by cell. The first day is a Monday, so weeks are whole from it. */
function countAll(all: readonly Happening[], asked: Asked): readonly (readonly unknown[])[] {
  const length = asked.grain === 'day' ? 24 : 168
  const from = (asked.firstDay ?? 0) * 24
  const loaded = Math.floor(Math.max(...all.map(({ hour }) => hour)) / 24) * 24 + 24
  const end = (asked.lastDay ?? 99) * 24
  const known = Math.floor(Math.min(loaded, end) / length)
  const events = all.filter(({ hour }) => hour < end)
  const members = membersOf(events, asked, { length, from })
  const spans = asked.bracket
    ? [{ first: asked.bracket.from, last: asked.bracket.from + asked.bracket.more }]
    : [1, 2, 3, 4, 5].map((period) => ({ first: period, last: period }))
  return [...new Set(members.map(({ cohort }) => cohort))]
    .toSorted((a, b) => a - b)
    .flatMap((cohort) => {
      const own = members.filter((one) => one.cohort === cohort)
      const name = iso(cohort * length).slice(0, 10)
      const cells = spans.map(({ first, last }) => {
        const needed = asked.match === 'onOrAfter' ? first : last
        const late = asked.periods === 'elapsed' ? needed + 1 : needed
        if (known - cohort <= late) return [name, first, own.length, null]
        const back = own.filter(({ periods }) =>
          periods.some((period) => period >= first && (asked.match === 'onOrAfter' || period <= last)),
        )
        return [name, first, own.length, back.length]
      })
      return [[name, 0, own.length, own.length], ...cells]
    })
}

function membersOf(
  events: readonly Happening[],
  asked: Asked,
  { length, from }: { length: number; from: number },
) {
  const merged = events.map((event) => ({ ...event, visitor: event.visitor === 9 ? 1 : event.visitor }))
  return [...new Set(merged.map(({ visitor }) => visitor))].flatMap((visitor) => {
    const own = merged.filter((event) => event.visitor === visitor).toSorted((a, b) => a.hour - b.hour)
    const starts = own.filter(({ name }) => asked.start === null || name === asked.start)
    const first = starts.slice(0, 1).filter(({ hour }) => hour >= from)
    const entries = asked.membership === 'firstTime' ? first : starts.filter(({ hour }) => hour >= from)
    const returns = own.filter(({ name }) => asked.returning === null || name === asked.returning)
    return [...new Set(entries.map(({ hour }) => Math.floor(hour / length)))].map((cohort) => {
      const since = entries.find(({ hour }) => Math.floor(hour / length) === cohort)?.hour ?? 0
      const periods = returns.map(({ hour }) =>
        asked.periods === 'elapsed'
          ? Math.floor((hour - since) / length)
          : Math.floor(hour / length) - cohort,
      )
      const enough = periods.filter(
        (period) => period > 0 && periods.filter((one) => one === period).length >= asked.minimumOccurrences,
      )
      return { cohort, periods: enough }
    })
  })
}

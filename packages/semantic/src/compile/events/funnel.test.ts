import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { noPolicies } from '../../compiled.ts'
import { emptyFunnelPlan, emptyListPlan, type Filter, type FunnelPlan, type Plan } from '../../plan.ts'
import { compile } from '../compile.ts'
import { type Click, clicks, clickTables } from './clicks.ts'

const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 } as const
const BASE = Date.UTC(2025, 2, 3)
let connection: DuckDBConnection

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})

interface Happening {
  readonly visitor: number
  readonly minute: number
  readonly name: string
  readonly country?: string
}

const clickOf = ({ minute, ...rest }: Happening): Click => ({
  ...rest,
  at: new Date(BASE + minute * 60_000).toISOString().slice(0, 19).replace('T', ' '),
})
const isNamed = (name: string): Filter => ({
  kind: 'compare',
  field: { dimension: 'name' },
  op: '=',
  value: name,
})
const stepsOf = (names: readonly string[]): FunnelPlan['steps'] =>
  names.map((name) => ({ where: [isNamed(name)] }))
const load = (events: readonly Happening[]) => connection.run(clickTables(events.map(clickOf)))

async function run(plan: Plan, policies = noPolicies): Promise<readonly (readonly unknown[])[]> {
  const { stages, columns } = compile(plan, clicks, { dialect: 'duckdb', calendar, policies })
  const reader = await connection.runAndReadAll(stages.at(-1)?.sql ?? '')
  expect(reader.columnNames()).toEqual(columns.map(({ name }) => name))
  return reader
    .getRowsJson()
    .map((row) => row.map((cell) => (typeof cell === 'string' && /^\d+$/.test(cell) ? Number(cell) : cell)))
}

const shop: readonly Happening[] = [
  { visitor: 1, minute: 0, name: 'view', country: 'FR' },
  { visitor: 9, minute: 10, name: 'cart' },
  { visitor: 1, minute: 30, name: 'buy', country: 'DE' },
  { visitor: 2, minute: 0, name: 'view', country: 'DE' },
  { visitor: 2, minute: 5, name: 'help' },
  { visitor: 2, minute: 20, name: 'cart' },
  { visitor: 3, minute: 0, name: 'cart', country: 'DE' },
]
const buying: FunnelPlan = { ...emptyFunnelPlan('clicks'), steps: stepsOf(['view', 'cart', 'buy']) }

it('counts steps, their shares and the median time, ids of one visitor merged', async () => {
  await load(shop)
  expect(await run(buying)).toEqual([
    [1, 'name is view', 2, null, 1, 0],
    [2, 'name is cart', 2, 1, 1, 900],
    [3, 'name is buy', 1, 0.5, 0.5, 1800],
  ])
})

it('breaks down by the first touch and shows steps nobody reached', async () => {
  await load(shop)
  const rows = await run({ ...buying, breakdown: [{ dimension: 'country' }] })
  expect(rows.map((row) => row.slice(0, 4))).toEqual([
    ['DE', 1, 'name is view', 1],
    ['DE', 2, 'name is cart', 1],
    ['DE', 3, 'name is buy', 0],
    ['FR', 1, 'name is view', 1],
    ['FR', 2, 'name is cart', 1],
    ['FR', 3, 'name is buy', 1],
  ])
})

it('ends an entry at an excluded event', async () => {
  await load(shop)
  const helped = await run({ ...buying, exclusions: [{ where: [isNamed('help')] }] })
  expect(helped.map((row) => row[2])).toEqual([2, 1, 1])
  const later = await run({ ...buying, exclusions: [{ where: [isNamed('help')], after: 2 }] })
  expect(later.map((row) => row[2])).toEqual([2, 2, 1])
})

it('gives the members of a step, also inside another plan', async () => {
  await load(shop)
  expect(await run({ ...buying, members: { step: 2, which: 'reached' } })).toEqual([[1], [2]])
  const dropped: FunnelPlan = { ...buying, members: { step: 2, which: 'dropped' } }
  expect(await run(dropped)).toEqual([[2]])
  const inside: Plan = {
    ...emptyListPlan('visitors'),
    columns: [{ dimension: 'visitor' }, { dimension: 'plan' }],
    where: [{ kind: 'inPlan', field: { dimension: 'visitor' }, plan: dropped }],
  }
  expect(await run(inside)).toEqual([[2, 'paid']])
})

it('bounds entries by the range and lets later steps follow it', async () => {
  await load(shop)
  const range = { start: '2025-03-03T00:00', end: '2025-03-03T00:01' }
  expect((await run({ ...buying, time: range })).map((row) => row[2])).toEqual([2, 2, 1])
  const after = { start: '2025-03-03T00:01', end: null }
  expect((await run({ ...buying, time: after })).map((row) => row[2])).toEqual([0, 0, 0])
})

it('sees only the rows a policy lets through, and no masked entity', async () => {
  await load(shop)
  const noFrance = {
    model: 'clicks',
    where: "coalesce({{ Dimension('country') }}, '') != 'FR'",
    text: 'no FR',
  }
  expect((await run(buying, { ...noPolicies, rowFilters: [noFrance] })).map((row) => row[2])).toEqual([
    1, 1, 0,
  ])
  const hashed = {
    ...noPolicies,
    masks: [{ model: 'clicks', dimension: 'visitor_id', mask: 'hash' as const }],
  }
  expect((await run(buying, hashed)).map((row) => row[2])).toEqual([2, 2, 1])
  await expect(run({ ...buying, members: { step: 1, which: 'reached' } }, hashed)).rejects.toThrow(
    'hidden from you',
  )
})

it.each([
  ['a model without events', { ...buying, stream: 'visitors' }, 'semantic/no-event-stream'],
  ['no steps', { ...buying, steps: [] }, 'semantic/empty-plan'],
  [
    'members of a step past the last',
    { ...buying, members: { step: 4, which: 'reached' } },
    'semantic/bad-plan',
  ],
  ['grace between strict steps', { ...buying, order: 'strict', graceSeconds: 1 }, 'semantic/not-supported'],
  ['an unknown dimension', { ...buying, where: [isUnknown('colour')] }, 'semantic/unknown-dimension'],
] as const)('refuses %s', (_, plan, code) => {
  expect(() =>
    compile(plan as FunnelPlan, clicks, { dialect: 'duckdb', calendar, policies: noPolicies }),
  ).toThrow(expect.objectContaining({ code }))
})

function isUnknown(dimension: string): Filter {
  return { kind: 'null', field: { dimension } }
}

const anyEvents: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.record({
    visitor: fc.constantFrom(1, 2, 3, 9),
    minute: fc.integer({ min: 0, max: 12 }),
    name: fc.constantFrom('a', 'b', 'c', 'x'),
  }),
  { maxLength: 18 },
)
const anyFunnel = fc.record({
  names: fc.array(fc.constantFrom<string>('a', 'b', 'c'), { minLength: 1, maxLength: 4 }),
  order: fc.constantFrom('ordered', 'strict', 'unordered'),
  entry: fc.constantFrom('first', 'any'),
  ties: fc.constantFrom('allowed', 'strict'),
  window: fc.integer({ min: 1, max: 12 }),
  from: fc.option(fc.integer({ min: 0, max: 6 })),
})

it('counts what a search through all ways of using each event once finds', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvents, anyFunnel, async (events, asked) => {
      const { names, order, entry, ties, window, from } = asked
      await load(events)
      const rows = await run({
        ...emptyFunnelPlan('clicks'),
        steps: stepsOf(names),
        order,
        entry,
        ties,
        window: { count: window, grain: 'minute' },
        time: from === null ? null : { start: clickOf({ visitor: 0, minute: from, name: '' }).at, end: null },
      })
      const reached = searchAll(events, asked)
      expect(rows.map((row) => row[2])).toEqual(
        names.map((_, at) => reached.filter((times) => times.length > at).length),
      )
      if (order === 'unordered') return
      const medians = names.map((_, at) => median(reached.flatMap((times) => times[at] ?? [])))
      expect(rows.map((row) => row[5] ?? null)).toEqual(medians.map((one) => one && one * 60))
    }),
    { numRuns: 120 },
  )
})

type Asked = typeof anyFunnel extends fc.Arbitrary<infer T> ? T : never

/** Of every visitor, the least minutes each step was reached in; as many as steps were reached. */
function searchAll(events: readonly Happening[], asked: Asked): readonly (readonly number[])[] {
  const visitors = [...new Set(events.map(({ visitor }) => (visitor === 9 ? 1 : visitor)))]
  return visitors.map((visitor) => {
    const own = events.filter((event) => (event.visitor === 9 ? 1 : event.visitor) === visitor)
    if (asked.order === 'unordered') return searchUnordered(own, asked)
    return asked.order === 'strict' ? searchStrict(own, asked) : searchOrdered(own, asked)
  })
}

const entriesOf = (
  own: readonly Happening[],
  { entry, from }: Asked,
  names: readonly string[],
): readonly Happening[] => {
  const found = own.filter(({ name, minute }) => names.includes(name) && minute >= (from ?? 0))
  const first = Math.min(...found.map(({ minute }) => minute))
  return entry === 'any' ? found : found.filter(({ minute }) => minute === first)
}

function searchOrdered(own: readonly Happening[], asked: Asked): readonly number[] {
  const { names, window, ties } = asked
  const best: number[] = []
  const follow = (entry: Happening, used: readonly Happening[]): void => {
    const last = used.at(-1) ?? entry
    const took = last.minute - entry.minute
    best[used.length - 1] = Math.min(best[used.length - 1] ?? Number.POSITIVE_INFINITY, took)
    for (const next of own) {
      const later = ties === 'allowed' ? next.minute >= last.minute : next.minute > last.minute
      if (used.length < names.length && next.name === names[used.length] && later && !used.includes(next))
        if (next.minute <= entry.minute + window) follow(entry, [...used, next])
    }
  }
  for (const entry of entriesOf(own, asked, names.slice(0, 1))) follow(entry, [entry])
  return best
}

function searchStrict(all: readonly Happening[], asked: Asked): readonly number[] {
  const { names, window, ties, from } = asked
  const rank = (name: string): number => (names.includes(name) ? names.indexOf(name) : names.length)
  const own = all
    .filter(({ minute }) => minute >= (from ?? 0))
    .toSorted((a, b) => a.minute - b.minute || rank(a.name) - rank(b.name))
  const best: number[] = []
  const starts = [...own.keys()].filter((at) => own[at]?.name === names[0])
  for (const start of asked.entry === 'first' ? starts.slice(0, 1) : starts) {
    const events = own.slice(start, start + names.length)
    const misses = events.findIndex(
      (event, step) =>
        event.name !== names[step] ||
        (step > 0 && ties === 'strict' && event.minute === events[step - 1]?.minute),
    )
    const entry = events[0]?.minute ?? 0
    for (const [step, { minute }] of (misses < 0 ? events : events.slice(0, misses)).entries())
      if (minute <= entry + window)
        best[step] = Math.min(best[step] ?? Number.POSITIVE_INFINITY, minute - entry)
  }
  return best
}

function searchUnordered(own: readonly Happening[], asked: Asked): readonly number[] {
  const { names, window } = asked
  const depths = entriesOf(own, asked, names).map((entry) => {
    const left = own
      .filter(({ minute }) => minute >= entry.minute && minute <= entry.minute + window)
      .map(({ name }) => name)
    return names.filter((name) => left.includes(name) && left.splice(left.indexOf(name), 1)).length
  })
  return Array.from({ length: Math.max(0, ...depths) }, () => 0)
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

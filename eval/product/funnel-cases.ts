import { compile, emptyFunnelPlan, type Filter, type FunnelPlan, noPolicies } from '@numize/semantic'
import type { Database, Value } from './database.ts'
import { loadEvents, propertiesOf, streamModel } from './stream-model.ts'

type Wanted = Readonly<Record<string, string>>

export interface FunnelCase {
  readonly name: string
  readonly order: 'ordered' | 'strict' | 'unordered'
  readonly entry: 'any' | 'first'
  readonly tie: 'allowed' | 'strict'
  readonly grace_s?: number
  readonly window_s: number
  readonly steps: readonly string[]
  readonly exclusions?: readonly (string | { event: string; from?: number; to?: number })[]
  readonly identity?: Wanted
  readonly events: readonly { user: string; t: number; event: string; props?: Wanted }[]
  readonly depth?: Readonly<Record<string, number>>
  readonly counts?: readonly number[]
  readonly median_conversion_s?: number
}

type Rows = (plan: FunnelPlan) => Promise<readonly (readonly Value[])[]>

const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 } as const
const named = (event: string): readonly Filter[] => [
  { kind: 'compare', field: { dimension: 'event_name' }, op: '=', value: event },
]

/** Null when the counts, each person's depth and the median time are as expected. */
export async function judgeFunnel(
  database: Database,
  one: FunnelCase,
  print: (sql: string) => void,
): Promise<string | null> {
  const properties = propertiesOf(one.events)
  const events = one.events.map(({ t, ...event }) => ({
    ...event,
    at: new Date(Date.UTC(2024, 0, 1) + Math.round(t * 1000))
      .toISOString()
      .replace('Z', '')
      .replace('T', ' '),
  }))
  await loadEvents(database, events, properties, one.identity ?? {})
  const rows: Rows = (plan) => {
    const { stages } = compile(plan, streamModel(properties), {
      dialect: database.dialect,
      calendar,
      policies: noPolicies,
    })
    const sql = stages.at(-1)?.sql ?? ''
    print(sql)
    return database.rowsOf(sql)
  }
  const plan = planOf(one)
  return judgeTable(one, await rows(plan)) ?? (await judgeDepth(one, plan, rows))
}

function judgeTable(one: FunnelCase, table: readonly (readonly Value[])[]): string | null {
  const counts = table.map((row) => Number(row[2])).join(', ')
  const expected = one.counts?.join(', ') ?? counts
  if (counts !== expected) return `counts ${counts} where ${expected} are expected`
  const median = table.at(-1)?.[5] ?? null
  return one.median_conversion_s === undefined || median === one.median_conversion_s
    ? null
    : `median ${median} where ${one.median_conversion_s} is expected`
}

async function judgeDepth(one: FunnelCase, plan: FunnelPlan, rows: Rows): Promise<string | null> {
  const depth = new Map<string, number>()
  for (const step of one.steps.keys())
    for (const [person] of await rows({ ...plan, members: { step: step + 1, which: 'reached' } }))
      depth.set(String(person), step + 1)
  const wrong = Object.entries(one.depth ?? {}).find(
    ([person, wanted]) => (depth.get(person) ?? 0) !== wanted,
  )
  return wrong ? `${wrong[0]} reaches ${depth.get(wrong[0]) ?? 0} where ${wrong[1]} is expected` : null
}

const planOf = (one: FunnelCase): FunnelPlan => ({
  ...emptyFunnelPlan('events'),
  steps: one.steps.map((event) => ({ name: event, where: named(event) })),
  order: one.order,
  entry: one.entry,
  ties: one.tie,
  graceSeconds: one.grace_s ?? 0,
  window: { count: one.window_s, grain: 'second' },
  exclusions: (one.exclusions ?? []).map((asked) =>
    typeof asked === 'string'
      ? { where: named(asked) }
      : {
          where: named(asked.event),
          ...(asked.from === undefined ? {} : { after: asked.from }),
          ...(asked.to === undefined ? {} : { before: asked.to }),
        },
  ),
})

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { InjectedDefect } from '../builder.ts'
import { generateWarehouse } from '../generate-warehouse.ts'
import { DEFAULTS } from '../options.ts'
import { findDataEvents } from './find-data-events.ts'
import type { TableCounts } from './health/measure-table.ts'
import { findNullSpikes } from './health/null-spikes.ts'
import { findWriteGaps } from './health/write-gaps.ts'
import { openWarehouse } from './warehouse/open-warehouse.ts'
import { CONTRACTS } from './warehouse/table-contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'events-'))
afterAll(() => rmSync(folder, { recursive: true }))

const contract = CONTRACTS.neobank.find(({ table }) => table === 'fact_card_transaction')
/** Days of 1,000 rows; `channel` is null as often as told. */
const series = (nulls: readonly number[], rows = 1000): TableCounts => ({
  contract: contract ?? CONTRACTS.neobank[0]!,
  days: nulls.map((channel, day) => ({ day, rows, keyed: rows, nulls: { channel }, references: {} })),
  lags: null,
  copies: { history: 0, window: 0, days: new Map() },
})
/** 18, 20 or 22 of 1,000 in turn: median 2 %, deviation 0.2 points. */
const usual = Array.from({ length: 90 }, (_, day) => 18 + 2 * (day % 3))

it('finds the days that stand out by six deviations and a point, and none that do not', () => {
  const found = (perMille: readonly number[]) =>
    findNullSpikes(
      series(
        perMille.map((share) => 10 * share),
        10_000,
      ),
    ).map(({ day }) => day)
  expect(found(usual)).toEqual([])
  expect(found(usual.with(40, 120))).toEqual([40])
  expect(found(usual.with(40, 31).with(70, 33))).toEqual([70])
  expect(found(usual.with(0, 120).with(89, 120))).toEqual([0, 89])
})

it('takes no few rows for a spike', () => {
  const rare = Array.from({ length: 90 }, (_, day) => Number(day % 20 === 0))
  expect(findNullSpikes(series(rare, 12))).toEqual([])
})

it('finds days that were loaded late together, and days that are not there', () => {
  const counts = series(usual)
  const lag = { rows: 1000, p95: 200, late: 10, median: 60 }
  const days = new Map(usual.map((_, day) => [day, day === 30 ? { ...lag, median: 4000 } : lag]))
  const lags = { days, window: lag, history: lag }
  const kept = counts.days.filter(({ day }) => day !== 50)
  expect(findWriteGaps({ ...counts, lags, days: kept }).map(({ day, rows }) => [day, rows])).toEqual([
    [30, 1000],
    [50, 0],
  ])
})

it.each(['neobank', 'marketplace'] as const)(
  'finds only what was planted in a small %s, and its gap',
  async (archetype) => {
    const out = join(folder, archetype)
    const config = { report: { slos: { p95_ingest_lag_min: 90 } } } as Parameters<typeof findDataEvents>[1]
    await generateWarehouse({ ...DEFAULTS, archetype, scale: 'tiny', out, database: false, staging: false })
    await using warehouse = await openWarehouse(out, { timeZone: 'America/Los_Angeles', threads: 2 })
    const found = await findDataEvents(warehouse, config)
    const { defects } = JSON.parse(readFileSync(join(out, 'meta', 'defects.json'), 'utf8')) as {
      defects: readonly InjectedDefect[]
    }
    const planted = (event: (typeof found)[number]) =>
      defects.some(
        ({ table, column, days }) =>
          table === event.table &&
          (column ?? null) === event.column &&
          days !== undefined &&
          days[0] <= event.day &&
          event.day <= days[1],
      )
    expect(found.filter((event) => !planted(event))).toEqual([])
    expect(found.filter(({ kind }) => kind === 'gap')).toHaveLength(2)
  },
)

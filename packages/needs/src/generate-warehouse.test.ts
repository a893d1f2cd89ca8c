import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InjectedDefect } from './builder.ts'
import type { BusinessEvent } from './events.ts'
import { generateWarehouse } from './generate-warehouse.ts'
import { type Archetype, DEFAULTS, type WarehouseOptions } from './options.ts'

const folder = mkdtempSync(join(tmpdir(), 'needs-'))
afterAll(() => rmSync(folder, { recursive: true }))

const options = (archetype: Archetype, name: string): WarehouseOptions => ({
  ...DEFAULTS,
  archetype,
  scale: 'tiny',
  trajectory: 'T2',
  out: join(folder, name),
  database: false,
})

const hashes = (dir: string): readonly string[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.parquet'))
    .toSorted()
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(dir, name)))
          .digest('hex')}`,
    )

const open = async (dir: string): Promise<DuckDBConnection> => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run("SET TimeZone = 'UTC'")
  await connection.run(
    "CREATE MACRO local(moment) AS timezone('America/Los_Angeles', timezone('UTC', moment))",
  )
  for (const name of readdirSync(dir).filter((each) => each.endsWith('.parquet')))
    await connection.run(`CREATE VIEW ${name.slice(0, -8)} AS SELECT * FROM '${join(dir, name)}'`)
  return connection
}

const oracle = (dir: string, name: string): unknown =>
  JSON.parse(readFileSync(join(dir, 'meta', name), 'utf8'))

const COLUMNS: Readonly<Record<Archetype, Readonly<Record<string, string>>>> = {
  neobank: {
    dim_customer: 'customer_id, created_at, kyc_status',
    dim_account: 'account_id, customer_id, type, created_at, status',
    dim_card: 'card_id, account_id, status, activated_at',
    dim_merchant: 'merchant_id, mcc, name',
    dim_plan: 'plan_id, name, price_cents, cadence',
    fact_card_transaction:
      'txn_id, card_id, merchant_id, event_time, amount_cents, interchange_bps, channel, auth_result, loaded_at',
    fact_subscription_invoice:
      'invoice_id, customer_id, plan_id, period_start, period_end, paid_at, amount_cents, loaded_at',
  },
  marketplace: {
    dim_buyer: 'buyer_id, created_at, country',
    dim_seller: 'seller_id, created_at, country, shop_status',
    dim_category: 'category_id, name, parent_id',
    dim_listing: 'listing_id, seller_id, category_id, created_at, status, price_cents',
    fact_order:
      'order_id, buyer_id, order_time, currency, subtotal_cents, tax_cents, shipping_cents, discount_cents, loaded_at',
    fact_order_item: 'order_id, line_id, listing_id, seller_id, qty, item_price_cents, loaded_at',
    fact_payment:
      'order_id, captured_at, buyer_paid_cents, seller_earnings_cents, platform_fee_cents, loaded_at',
    snapshot_listing_daily: 'ds, listing_id, status',
  },
}

const FACTS = {
  neobank: { table: 'fact_card_transaction', key: 'txn_id', time: 'event_time', reference: 'card_id' },
  marketplace: { table: 'fact_order', key: 'order_id', time: 'order_time', reference: 'buyer_id' },
} as const

describe.each(['neobank', 'marketplace'] as const)('%s', (archetype) => {
  const out = join(folder, archetype)
  const { table, key, time, reference } = FACTS[archetype]
  let db: DuckDBConnection
  const numbers = async (sql: string): Promise<readonly number[]> =>
    ((await db.runAndReadAll(sql)).getRows()[0] ?? []).map(Number)

  beforeAll(async () => {
    await generateWarehouse(options(archetype, archetype), { threads: 1 })
    db = await open(out)
  })

  it('has the tables and columns of the spec', async () => {
    for (const [name, columns] of Object.entries(COLUMNS[archetype])) {
      const reader = await db.runAndReadAll(`SELECT * FROM ${name} LIMIT 0`)
      expect(`${name}: ${reader.columnNames().join(', ')}`).toBe(`${name}: ${columns}`)
    }
  })

  it('gives the same bytes for the same seed at any number of threads, and others for another', async () => {
    await generateWarehouse(options(archetype, `${archetype}-2`), { threads: 2 })
    expect(hashes(join(folder, `${archetype}-2`))).toEqual(hashes(out))
    await generateWarehouse({ ...options(archetype, `${archetype}-3`), seed: 43 }, { threads: 2 })
    expect(hashes(join(folder, `${archetype}-3`))).not.toEqual(hashes(out))
  })

  it('breaks keys, references and copies at the rates of the typical profile', async () => {
    const [nulls, lost, copies] =
      await numbers(`SELECT avg((${reference} IS NULL)::INT), avg((${reference} >= 900000000)::INT),
      1 - count(DISTINCT ${key}) / count(*) FROM ${table}`)
    expect(nulls).toBeGreaterThan(0.015)
    expect(nulls).toBeLessThan(0.025)
    expect(lost).toBeGreaterThan(0.028)
    expect(lost).toBeLessThan(0.042)
    expect(copies).toBeGreaterThan(0.005)
    expect(copies).toBeLessThan(0.009)
  })

  it('loads after the event, a few hours late at most, with the p95 below three hours', async () => {
    const [least, p95] = await numbers(`SELECT min(lag), quantile_cont(lag, 0.95) FROM
      (SELECT epoch(loaded_at - ${time}) / 60 AS lag FROM ${table})`)
    expect(least).toBeGreaterThanOrEqual(30)
    expect(p95).toBeLessThan(185)
  })

  it('tells of every spike and gap that is there', async () => {
    const { defects } = oracle(out, 'defects.json') as { defects: readonly InjectedDefect[] }
    const spikes = defects.filter(({ kind }) => kind === 'null_spike')
    expect(spikes).toHaveLength(12)
    for (const column of new Set(spikes.map((spike) => spike.column))) {
      const days = spikes.filter((spike) => spike.column === column).map((spike) => `'${spike.days?.[0]}'`)
      const [onDays, otherwise] =
        await numbers(`SELECT avg(is_null) FILTER (is_spike), avg(is_null) FILTER (NOT is_spike) FROM
        (SELECT (${column} IS NULL)::INT AS is_null, CAST(local(${time}) AS DATE) IN (${days.join(', ')}) AS is_spike FROM ${table})`)
      expect((onDays ?? 0) - (otherwise ?? 0)).toBeGreaterThan(0.04)
    }
    const gap = defects.find(({ kind }) => kind === 'write_gap')
    const [inGap] = await numbers(`SELECT min(date_diff('hour', ${time}, loaded_at)) FROM ${table}
      WHERE CAST(local(${time}) AS DATE) BETWEEN '${gap?.days?.[0]}' AND '${gap?.days?.[1]}'`)
    expect(inGap).toBeGreaterThan(24)
  })

  it('has seasons: more in the evening than at night, more in December than in January', async () => {
    const [night, evening, december, january] = await numbers(`SELECT
      count(*) FILTER (hour(local(${time})) IN (2, 3, 4)), count(*) FILTER (hour(local(${time})) IN (18, 19, 20)),
      count(*) FILTER (strftime(local(${time}), '%Y-%m') = '2025-12'), count(*) FILTER (strftime(local(${time}), '%Y-%m') = '2026-01')
      FROM ${table}`)
    expect(evening).toBeGreaterThan(5 * (night ?? 0))
    expect(december).toBeGreaterThan(1.1 * (january ?? 0))
  })

  it('stages one row per business key', async () => {
    const staged = table.replace('fact_', 'stg_')
    const [rows, keys, facts] = await numbers(`SELECT count(*), count(DISTINCT ${key}),
      (SELECT count(DISTINCT ${key}) FROM ${table}) FROM ${staged}`)
    expect([rows, keys]).toEqual([facts, facts])
  })

  it('is clean when asked to be', async () => {
    await generateWarehouse({ ...options(archetype, `${archetype}-clean`), quality: 'clean' })
    const clean = await open(join(folder, `${archetype}-clean`))
    const rows =
      await clean.runAndReadAll(`SELECT count(*) - count(DISTINCT ${key}) + count(*) FILTER (${reference} IS NULL)
      + count(*) FILTER (${reference} >= 900000000) FROM ${table}`)
    expect(Number(rows.getRows()[0]?.[0])).toBe(0)
    expect(oracle(join(folder, `${archetype}-clean`), 'defects.json')).toMatchObject({ defects: [] })
  })
})

it('plants the five events of T2 where its oracle says', async () => {
  const out = join(folder, 'neobank')
  const { events } = oracle(out, 'events.json') as { events: readonly BusinessEvent[] }
  expect(events.map(({ kind }) => kind).toSorted()).toEqual(
    ['channel_outage', 'fraud_wave', 'mix_shift', 'price_change', 'promotion'].toSorted(),
  )
  const outage = events.find(({ kind }) => kind === 'channel_outage')
  const db = await open(out)
  const rows = await db.runAndReadAll(`SELECT avg((auth_result = 'declined')::INT) FROM fact_card_transaction
    WHERE channel = 'online' AND CAST(local(event_time) AS DATE) >= '${outage?.from}' AND CAST(local(event_time) AS DATE) < '${outage?.to}'`)
  expect(Number(rows.getRows()[0]?.[0])).toBeGreaterThan(0.6)
})

it('keeps the fee of a marketplace at its take rate, paid on the day of the order', async () => {
  const db = await open(join(folder, 'marketplace'))
  const rows = await db.runAndReadAll(`SELECT sum(platform_fee) / sum(subtotal),
    count(*) FILTER (CAST(local(captured_at) AS DATE) <> CAST(local(order_time) AS DATE))
    FROM stg_payment JOIN stg_order USING (order_id) WHERE captured_at < '2026-02-01'`)
  const [rate, otherDay] = (rows.getRows()[0] ?? []).map(Number)
  expect(rate).toBeCloseTo(0.12, 3)
  expect(otherDay).toBe(0)
})

it('refuses to replace a folder it did not write, and leaves nothing behind', async () => {
  const out = join(folder, 'mine')
  mkdirSync(out)
  writeFileSync(join(out, 'notes.txt'), 'keep')
  await expect(generateWarehouse(options('neobank', 'mine'))).rejects.toMatchObject({
    code: 'needs/foreign-folder',
  })
  expect(readdirSync(out)).toEqual(['notes.txt'])
  expect(existsSync(join(folder, '.mine'))).toBe(false)
})

it.each(['dim_customer', 'fact_card_transaction', 'stg_ tables'])(
  'stops at %s when it is told to, leaves nothing half-written and keeps what stood there',
  async (table) => {
    const stop = new AbortController()
    const dir = join(folder, `stopped at ${table}`)
    mkdirSync(join(dir, 'data'), { recursive: true })
    writeFileSync(join(dir, 'data', 'warehouse.json'), '{}')
    const generating = generateWarehouse(
      { ...options('neobank', 'unused'), out: join(dir, 'data') },
      {
        signal: stop.signal,
        onProgress: (progress) => {
          if (progress.table === table) setImmediate(() => stop.abort())
        },
      },
    )
    await expect(generating).rejects.toMatchObject({ name: 'AbortError' })
    expect(readdirSync(dir)).toEqual(['data'])
    expect(readdirSync(join(dir, 'data'))).toEqual(['warehouse.json'])
  },
  60_000,
)

it.each([
  [{ archetype: 'bank' as Archetype }, '--archetype cannot be "bank": choose neobank or marketplace'],
  [{ months: 0 }, '--months must be a whole number from 1 to 60, not "0"'],
  [{ until: '2026-02-30' }, '"2026-02-30" is not a day: write it as 2026-10-31'],
  [
    { timeZone: 'Mars/Olympus' },
    'unknown time zone: Mars/Olympus. Use an IANA name such as America/Los_Angeles.',
  ],
])('tells the caller what is wrong with %j', async (wrong, message) => {
  await expect(generateWarehouse({ ...options('neobank', 'wrong'), ...wrong })).rejects.toThrow(message)
})

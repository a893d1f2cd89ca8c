import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, expect, it } from 'vitest'
import { noPolicies, type Policies } from '../../compiled.ts'
import { type Check, emptyCheckPlan, emptyProfilePlan, type Plan } from '../../plan.ts'
import { compile } from '../compile.ts'
import { clicks, clickTables } from '../events/clicks.ts'

const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 } as const
let connection: DuckDBConnection

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(
    clickTables([
      { visitor: 1, at: '2025-03-03 10:00:00', name: 'view', country: 'FR' },
      { visitor: 2, at: '2025-03-03 11:00:00', name: 'view', country: 'FR' },
      { visitor: 2, at: '2025-03-06 11:00:00', name: 'buy' },
      { visitor: 7, at: '2025-03-04 12:00:00', name: 'view', country: 'DE' },
    ]),
  )
})

async function run(plan: Plan, policies: Policies = noPolicies): Promise<readonly (readonly unknown[])[]> {
  const { stages, columns } = compile(plan, clicks, { dialect: 'duckdb', calendar, policies })
  const reader = await connection.runAndReadAll(stages.at(-1)?.sql ?? '')
  expect(reader.columnNames()).toEqual(columns.map(({ name }) => name))
  return reader
    .getRowsJson()
    .map((row) => row.map((cell) => (typeof cell === 'string' && /^\d+$/.test(cell) ? Number(cell) : cell)))
}
const check = (checks: readonly Check[], policies?: Policies) =>
  run({ ...emptyCheckPlan('clicks'), checks }, policies)

it('finds what is missing, repeated, late or out of order', async () => {
  expect(
    await check([
      { kind: 'nulls', dimension: 'country' },
      { kind: 'duplicates', dimensions: ['visitor', 'name'] },
      { kind: 'duplicates', dimensions: ['name'] },
      { kind: 'orphans', entity: 'visitor' },
      { kind: 'order', earlier: 'visitor__joined_at', later: 'clicked_at' },
      { kind: 'order', earlier: 'stored_at', later: 'clicked_at' },
      { kind: 'gaps', dimension: 'clicked_at', grain: 'day' },
    ]),
  ).toEqual([
    ['nulls', 'click__country', 4, 1, 0.25, null],
    ['duplicates', 'visitor, click__name', 4, 0, 0, null],
    ['duplicates', 'click__name', 4, 2, 0.5, null],
    ['orphans', 'visitor in visitors', 4, 1, 0.25, null],
    ['order', 'visitor__joined_at before click__clicked_at', 3, 0, 0, null],
    ['order', 'click__stored_at before click__clicked_at', 4, 4, 1, null],
    ['gaps', 'click__clicked_at by day', 4, 1, 0.25, null],
  ])
})

it('measures lag and freshness in seconds', async () => {
  expect(
    await check([
      { kind: 'lag', event: 'clicked_at', recorded: 'stored_at' },
      { kind: 'freshness', dimension: 'clicked_at', asOf: '2025-03-06T12:00' },
    ]),
  ).toEqual([
    ['lag, 50th percentile', 'click__clicked_at to click__stored_at', 4, null, null, 3600],
    ['lag, 95th percentile', 'click__clicked_at to click__stored_at', 4, null, null, 3600],
    ['lag, 99th percentile', 'click__clicked_at to click__stored_at', 4, null, null, 3600],
    ['freshness', 'click__clicked_at', 4, null, null, 3600],
  ])
})

it('narrows to a range and to what a policy lets through', async () => {
  const plan = { ...emptyCheckPlan('clicks'), checks: [{ kind: 'nulls', dimension: 'country' } as const] }
  const days = { start: '2025-03-03', end: '2025-03-05' }
  expect(await run({ ...plan, time: days })).toEqual([['nulls', 'click__country', 3, 0, 0, null]])
  const views = { model: 'clicks', where: "{{ Dimension('name') }} = 'buy'", text: 'only buys' }
  expect(await run(plan, { ...noPolicies, rowFilters: [views] })).toEqual([
    ['nulls', 'click__country', 1, 1, 1, null],
  ])
})

it('profiles every column from one scan', async () => {
  const dimensions = ['country', 'amount', 'clicked_at']
  expect(await run({ ...emptyProfilePlan('clicks'), dimensions })).toEqual([
    ['click__country', 'string', 4, 1, 0.25, 2, 'DE', 'FR', null, null, null, null],
    ['click__amount', 'integer', 4, 2, 0.5, 2, 10, 20, 15, 12.5, 15, 17.5],
    [
      'click__clicked_at',
      'timestamp',
      4,
      0,
      0,
      4,
      '2025-03-03 10:00:00',
      '2025-03-06 11:00:00',
      null,
      null,
      null,
      null,
    ],
  ])
})

it('shows the most frequent values, the unknown one among them', async () => {
  expect(
    await run({ ...emptyProfilePlan('clicks'), dimensions: ['country', 'name'], show: 'values', top: 2 }),
  ).toEqual([
    ['click__country', 'FR', 2, 0.5],
    ['click__country', 'DE', 1, 0.25],
    ['click__name', 'view', 3, 0.75],
    ['click__name', 'buy', 1, 0.25],
  ])
})

const masked: Policies = { ...noPolicies, masks: [{ model: 'clicks', dimension: 'country', mask: 'hash' }] }
const hiddenVisitors: Policies = {
  ...noPolicies,
  rowFilters: [{ model: 'visitors', where: "{{ Dimension('plan') }} = 'free'", text: '' }],
}

it('leaves masked columns out of a profile and refuses them by name', async () => {
  const rows = await run(emptyProfilePlan('clicks'), masked)
  expect(rows.map(([name]) => name)).not.toContain('click__country')
  await expect(run({ ...emptyProfilePlan('clicks'), dimensions: ['country'] }, masked)).rejects.toThrow(
    'masked',
  )
  await expect(check([{ kind: 'nulls', dimension: 'country' }], masked)).rejects.toThrow('masked')
  await expect(run(emptyProfilePlan('clicks'), { ...noPolicies, inlineMeasures: false })).rejects.toThrow(
    'governed',
  )
  await expect(check([{ kind: 'orphans', entity: 'visitor' }], hiddenVisitors)).rejects.toThrow(
    'hidden from you',
  )
})

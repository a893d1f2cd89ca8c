import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Clock } from '@numize/base'
import type { BoardContent } from '@numize/boards'
import { emptyListPlan, emptyMetricsPlan } from '@numize/semantic'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Desk, localDesk } from '../desk.ts'
import { diskFiles, type Effects } from '../effects.ts'
import { type Installation, openInstallation } from '../installation.ts'
import { serveOwner } from '../owner-socket.ts'
import { runCommand } from '../run-command.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const DAY_MS = 86_400_000
let moment = Date.parse('2026-10-01T12:00:00Z')
const clock: Clock = { now: () => moment }
const dir = mkdtempSync(join(tmpdir(), 'numize-slices-'))
const project = join(dir, 'shop')
let told = ''
const effects: Effects = {
  clock,
  files: diskFiles,
  stateDir: join(dir, 'state'),
  env: {},
  out: (text) => {
    told += text
  },
  err: (text) => {
    told += text
  },
  isTerminal: false,
}
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(dir, file)), { recursive: true })
  writeFileSync(join(dir, file), text)
}
const draft = (text: string): void => write('shop/slices/sales.yml', text)

/** Runs a command in the shell's way; gives what it printed. */
async function numize(...argv: readonly string[]): Promise<{ code: number; text: string }> {
  told = ''
  const code = await runCommand(argv, effects)
  return { code, text: told }
}
const slice = (action: string, ...more: readonly string[]) =>
  numize('slice', action, ...more, '--project', project)

let installation: Installation
let desk: Desk
let owner: AsyncDisposable | undefined
/** Opens the project as its files are now. */
async function reopen(): Promise<void> {
  await owner?.[Symbol.asyncDispose]()
  desk = localDesk(installation, effects)
  const socket = await serveOwner(effects.stateDir, desk)
  const closing = desk
  owner = {
    [Symbol.asyncDispose]: async () => {
      await socket[Symbol.asyncDispose]()
      await closing[Symbol.asyncDispose]()
    },
  }
}

beforeAll(async () => {
  const customers = Array.from({ length: 30 }, (_, at) => [
    at + 1,
    `Person ${at}`,
    `p${at}@corp.example`,
    ['Norway', 'Italy', 'Spain'][at % 3],
  ])
  const orders = Array.from({ length: 200 }, (_, at) => [
    at + 1,
    (at % 30) + 1,
    `2026-09-${10 + (at % 20)}`,
    at,
  ])
  const csv = (header: string, rows: readonly (readonly unknown[])[]): string =>
    [header, ...rows.map((row) => row.join(','))].join('\n')
  write('data/customers.csv', csv('customer_id,full_name,contact,country', customers))
  write('data/orders.csv', csv('order_id,customer_id,ordered_on,amount', orders))
  installation = await openInstallation(effects)
  await installation.saveUser({ userId: 'ann', roles: ['seller'], attributes: {} })
  await installation.saveUser({ userId: 'rev', roles: ['reviewer', 'seller'], attributes: {} })
  await reopen()
})
afterAll(async () => {
  await owner?.[Symbol.asyncDispose]()
  await installation[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true, force: true })
})

it('goes from data to a slice in use, and tells what is not ready yet', async () => {
  expect((await numize('init', '--from', join(dir, 'data'), project)).code).toBe(0)
  expect((await slice('new', 'sales', '--audience', 'seller')).code).toBe(0)
  expect((await slice('new', 'sales')).text).toContain('is there already')
  const first = readFileSync(join(project, 'slices/sales.yml'), 'utf8')
  expect(first).toMatch(/min_group_size: 5\nraw_rows: false/)

  const unready = await slice('check', 'sales')
  expect(unready.code).toBe(2)
  expect(unready.text).toContain('customers.contact seems to hold personal data (its values look like e-mail')
  expect(unready.text).not.toContain('@corp')
  const model = join(project, 'models/customers.yml')
  const marked = readFileSync(model, 'utf8').replace(
    /(- name: contact\n(?:\s+label: Contact\n)?(\s+)type: categorical)/,
    '$1\n$2config: {meta: {numize: {pii: true}}}',
  )
  writeFileSync(model, marked)
  await reopen()
  const ready = await slice('check', 'sales')
  expect(ready.code).toBe(0)
  expect(Number(/^(\d+) of 100/m.exec(ready.text)?.[1])).toBeGreaterThan(59)

  const preview = await slice('preview', 'sales', '--as', 'ann', '--question', 'amount by country')
  expect(preview.text).toContain('customers.contact: hide')
  expect(preview.text).toContain('Norway')
  expect((await slice('publish', 'sales')).text).toContain('say why')
  expect((await slice('publish', 'sales', '--as', 'ann', '--why', 'me too')).text).toContain('manage:slice')
  expect((await slice('publish', 'sales', '--why', 'for the season')).text).toContain('sales version 1')
  expect((await slice('publish', 'sales', '--why', 'again')).text).toContain('nothing to publish')
})

/** A board with one block by a dimension. */
const boardOf = (dimension: string): BoardContent => ({
  title: 'Wall',
  description: null,
  range: null,
  filters: [],
  blocks: [
    {
      kind: 'plan',
      id: 'one',
      title: 'By country',
      width: 1,
      as: 'table',
      chart: null,
      plan: { ...emptyMetricsPlan, metrics: [{ metric: 'amount' }], groupBy: [{ dimension }] },
    },
  ],
})

it('keeps what is published in force until the next version, and refuses one that breaks what was approved', async () => {
  const ask = async () =>
    JSON.parse(
      (await numize('ask', 'amount by country', '--project', project, '--as', 'ann', '--json')).text,
    ) as { status: string; rowCount: number; runHash: string }
  const before = await ask()
  expect(before).toMatchObject({ status: 'answered', rowCount: 3 })
  const { runHash } = before
  expect((await numize('approve', runHash, '--project', project, '--as', 'rev')).code).toBe(0)

  await installation.keepers.boards.create({
    id: 'b1',
    project: 'data',
    userId: 'rev',
    visibility: 'team',
    content: boardOf('customer__country'),
  })
  const file = readFileSync(join(project, 'slices/sales.yml'), 'utf8')
  draft(`${file}hidden_dimensions: [customers.country]\n`)
  await reopen()
  expect(await ask()).toMatchObject({ status: 'answered', rowCount: 3 })
  const diff = await slice('diff', 'sales')
  expect(diff.text).toContain('Hidden dimensions: added customers.country.')
  expect(diff.text).toContain('Would no longer work: approved question "amount by country"')
  const refused = await slice('publish', 'sales', '--why', 'countries are secret')
  expect(refused.code).toBe(2)
  expect(refused.text).toMatch(/2 things people rely on .*\n\s+approved question "amount by country"/)
  expect(refused.text).toContain('board "Wall: By country"')
  const forced = await slice('publish', 'sales', '--why', 'secret', '--force', 'the law')
  expect(forced.text).toContain('forced: the law; broke 2')
  expect((await ask()).status).not.toBe('answered')
  expect((await slice('rollback', 'sales', '--to', '9', '--why', 'x')).text).toContain('there are 1, 2')
  expect((await slice('rollback', 'sales', '--to', '1', '--why', 'it was not the law')).code).toBe(0)
  expect(await ask()).toMatchObject({ status: 'answered', rowCount: 3 })
  expect((await slice('versions', 'sales')).text.split('\n').slice(0, 3)).toEqual([
    expect.stringContaining('version 1'),
    expect.stringContaining('version 2'),
    expect.stringContaining('version 3'),
  ])
})

it('takes a new version into use in a desk that is open, and shows raw values only while they are approved', async () => {
  const subject = { project }
  const names = () =>
    desk.query({
      subject,
      as: 'ann',
      plan: { ...emptyListPlan('customers'), columns: [{ dimension: 'full_name' }], limit: 1 },
    })
  await expect(names()).rejects.toThrow('full_name')
  draft(readFileSync(join(project, 'slices/sales.yml'), 'utf8').replace('raw_rows: false', 'raw_rows: true'))
  const request = { kind: 'publish', slice: 'sales', why: 'lists are needed', force: 'x' } as const
  await desk.slices({ subject, request })
  await expect(names()).rejects.toThrow('full_name')

  const wish = { kind: 'ask', dimension: 'customers.full_name', why: 'to call them' } as const
  const [asked] = await desk.raw({ subject, work: wish, as: 'ann' })
  expect(asked).toMatchObject({ by: 'ann', slice: 'sales', decision: null })
  const none = desk.raw({ subject, work: { ...wish, dimension: 'customers.country' }, as: 'ann' })
  await expect(none).rejects.toThrow('no masked personal column')
  const id = asked?.id ?? ''
  await expect(desk.raw({ subject, work: { kind: 'decide', id, days: 2 }, as: 'ann' })).rejects.toThrow(
    'approve:raw',
  )
  await desk.raw({ subject, work: { kind: 'decide', id, days: 2 } })
  expect((await names()).rows).toEqual([['Person 0']])
  moment += 2 * DAY_MS
  await expect(names()).rejects.toThrow('full_name')
  await desk.raw({ subject, work: { kind: 'decide', id, days: 2 } })
  expect((await names()).rows).toEqual([['Person 0']])
  await desk.raw({ subject, work: { kind: 'decide', id, days: null } })
  await expect(names()).rejects.toThrow('full_name')
})

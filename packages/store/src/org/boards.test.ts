import { afterAll, expect, it } from 'vitest'
import { startTestStores } from '../testing/start-test-stores.ts'

const SLOW = 90_000
const HOUR = 3_600_000
let moment = Date.parse('2026-11-14T10:00:00Z')
const stores = await startTestStores(() => ({ clock: { now: () => moment } }))
afterAll(() => stores[Symbol.asyncDispose]())

const board = {
  boardId: 'b',
  project: 'p',
  userId: 'ada',
  visibility: 'private',
  body: { title: 'One' },
} as const
const link = () => ({
  shareId: 's',
  kind: 'board' as const,
  targetId: 'b',
  project: 'p',
  userId: 'ada',
  view: { range: '7D' },
  expiresAt: new Date(moment + HOUR).toISOString(),
})

it.each(stores.kinds)('boards on %s: no change is lost to another', { timeout: SLOW }, async (kind) => {
  await stores.on(kind).addOrg('o', 'O')
  await stores.on(kind).addOrg('other', 'Other')
  const { boards } = stores.on(kind).org('o')
  await boards.create(board)
  const read = await boards.find('b')
  expect(read).toMatchObject({ ...board, version: 1 })
  await boards.save({ boardId: 'b', visibility: 'team', version: 1, body: { title: 'Two' } })
  await expect(
    boards.save({ boardId: 'b', visibility: 'team', version: 1, body: { title: 'Lost?' } }),
  ).rejects.toThrow('somebody else changed this board')
  expect(await boards.list('p')).toMatchObject([{ version: 2, visibility: 'team', body: { title: 'Two' } }])
  expect(await stores.on(kind).org('other').boards.find('b')).toBeNull()
  expect(await stores.on(kind).org('other').boards.list('p')).toEqual([])
})

it.each(stores.kinds)(
  'links on %s open until they are over, revoked, or the board is gone',
  { timeout: SLOW },
  async (kind) => {
    await stores.on(kind).addOrg('links', 'L')
    await stores.on(kind).addOrg('other', 'Other')
    const { boards, shares } = stores.on(kind).org('links')
    await boards.create(board)
    const token = await shares.create(link())
    expect(await shares.open(token)).toMatchObject({ targetId: 'b', view: { range: '7D' } })
    expect(JSON.stringify(await shares.list('board', 'b'))).not.toContain(token)
    expect(await stores.on(kind).org('other').shares.open(token)).toBeNull()
    expect(await shares.revoke('s', 'bob')).toBe(false)
    expect(await shares.revoke('s', 'ada')).toBe(true)
    expect(await shares.open(token)).toBeNull()
    const second = await shares.create({ ...link(), shareId: 's2' })
    moment += 2 * HOUR
    expect(await shares.open(second)).toBeNull()
    expect(await shares.list('board', 'b')).toEqual([])
    const third = await shares.create({ ...link(), shareId: 's3' })
    await boards.remove('b')
    expect(await shares.open(third)).toBeNull()
  },
)

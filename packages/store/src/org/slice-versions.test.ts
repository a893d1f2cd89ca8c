import { afterAll, describe, expect, it } from 'vitest'
import { openStore } from '../index.ts'
import { startTestServer } from '../testing.ts'

const server = await startTestServer(console.warn)
afterAll(() => server?.[Symbol.asyncDispose]())

let moment = Date.parse('2026-03-01T12:00:00Z')
const clock = { now: () => moment }

describe.each(server ? ['PGlite', 'Postgres'] : ['PGlite'])('on %s', (kind) => {
  const open = () => openStore({ dir: null, url: kind === 'PGlite' ? undefined : server?.url, clock })

  it('numbers the versions of each slice, and keeps organisations apart', async () => {
    await using store = await open()
    for (const org of ['a', 'b']) await store.addOrg(org, org)
    const { sliceVersions } = store.org('a')
    const version = (slice: string, body: unknown) => ({ project: 'shop', slice, userId: 'ann', body })
    await sliceVersions.add(version('sales', { label: 'one' }))
    await sliceVersions.add(version('costs', {}))
    await sliceVersions.add(version('sales', { label: 'two' }))
    expect(
      (await sliceVersions.list('shop')).map(({ slice, version: number, body }) => [slice, number, body]),
    ).toEqual([
      ['costs', 1, {}],
      ['sales', 1, { label: 'one' }],
      ['sales', 2, { label: 'two' }],
    ])
    expect(await sliceVersions.list('other')).toEqual([])
    expect(await store.org('b').sliceVersions.list('shop')).toEqual([])
  })

  it('tells what a person may see until it ends or is taken back', async () => {
    await using store = await open()
    for (const org of ['a', 'b']) await store.addOrg(org, org)
    const { rawRequests } = store.org('a')
    const wish = { project: 'shop', slice: 'sales', dimension: 'customers.name', userId: 'ann', why: 'calls' }
    await rawRequests.add({ requestId: 'r1', ...wish })
    expect(await rawRequests.approved('ann')).toEqual([])
    const until = new Date(moment + 1000).toISOString()
    expect(await rawRequests.decide('other', 'r1', 'boss', until)).toBe(false)
    expect(await rawRequests.decide('shop', 'r1', 'boss', until)).toBe(true)
    expect(await rawRequests.approved('ann')).toMatchObject([{ requestId: 'r1', decidedBy: 'boss', until }])
    expect(await rawRequests.approved('bob')).toEqual([])
    expect(await store.org('b').rawRequests.approved('ann')).toEqual([])
    await rawRequests.decide('shop', 'r1', 'boss', null)
    expect(await rawRequests.approved('ann')).toEqual([])
    await rawRequests.decide('shop', 'r1', 'boss', until)
    moment += 1000
    expect(await rawRequests.approved('ann')).toEqual([])
    expect(await rawRequests.list('shop')).toHaveLength(1)
  })
})

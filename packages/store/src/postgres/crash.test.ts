import { setTimeout as wait } from 'node:timers/promises'
import { describeError, systemClock } from '@numize/base'
import { afterAll, expect, it } from 'vitest'
import { openStore, type Threads } from '../index.ts'
import { startTestServer } from '../testing.ts'

const server = await startTestServer(console.warn)
afterAll(() => server?.[Symbol.asyncDispose]())

/** Adds turns, several at a time; what was acknowledged, and why others were not. */
function adding(threads: Threads) {
  const kept: number[] = []
  const codes = new Set<string>()
  const add = async (turn: number): Promise<void> => {
    const thread = { threadId: 't', userId: 'ada', project: 'shop', title: 'T' }
    try {
      await threads.addTurn({ ...thread, turnId: `${turn}`, body: turn })
      kept.push(turn)
    } catch (error) {
      codes.add(describeError(error).code)
      await wait(20)
    }
  }
  let next = 0
  return {
    kept,
    codes,
    /** Until so many more were acknowledged. */
    more: async (count: number): Promise<void> => {
      const wanted = kept.length + count
      while (kept.length < wanted) await Promise.all([1, 2, 3, 4].map(() => add(next++)))
    },
  }
}

it.skipIf(!server)('goes on after its server crashed, and holds all that was acknowledged', async () => {
  await using store = await openStore({ dir: null, url: server?.url ?? '', clock: systemClock })
  await store.addOrg('acme', 'Acme')
  const { users, threads } = store.org('acme')
  await users.save({ userId: 'ada', name: 'Ada', email: null, roles: [], attributes: {} })
  const { kept, codes, more } = adding(threads)
  await more(10)
  await Promise.all([more(50), server?.crash()])
  await more(10)
  expect([...codes].filter((code) => code !== 'store/lost')).toEqual([])
  const held = new Set(await threads.turns('t', 'ada'))
  expect(kept.filter((turn) => !held.has(turn))).toEqual([])
})

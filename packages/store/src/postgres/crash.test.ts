import { setTimeout as wait } from 'node:timers/promises'
import { describeError, systemClock } from '@numize/base'
import { afterAll, expect, it } from 'vitest'
import { openStore, type Threads } from '../index.ts'
import { startTestServer } from '../testing.ts'

const server = await startTestServer(console.warn)
afterAll(() => server?.[Symbol.asyncDispose]())

/** Adds turns, several at a time, until told to stop; gives those that were acknowledged and why others were not. */
async function addUntil(threads: Threads, isOver: (kept: readonly number[]) => boolean) {
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
  for (let turn = 0; !isOver(kept); turn += 4) await Promise.all([0, 1, 2, 3].map((next) => add(turn + next)))
  return { kept, codes: [...codes] }
}

it.skipIf(!server)('goes on after its server crashed, and holds all that was acknowledged', async () => {
  await using store = await openStore({ dir: null, url: server?.url ?? '', clock: systemClock })
  await store.addOrg('acme', 'Acme')
  const { users, threads } = store.org('acme')
  await users.save({ userId: 'ada', name: 'Ada', email: null, roles: [], attributes: {} })
  let before = 0
  let keptBefore: number | null = null
  const adding = addUntil(threads, (kept) => {
    before = kept.length
    return keptBefore !== null && kept.length > keptBefore + 10
  })
  while (before < 10) await wait(5)
  await server?.crash()
  keptBefore = before
  const { kept, codes } = await adding
  expect(codes.filter((code) => code !== 'store/lost')).toEqual([])
  const held = new Set(await threads.turns('t', 'ada'))
  expect(kept.filter((turn) => !held.has(turn))).toEqual([])
})

import { expect, it } from 'vitest'
import { createLanes, type Lane, type LaneRules } from './lanes.ts'

const RULES: LaneRules = {
  slots: 2,
  keptForPeople: 1,
  waiting: { interactive: 6, batch: 2 },
  waitingOfOne: 4,
  longestWaitMs: 60_000,
}

/** Work that ends when it is told to, and the order it was started in. */
function workshop(rules: Partial<LaneRules> = {}) {
  const lanes = createLanes({ ...RULES, ...rules })
  const started: string[] = []
  const ends: (() => void)[] = []
  const ask = (name: string, user: string, lane: Lane = 'interactive') =>
    lanes.run({ user, lane }, async () => {
      started.push(name)
      await new Promise<void>((resolve) => ends.push(resolve))
      return name
    })
  const endOne = async (): Promise<void> => {
    ends.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { ask, started, endOne }
}

it('takes one of each person in turn, and people before programs', async () => {
  const { ask, started, endOne } = workshop()
  const all = [
    ask('a1', 'ada'),
    ask('a2', 'ada'),
    ask('job1', 'robot', 'batch'),
    ask('a3', 'ada'),
    ask('a4', 'ada'),
    ask('b1', 'bob'),
    ask('b2', 'bob'),
  ]
  await Promise.resolve()
  for (let at = 0; at < all.length; at++) await endOne()
  expect(await Promise.all(all)).toHaveLength(7)
  expect(started).toEqual(['a1', 'a2', 'a3', 'b1', 'a4', 'b2', 'job1'])
})

it('keeps a slot free for people', async () => {
  const { ask, started, endOne } = workshop()
  const jobs = [ask('job1', 'robot', 'batch'), ask('job2', 'robot', 'batch')]
  const person = ask('a1', 'ada')
  await Promise.resolve()
  expect(started).toEqual(['job1', 'a1'])
  for (let at = 0; at < 3; at++) await endOne()
  expect(await Promise.all([...jobs, person])).toEqual(['job1', 'job2', 'a1'])
})

it('refuses what finds the queue full, of one person or of all, and says when to come back', async () => {
  const { ask, endOne } = workshop()
  const kept = ['1', '2', '3', '4', '5', '6'].map((name) => ask(name, 'ada'))
  await expect(ask('7', 'ada')).rejects.toMatchObject({ code: 'server/busy', facts: { seconds: 1 } })
  kept.push(ask('8', 'bob'), ask('9', 'cy'))
  await expect(ask('10', 'dan')).rejects.toMatchObject({ code: 'server/busy' })
  for (let at = 0; at < kept.length; at++) await endOne()
  expect(await Promise.all(kept)).toHaveLength(8)
})

it('refuses what waited too long, and goes on with the others when work fails', async () => {
  const lanes = createLanes({ ...RULES, slots: 1, keptForPeople: 0, longestWaitMs: 5 })
  let fail: (error: Error) => void = () => {}
  const first = lanes.run(
    { user: 'ada', lane: 'interactive' },
    () => new Promise((_, reject) => (fail = reject)),
  )
  await expect(lanes.run({ user: 'bob', lane: 'interactive' }, async () => 1)).rejects.toMatchObject({
    code: 'server/busy',
  })
  fail(new Error('lost'))
  await expect(first).rejects.toThrow('lost')
  expect(await lanes.run({ user: 'bob', lane: 'interactive' }, async () => 2)).toBe(2)
})

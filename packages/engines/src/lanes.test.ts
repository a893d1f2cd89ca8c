import { expect, it } from 'vitest'
import { Lanes } from './lanes.ts'

const never = new AbortController().signal

it('lets in as many as there are places, and nobody twice', async () => {
  const lanes = new Lanes(2)
  const entered: string[] = []
  const enter = async (by: string, name: string) => {
    const leave = await lanes.enter(by, never)
    entered.push(name)
    return leave
  }
  const first = await enter('ann', 'ann 1')
  const second = enter('ann', 'ann 2')
  const bob = await enter('bob', 'bob 1')
  const cy = enter('cy', 'cy 1')
  expect(entered).toEqual(['ann 1', 'bob 1'])
  bob?.()
  await cy
  expect(entered).toEqual(['ann 1', 'bob 1', 'cy 1'])
  first?.()
  await second
  expect(entered.at(-1)).toBe('ann 2')
})

it('forgets whoever gives up waiting', async () => {
  const lanes = new Lanes(1)
  const leave = await lanes.enter('ann', never)
  const patience = new AbortController()
  const bob = lanes.enter('bob', patience.signal)
  patience.abort()
  expect(await bob).toBeNull()
  expect(await lanes.enter('bob', patience.signal)).toBeNull()
  leave?.()
  expect(lanes.isEmpty).toBe(true)
})

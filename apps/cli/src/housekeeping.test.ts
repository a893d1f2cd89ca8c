import { expect, it, vi } from 'vitest'
import { startHousekeeping } from './housekeeping.ts'

it('goes on after a failure, which it tells, one at a time, until it is closed', async () => {
  const told: string[] = []
  let times = 0
  let atOnce = 0
  const takeAwayOld = async (): Promise<void> => {
    times += 1
    atOnce += 1
    expect(atOnce).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 5))
    atOnce -= 1
    if (times === 1) throw new Error('the disk is full')
  }
  const keeping = startHousekeeping({ takeAwayOld }, { err: (text) => told.push(text) }, 10)
  await vi.waitFor(() => expect(times).toBeGreaterThan(2), 30_000)
  await keeping[Symbol.asyncDispose]()
  const ended = times
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(times).toBe(ended)
  expect(told).toEqual(['what is old was not taken away: the disk is full\n'])
})

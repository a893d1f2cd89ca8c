import { expect, it } from 'vitest'
import { oneAtATime } from './one-at-a-time.ts'

it('gives nobody a reading that began before they asked, and reads once for all who wait', async () => {
  let state = 'old'
  let count = 0
  const read = oneAtATime(async () => {
    count++
    const seen = state
    await new Promise((done) => setTimeout(done, 5))
    return seen
  })
  const first = read()
  state = 'new'
  const later = [read(), read(), read()]
  expect(await first).toBe('old')
  expect(await Promise.all(later)).toEqual(['new', 'new', 'new'])
  expect(count).toBe(2)
})

it('reads again after a reading that failed, and tells only those of it', async () => {
  let fails = true
  const read = oneAtATime(async () => {
    await null
    if (fails) throw new Error('gone')
    return 1
  })
  const first = read()
  const later = read()
  await expect(first).rejects.toThrow('gone')
  fails = false
  await expect(later).resolves.toBe(1)
  await expect(read()).resolves.toBe(1)
})

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
  let count = 0
  const read = oneAtATime(async () => {
    await Promise.resolve()
    if (++count === 1) throw new Error('gone')
    return count
  })
  const [first, second, third] = await Promise.allSettled([read(), read(), read()])
  expect(first.status).toBe('rejected')
  expect([second, third]).toMatchObject([{ value: 2 }, { value: 2 }])
  expect(await read()).toBe(3)
})

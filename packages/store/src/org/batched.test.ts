import { expect, it } from 'vitest'
import { fail } from '../errors.ts'
import { batched } from './batched.ts'

it('writes together what arrives while it writes, in order, and answers each with its own', async () => {
  const batches: (readonly number[])[] = []
  const write = batched<number, string>(async (items) => {
    batches.push(items)
    await new Promise((resolve) => setImmediate(resolve))
    return items.map((item) => `kept ${item}`)
  })
  const kept = await Promise.all([1, 2, 3, 4].map(write))
  expect(kept).toEqual(['kept 1', 'kept 2', 'kept 3', 'kept 4'])
  expect(batches).toEqual([[1], [2, 3, 4]])
})

it('fails one item alone', async () => {
  const kept: number[] = []
  const write = batched<number, number>(async (items) => {
    await Promise.resolve()
    if (items.includes(3)) throw new Error('not three')
    kept.push(...items)
    return items
  })
  const ends = await Promise.allSettled([1, 2, 3, 4].map(write))
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect(kept).toEqual([1, 2, 4])
  expect(await write(5)).toBe(5)
})

it('fails all together where the database does not answer: it may have kept them', async () => {
  let writes = 0
  const write = batched<number, number>(async () => {
    writes++
    await Promise.resolve()
    throw fail('lost', { seconds: 1 })
  })
  const ends = await Promise.allSettled([1, 2, 3, 4].map(write))
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected'])
  expect(writes).toBe(2)
})

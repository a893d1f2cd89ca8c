import { expect, it } from 'vitest'
import { moved } from './moved.ts'

it('moves an item to where another stands, and nothing beyond the ends', () => {
  const items = ['a', 'b', 'c']
  expect(moved(items, 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(items, 2, 0)).toEqual(['c', 'a', 'b'])
  expect(moved(items, 1, 1)).toEqual(items)
  expect(moved(items, 0, -1)).toEqual(items)
  expect(moved(items, 3, 0)).toEqual(items)
  expect(moved(items, -1, 0)).toEqual(items)
})

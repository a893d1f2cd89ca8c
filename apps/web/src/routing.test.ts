import { expect, it } from 'vitest'
import { pathTo, placeOf, threadOf } from './routing.ts'

it.each([
  { project: null, page: 'ask', path: [], search: '' },
  { project: 'neobank', page: 'ask', path: [], search: '' },
  { project: 'a/b c', page: 'ask', path: ['é#1?'], search: '' },
  { project: 'neobank', page: 'explore', path: [], search: '?metrics=revenue' },
  { project: 'neobank', page: 'catalog', path: ['metric', 'a/b'], search: '' },
])('an address says where the workspace is: %j', (place) => {
  const [pathname = '', search] = pathTo(place).split(/(?=\?)/)
  expect(placeOf(pathname, search)).toEqual(place)
})

it('a thread has an address of its own', () => {
  expect(pathTo({ project: 'neobank', thread: 'th 1' })).toBe('/p/neobank/t/th%201')
  expect(threadOf(placeOf('/p/neobank/t/th%201'))).toBe('th 1')
  expect(threadOf(placeOf('/p/neobank/explore/x'))).toBeNull()
})

it('an address that is no place is the beginning, and a broken one breaks nothing', () => {
  expect(placeOf('/elsewhere/x').project).toBeNull()
  expect(placeOf('/p/%E0%A4%A').project).toBe('%E0%A4%A')
})

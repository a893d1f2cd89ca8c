import fc from 'fast-check'
import { expect, it } from 'vitest'
import { didYouMean, editDistance, nearestNames } from './nearest.ts'

it.each([
  ['revenue', 'revenue', 0],
  ['revenu', 'revenue', 1],
  ['recieve', 'receive', 1],
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
])('editDistance(%s, %s) = %i', (a, b, distance) => expect(editDistance(a, b)).toBe(distance))

it('is symmetric and zero only for equal texts', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a))
      expect(editDistance(a, b) === 0).toBe(a === b)
    }),
  )
})

it('offers the nearest names first and nothing that is far', () => {
  expect(nearestNames('revenu', ['orders', 'revenue', 'revenues'])).toEqual(['revenue', 'revenues'])
  expect(nearestNames('zebra', ['orders', 'revenue'])).toEqual([])
  expect(didYouMean(['a', 'b', 'c'])).toBe(' Did you mean a, b or c?')
})

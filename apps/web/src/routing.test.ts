import { expect, it } from 'vitest'
import { pathTo, placeOf } from './routing.ts'

it.each([
  { project: null, thread: null },
  { project: 'neobank', thread: null },
  { project: 'a/b c', thread: 'é#1?' },
])('an address says where the workspace is: %j', (place) => {
  expect(placeOf(pathTo(place))).toEqual(place)
})

it('an address that is no place is the beginning', () => {
  expect(placeOf('/elsewhere/x')).toEqual({ project: null, thread: null })
})

import { expect, it } from 'vitest'
import { exportAddress, NO_SEARCH, queryOf } from './audit-search.ts'

it('leaves out what is empty and takes the last day whole', () => {
  expect(queryOf(NO_SEARCH)).toEqual({})
  expect(queryOf({ ...NO_SEARCH, user: ' ana ', from: '2026-03-01', to: '2026-03-31' })).toEqual({
    user: 'ana',
    from: '2026-03-01',
    to: '2026-04-01T00:00:00.000Z',
  })
  expect(exportAddress({ ...NO_SEARCH, action: 'ask' }, 'csv')).toBe('/v1/audit/export?action=ask&format=csv')
})

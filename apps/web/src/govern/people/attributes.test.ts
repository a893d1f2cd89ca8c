import { expect, it } from 'vitest'
import { attributesOf, rowsOf } from './attributes.ts'

it('keeps what was not touched as it was, also its type', () => {
  const before = { country: 'France', level: 3, regions: ['North', 'South'] }
  expect(attributesOf(rowsOf(before), before)).toEqual(before)
})

it('reads several values between commas, keeps numbers numbers and leaves rows without a name out', () => {
  const before = { level: 3, regions: ['North'] }
  const rows = [
    { name: 'level', text: '4' },
    { name: 'regions', text: 'West' },
    { name: ' team ', text: 'Cards, Loans' },
    { name: '', text: 'lost' },
  ]
  expect(attributesOf(rows, before)).toEqual({ level: 4, regions: ['West'], team: ['Cards', 'Loans'] })
})

import { expect, it } from 'vitest'
import { distinctNames } from './distinct-names.ts'

it('numbers what is called the same, also where a number is taken', () => {
  const columns = ['n', 'n', 'n_2', 'n', '__proto__'].map((name) => ({ name }))
  expect(distinctNames(columns)).toEqual(['n', 'n_2', 'n_2_2', 'n_3', '__proto__'])
})

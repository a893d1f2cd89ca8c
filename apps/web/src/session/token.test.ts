import { expect, it } from 'vitest'
import { tokenIn } from './token.ts'

it.each([
  ['http://localhost:4173/sign-in#token=abc.d-E_1', 'abc.d-E_1'],
  ['  abc.d-E_1\n', 'abc.d-E_1'],
  ['#token=a%2Bb&x=1', 'a+b'],
])('%s holds the token %s', (text, token) => {
  expect(tokenIn(text)).toBe(token)
})

import { expect, it } from 'vitest'
import { expandVariables } from './expand-variables.ts'

const environment = { DATABASE_URL: 'postgres://ann:x%40y@db/shop', PASSWORD: 'p@ss/w:rd?', EMPTY: '' }

it.each([
  ['${DATABASE_URL}', 'postgres://ann:x%40y@db/shop'],
  ['postgres://ann:${PASSWORD}@db:5432/shop', 'postgres://ann:p%40ss%2Fw%3Ard%3F@db:5432/shop'],
  ['postgres://ann@db/shop', 'postgres://ann@db/shop'],
])('puts the environment into %s', (url, expanded) => {
  expect(expandVariables(url, environment)).toBe(expanded)
})

it.each(['${MISSING}', 'postgres://ann:${EMPTY}@db/shop'])(
  'names the variable that is not set in %s',
  (url) => {
    expect(() => expandVariables(url, environment)).toThrow(
      /^The environment variable (MISSING|EMPTY), which the connection names, is not set\. Set it and try again\.$/,
    )
  },
)

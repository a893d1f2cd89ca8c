import { createResolver } from '@numize/secrets'
import { expect, it } from 'vitest'
import { expandReferences } from './expand-references.ts'

const env = { DATABASE_URL: 'postgres://ann:x%40y@db/shop', PASSWORD: 'p@ss/w:rd?', EMPTY: '' }
const secrets: Readonly<Record<string, string>> = { shop: 'postgres://ann:a%20b@db/shop', word: 'a b@c' }
const resolve = createResolver({ env, folders: [], secret: async (name) => secrets[name] ?? null })

it.each([
  ['${DATABASE_URL}', 'postgres://ann:x%40y@db/shop'],
  ['env:DATABASE_URL', 'postgres://ann:x%40y@db/shop'],
  ['secret:shop', 'postgres://ann:a%20b@db/shop'],
  ['postgres://ann:${PASSWORD}@db:5432/shop', 'postgres://ann:p%40ss%2Fw%3Ard%3F@db:5432/shop'],
  [
    'postgres://${env:PASSWORD}:${secret:word}@db/${secret:word}',
    'postgres://p%40ss%2Fw%3Ard%3F:a%20b%40c@db/a%20b%40c',
  ],
  ['postgres://ann@db/shop', 'postgres://ann@db/shop'],
])('puts what is referred to into %s', async (url, expanded) => {
  expect(await expandReferences(url, resolve)).toBe(expanded)
})

it.each(['${MISSING}', 'postgres://ann:${EMPTY}@db/shop'])(
  'names the variable that is not set in %s',
  async (url) => {
    await expect(expandReferences(url, resolve)).rejects.toThrow(
      /^The environment variable (MISSING|EMPTY), which the connection names, is not set\. Set it and try again\.$/,
    )
  },
)

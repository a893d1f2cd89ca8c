import { expect, it } from 'vitest'
import { hashJson, hashText } from './hash.ts'
import { canonicalJson } from './json.ts'
import { seededRandom } from './random.ts'

it('gives equal values equal text, whatever the order of their keys', () => {
  expect(canonicalJson({ b: 1, a: [undefined, { d: null, c: undefined }] })).toBe(
    '{"a":[null,{"d":null}],"b":1}',
  )
  expect(hashJson({ a: 1, b: 2 })).toBe(hashJson({ b: 2, a: 1 }))
})

it('hashes as SHA-256 does (FIPS 180-2, appendix B.1)', () => {
  expect(hashText('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

it('repeats a random stream for the same seed only', () => {
  const draw = (seed: string) => Array.from({ length: 5 }, seededRandom(seed))
  expect(draw('42')).toEqual(draw('42'))
  expect(draw('42')).not.toEqual(draw('43'))
})

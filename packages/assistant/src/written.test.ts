import type { Reading } from '@numize/planner'
import type { Result } from '@numize/semantic'
import { expect, it } from 'vitest'
import { createWritten, type Written, type WrittenFrom } from './written.ts'

const reading = { stated: [] } as unknown as Reading
const from: WrittenFrom = {
  result: { runHash: 'a', incompleteFrom: null, rows: [[1]], columns: [{}] } as unknown as Result,
  caveats: [],
  now: '2026-04-15T12:00:00',
  because: 'it is today',
  withSuggestions: true,
}

function counting() {
  const written = createWritten()
  let times = 0
  const write = (): Written => {
    times++
    return { reading, suggestions: [String(times)], verified: null } as unknown as Written
  }
  return (what: WrittenFrom, of = reading) => written(of, what, write).suggestions[0]
}

it('writes the answer of a reading once', () => {
  const ask = counting()
  expect([ask(from), ask({ ...from, result: { ...from.result, cached: true } })]).toEqual(['1', '1'])
})

it.each<[string, WrittenFrom]>([
  ['other rows', { ...from, result: { ...from.result, runHash: 'b' } }],
  ['rows that are incomplete', { ...from, result: { ...from.result, incompleteFrom: 0 as never } }],
  ['another caveat', { ...from, caveats: ['Ties were cut.'] }],
  ['another moment', { ...from, now: '2026-04-16T12:00:00' }],
  ['a reader without suggestions', { ...from, withSuggestions: false }],
])('writes anew for %s', (_what, other) => {
  const ask = counting()
  expect([ask(from), ask(other), ask(from)]).toEqual(['1', '2', '3'])
})

it('tells readings apart', () => {
  const ask = counting()
  expect([ask(from), ask(from, { ...reading }), ask(from)]).toEqual(['1', '2', '1'])
})

import type { Cell, Result } from '@numize/semantic'
import { expect, it } from 'vitest'
import { differences } from './differences.ts'

const resultOf = (rows: readonly (readonly Cell[])[]): Result =>
  ({
    columns: [
      { name: 'country', role: 'dimension' },
      { name: 'spend', role: 'metric' },
    ],
    rows,
  }) as unknown as Result

const told = (before: Result, after: Result) =>
  differences(before, after).map((one) => [one.groups[0]?.cell, one.before, one.after])

it('tells each figure that is not what it was, rows that are new and rows that are gone', () => {
  const before = resultOf([
    ['FR', 10],
    ['DE', 20],
    ['IT', 30],
  ])
  const after = resultOf([
    ['DE', 25],
    ['FR', 10],
    ['ES', 5],
  ])
  expect(told(before, after)).toEqual([
    ['DE', 20, 25],
    ['ES', null, 5],
    ['IT', 30, null],
  ])
  expect(told(before, before)).toEqual([])
})

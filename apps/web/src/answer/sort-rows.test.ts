import type { Result, ResultColumn } from '@numize/semantic'
import { describe, expect, it } from 'vitest'
import { nextSort, sortedRows } from './sort-rows.ts'

const column = (name: string, type: ResultColumn['type']): ResultColumn => ({
  name,
  label: name,
  type,
  unit: null,
  role: 'dimension',
  grain: null,
  source: name,
})
const result = {
  columns: [column('city', 'string'), column('amount', 'decimal')],
  rows: [
    ['Öde 10', '10.5'],
    ['ode 9', null],
    ['Athens', 9],
    ['Zürich', '-2'],
  ],
} as unknown as Result

describe('the order of rows', () => {
  it('is theirs until one is asked for', () => {
    expect(sortedRows(result, null)).toEqual([0, 1, 2, 3])
  })

  it('compares figures as figures, decimals in text included', () => {
    expect(sortedRows(result, { column: 1, direction: 'ascending' })).toEqual([3, 2, 0, 1])
  })

  it('keeps unknown values last both ways', () => {
    expect(sortedRows(result, { column: 1, direction: 'descending' })).toEqual([0, 2, 3, 1])
  })

  it('compares words as people do: numbers in them by size, accents aside', () => {
    expect(sortedRows(result, { column: 0, direction: 'ascending' })).toEqual([2, 1, 0, 3])
  })

  it('goes up, down and back with each click on a head', () => {
    const up = nextSort(null, 1)
    const down = nextSort(up, 1)
    expect([up, down, nextSort(down, 1)]).toEqual([
      { column: 1, direction: 'ascending' },
      { column: 1, direction: 'descending' },
      null,
    ])
    expect(nextSort(down, 0)).toEqual({ column: 0, direction: 'ascending' })
  })
})

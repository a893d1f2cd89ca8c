import type { Result } from '@numize/semantic'
import { expect, it } from 'vitest'
import { pivoted } from './pivoted.ts'

const column = (name: string, role: string) => ({ name, label: name, role })
const rowsOf = (columns: readonly object[], rows: readonly (readonly unknown[])[]) =>
  ({ columns, rows, rowCount: rows.length }) as unknown as Result

const groups = [column('month', 'time'), column('sector', 'dimension'), column('spend', 'metric')]

it('spreads the members of the last group over columns, a hole where there is no row', () => {
  const spread = pivoted(
    rowsOf(groups, [
      ['2026-01', 'Food', 1],
      ['2026-01', 'Fuel', 2],
      ['2026-02', 'Fuel', 3],
      ['2026-02', null, 4],
    ]),
  )
  expect(spread?.columns.map(({ label }) => label)).toEqual(['month', 'Food', 'Fuel', 'Not known'])
  expect(spread?.rows).toEqual([
    ['2026-01', 1, 2, null],
    ['2026-02', null, 3, 4],
  ])
})

it('is not offered for one group, for several figures, or for more columns than one can read', () => {
  expect(pivoted(rowsOf([groups[0], groups[2]] as object[], [['2026-01', 1]]))).toBeNull()
  expect(pivoted(rowsOf([...groups, column('orders', 'metric')], [['2026-01', 'Food', 1, 2]]))).toBeNull()
  const many = Array.from({ length: 41 }, (_, at) => ['2026-01', `s${at}`, at])
  expect(pivoted(rowsOf(groups, many))).toBeNull()
})

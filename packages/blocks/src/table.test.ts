import { expect, it } from 'vitest'
import { tableOf, toCsv } from './table.ts'
import { countryColumn, ordersColumn, resultOf, spendColumn } from './test-results.ts'

it('gives labelled, aligned and formatted cells', () => {
  const table = tableOf(
    resultOf(
      [countryColumn, spendColumn],
      [
        ['FR', 1234.5],
        [null, null],
      ],
    ),
  )
  expect(table.columns.map(({ title, align }) => [title, align])).toEqual([
    ['Country', 'left'],
    ['Card spend (USD)', 'right'],
  ])
  expect(table.rows).toEqual([
    ['FR', '$1,234.50'],
    ['–', '–'],
  ])
})

it('writes CSV that no spreadsheet runs', () => {
  const cells = ['=1+1', '+cmd', '-2', '-x', '@a', '\tb', 'a "b", c', 'x\ny', '+1.5e3', null]
  const lines = toCsv(
    resultOf(
      [countryColumn, ordersColumn],
      cells.map((cell) => [cell, -5]),
    ),
  )
  expect(lines).toBe(
    'Country,Orders\r\n' +
      `'=1+1,-5\r\n'+cmd,-5\r\n-2,-5\r\n'-x,-5\r\n'@a,-5\r\n'\tb,-5\r\n"a ""b"", c",-5\r\n"x\ny",-5\r\n+1.5e3,-5\r\n,-5\r\n`,
  )
})

import { expect, it } from 'vitest'
import { tableOf, toCsv, toTabbed } from './table.ts'
import { countryColumn, ordersColumn, previousOf, resultOf, spendColumn } from './test-results.ts'

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
  const cells = [
    '=1+1',
    '+cmd',
    '-2',
    '-x',
    '@a',
    '\tb',
    ' =1',
    '\uFF1D1',
    '-2+3',
    '\u22122',
    'x;=1',
    'a "b", c',
    'x\ny',
    '+1.5e3',
    null,
  ]
  const lines = toCsv(
    resultOf(
      [countryColumn, ordersColumn],
      cells.map((cell) => [cell, -5]),
    ),
  )
  expect(lines).toBe(
    'Country,Orders\r\n' +
      `'=1+1,-5\r\n'+cmd,-5\r\n-2,-5\r\n'-x,-5\r\n'@a,-5\r\n"'\tb",-5\r\n' =1,-5\r\n'\uFF1D1,-5\r\n'-2+3,-5\r\n\u22122,-5\r\n"x;=1",-5\r\n"a ""b"", c",-5\r\n"x\ny",-5\r\n+1.5e3,-5\r\n,-5\r\n`,
  )
})

it('copies cells that no spreadsheet runs, and figures as they are shown', () => {
  const pasted = toTabbed(
    resultOf(
      [countryColumn, ordersColumn],
      [
        ['-2+3', -5],
        ['a\t=1', 1234],
      ],
    ),
  )
  expect(pasted).toBe("Country\tOrders\n'-2+3\t-5\na =1\t1,234")
})

const heads = (columns: Parameters<typeof resultOf>[0], plan = {}) =>
  tableOf(resultOf(columns, [], { plan })).columns.map(({ label }) => label)
const lastYear = { compare: { kind: 'shift', count: 1, grain: 'year' } } as const
const compared = (metric: typeof spendColumn) => [
  metric,
  previousOf(metric),
  { ...metric, name: `${metric.name}__change`, role: 'change' as const },
  { ...metric, name: `${metric.name}__change_percent`, role: 'changePercent' as const },
]

it('heads a key and its name differently', () => {
  const key = { ...countryColumn, name: 'merchant', label: 'Merchant', role: 'entity' as const }
  const name = { ...countryColumn, name: 'merchant__merchant_name', label: 'Merchant' }
  expect(heads([key, name, spendColumn])).toEqual(['Merchant id', 'Merchant', 'Card spend'])
})

it('tells the same label of two things apart', () => {
  const [seller, buyer] = ['seller', 'buyer'].map((of) => ({ ...countryColumn, name: `${of}__country` }))
  expect(heads([seller ?? countryColumn, buyer ?? countryColumn])).toEqual([
    'Seller: Country',
    'Buyer: Country',
  ])
})

it('heads one compared figure shortly, and several with their names', () => {
  expect(heads(compared(spendColumn), lastYear)).toEqual([
    'Card spend',
    'A year earlier',
    'Change',
    'Change %',
  ])
  expect(heads([...compared(spendColumn), ...compared(ordersColumn)], lastYear).slice(4)).toEqual([
    'Orders',
    'Orders, a year earlier',
    'Orders, change',
    'Orders, change %',
  ])
})

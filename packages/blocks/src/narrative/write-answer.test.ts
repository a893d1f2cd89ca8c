import { emptyListPlan } from '@numize/semantic'
import { expect, it } from 'vitest'
import {
  countryColumn,
  monthColumn,
  ordersColumn,
  previousOf,
  rateColumn,
  resultOf,
  spendColumn,
} from '../test-results.ts'
import { narrate, writeAnswer } from './write-answer.ts'

const reading = { stated: [{ kind: 'filter', reading: 'Sector is Travel' }], assumed: [] }
const travel = {
  where: [{ kind: 'compare', field: { dimension: 'merchant__sector' }, op: '=', value: 'Travel' }],
} as const
const plain = { stated: [], assumed: [] }
const year = { time: { start: '2025-01-01', end: '2026-01-01' } }
const lastYear = { ...year, compare: { kind: 'shift', count: 1, grain: 'year' } } as const
const pair = [spendColumn, previousOf(spendColumn)]
const monthly = (figures: readonly (number | null)[]) =>
  figures.map((figure, index) => [`2025-${String(index + 1).padStart(2, '0')}-01`, figure])

it.each([
  [
    'one number',
    resultOf([spendColumn], [[1_240_000]], { plan: { ...year, ...travel } }),
    reading,
    'Card spend where sector is Travel was $1.24 M in 2025.',
  ],
  [
    'two numbers',
    resultOf([spendColumn, ordersColumn], [[5, 1234]], { plan: year }),
    plain,
    'Card spend was $5.00 in 2025. There were 1,234 orders in 2025.',
  ],
  [
    'nothing to sum',
    resultOf([spendColumn], [[null]], { plan: year }),
    plain,
    'No card spend is known in 2025.',
  ],
  [
    'a comparison',
    resultOf(pair, [[110, 100]], { plan: lastYear }),
    plain,
    'Card spend was $110.00 in 2025, up 10 % from $100.00 a year earlier.',
  ],
  [
    'a comparison with zero',
    resultOf(pair, [[110, 0]], { plan: lastYear }),
    plain,
    'Card spend was $110.00 in 2025, up from $0.00 a year earlier.',
  ],
  [
    'a comparison with nothing',
    resultOf(pair, [[110, null]], { plan: lastYear }),
    plain,
    'Card spend was $110.00 in 2025, with nothing known a year earlier to compare with.',
  ],
  [
    'no change',
    resultOf(pair, [[100, 100]], { plan: lastYear }),
    plain,
    'Card spend was $100.00 in 2025, unchanged from a year earlier.',
  ],
  [
    'a series whose last month is not over',
    resultOf([monthColumn, ordersColumn], monthly([100, 80, null, 120, 3]), { incompleteFrom: '2025-05-01' }),
    plain,
    'There were 120 orders in Apr 2025, up 50 % from Feb 2025. The highest was 120 in Apr 2025; the lowest was 80 in Feb 2025.',
  ],
  [
    'categories',
    resultOf(
      [countryColumn, spendColumn],
      [
        ['DE', 300],
        ['FR', 600],
        ['IT', 100],
      ],
      { plan: year },
    ),
    plain,
    'In 2025, FR had the highest card spend: $600.00, 60 % of the total; next came DE with $300.00.',
  ],
  [
    'categories that do not add up',
    resultOf(
      [countryColumn, rateColumn],
      [
        ['DE', 0.9],
        ['FR', 0.95],
      ],
    ),
    plain,
    'FR had the highest approval rate: 95 %; next came DE with 90 %.',
  ],
  [
    'a tie',
    resultOf(
      [countryColumn, ordersColumn],
      [
        ['DE', 5],
        ['FR', 5],
        ['IT', 1],
      ],
    ),
    plain,
    'DE and FR tied for the most orders: 5 each.',
  ],
  [
    'a list',
    resultOf([countryColumn], [['DE'], ['FR']], { plan: emptyListPlan('customers') as never }),
    plain,
    '2 customers: DE and FR.',
  ],
  [
    'an empty answer',
    resultOf([countryColumn, spendColumn], [], { plan: travel }),
    reading,
    'No rows were found where sector is Travel.',
  ],
])('writes %s', (_, result, words, text) => expect(narrate(result, words).text).toBe(text))

it('writes no number about an empty answer', () => {
  const filters = { stated: [{ kind: 'filter', reading: 'Amount is over 100' }], assumed: [] }
  expect(narrate(resultOf([spendColumn], [], { plan: year }), filters).text).toBe(
    'No rows match what was asked.',
  )
})

it('tells of groups that are too small to be shown, and takes no share of what is left', () => {
  const left = (rows: Parameters<typeof resultOf>[1], groups: number) => {
    const result = resultOf([countryColumn, ordersColumn], rows)
    const hiddenGroups = { groups, size: 5, of: 'customers' }
    return writeAnswer({
      result: { ...result, explanation: { ...result.explanation, hiddenGroups } },
      reading: plain,
    })
  }
  const some = left(
    [
      ['DE', 30],
      ['FR', 10],
    ],
    2,
  )
  expect(some.narrative.text).not.toContain('total')
  expect(some.caveats).toEqual([
    '2 groups with fewer than 5 customers, or that would give such a group away, are not shown.',
  ])
  expect(left([], 1).narrative.text).toBe('What was asked is not shown: too few customers stand behind it.')
})

it('tells what is cut, not over, not known and not used', () => {
  const result = resultOf([monthColumn, ordersColumn], monthly([1, null, 3]), {
    incompleteFrom: '2025-03-01',
    truncated: true,
    rowCount: 12_000,
  })
  const answer = writeAnswer({
    result,
    reading: { ...plain, dropped: [{ text: 'by branch', reading: '' }] },
    dataNotes: ['Payments of May were loaded twice.'],
  })
  expect(answer.caveats).toEqual([
    'Only the first 3 of 12,000 rows are shown.',
    'Mar 2025 is not over yet: its figures will still change.',
    'Orders is not known in 1 of 3 rows.',
    'Not used in this answer: by branch.',
    'Payments of May were loaded twice.',
  ])
})

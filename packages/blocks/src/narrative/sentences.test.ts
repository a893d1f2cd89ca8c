import {
  emptyListPlan,
  type Filter,
  type ListPlan,
  type MetricsPlan,
  type ResultColumn,
} from '@numize/semantic'
import { expect, it } from 'vitest'
import { checkProse } from '../check.ts'
import {
  countryColumn,
  monthColumn,
  ordersColumn,
  previousOf,
  rateColumn,
  resultOf,
  spendColumn,
} from '../test-results.ts'
import { knownPhrases } from './wording.ts'
import { narrate, writeAnswer } from './write-answer.ts'

const column = (name: string, rest: Partial<ResultColumn>): ResultColumn => ({
  ...countryColumn,
  name,
  source: name,
  ...rest,
})
const merchantKey = column('merchant', { label: 'Merchant', role: 'entity', type: 'integer' })
const merchantName = column('merchant__merchant_name', { label: 'Merchant' })
const visits = column('number_of_service_visits', {
  label: 'Service visit count',
  role: 'metric',
  type: 'integer',
  unit: { kind: 'count', of: 'service_visit' },
  additive: true,
})
const technicians = column('number_of_technician', {
  label: 'Different Technician',
  role: 'metric',
  type: 'integer',
  unit: { kind: 'count' },
})
const duration = column('average_duration', {
  label: 'Average Duration minutes',
  role: 'metric',
  type: 'double',
  unit: { kind: 'duration', unit: 'minute' },
})
const shipment = column('shipment', { label: 'Shipment', role: 'entity', type: 'integer' })
const weight = column('shipment__weight_kg', {
  label: 'Weight kg',
  type: 'decimal',
  unit: { kind: 'other', symbol: 'kg' },
})
const deliveredAt = column('shipment__delivered_at', {
  label: 'Delivered at',
  type: 'timestamp',
  role: 'time',
})
const yearColumn = column('service_visit__visit_date__year', { label: 'Year', type: 'integer', role: 'time' })

const q1 = (year: number) => ({ start: `${year}-01-01`, end: `${year}-04-01` })
const year = { time: { start: '2025-01-01', end: '2026-01-01' } }
const top = (by: string, direction: 'asc' | 'desc', count: number): Partial<MetricsPlan> => ({
  top: { count, by, direction, per: [], ties: 'first' },
})
const list = (plan: Partial<ListPlan>) => ({ ...emptyListPlan('shipments'), ...plan }) as never
const is = (dimension: string, value: string | number, op: '=' | '!=' | '>=' | '<' = '='): Filter => ({
  kind: 'compare',
  field: { dimension },
  op,
  value,
})
const pair = [spendColumn, previousOf(spendColumn)]

it.each([
  [
    'a comparison with a later period in the direction of time',
    resultOf(pair, [[100, 111.5]], { plan: { time: q1(2025), compare: { kind: 'range', ...q1(2026) } } }),
    'Card spend was $111.50 in Q1 2026, up 11.5 % from $100.00 in Q1 2025.',
  ],
  [
    'groups compared with a later period by the later figure',
    resultOf(
      [countryColumn, ...pair],
      [
        ['FR', 100, 90],
        ['DE', 50, 100],
      ],
      { plan: { time: q1(2025), compare: { kind: 'range', ...q1(2026) } } },
    ),
    'In Q1 2026, DE had the highest card spend: $100.00, up 100 % from $50.00 in Q1 2025; next came FR with $90.00.',
  ],
  [
    'years written as numbers in the direction of time',
    resultOf(
      [yearColumn, visits],
      [
        [2026, 911],
        [2025, 913],
      ],
    ),
    'There were 911 service visits in 2026, down 0.2 % from 2025.',
  ],
  [
    'rates by points',
    resultOf([rateColumn, previousOf(rateColumn)], [[0.9309, 0.929]], {
      plan: { ...year, compare: { kind: 'shift', count: 1, grain: 'year' } },
    }),
    'Approval rate was 93.1 % in 2025, up 0.2 percentage points from 92.9 % a year earlier.',
  ],
  [
    'a list with its conditions and order',
    resultOf(
      [shipment, deliveredAt],
      [
        [7, '2026-03-30 10:00:00'],
        [9, '2026-03-29 10:00:00'],
      ],
      {
        plan: list({
          where: [
            is('shipment__delivered_at', '2026-03-01', '>='),
            is('shipment__delivered_at', '2026-04-01', '<'),
          ],
          orderBy: [{ by: 'shipment__delivered_at', direction: 'desc' }],
        }),
      },
    ),
    '2 shipments delivered in Mar 2026, newest first.',
  ],
  [
    'the first of an order',
    resultOf(
      [shipment, weight],
      [
        [367, 16_019.6],
        [1834, 15_851.7],
      ],
      {
        plan: list({ orderBy: [{ by: 'shipment__weight_kg', direction: 'desc' }], limit: 2 }),
      },
    ),
    'The 2 shipments with the highest weight; first comes shipment 367 with 16,020 kg.',
  ],
  [
    'the earliest',
    resultOf([shipment, deliveredAt], [[178, '2024-01-04 14:28:35']], {
      plan: list({ orderBy: [{ by: 'shipment__delivered_at', direction: 'asc' }], limit: 1 }),
    }),
    'The earliest delivered shipment was shipment 178: 4 Jan 2024, 14:28:35.',
  ],
  [
    'the most of a ranking cut to one',
    resultOf([countryColumn, visits], [['North Shore', 79]], {
      plan: top('number_of_service_visits', 'desc', 1),
    }),
    'North Shore had the most service visits: 79.',
  ],
  [
    'the fewest',
    resultOf(
      [countryColumn, visits],
      [
        ['North Shore', 5],
        ['Old Town', 9],
      ],
      {
        plan: top('number_of_service_visits', 'asc', 2),
      },
    ),
    'North Shore had the fewest service visits: 5; next came Old Town with 9.',
  ],
  [
    'things by their names, and unknown ones last',
    resultOf(
      [merchantKey, merchantName, spendColumn],
      [
        [null, null, 900],
        [579, 'Crescent Airways', 300],
        [4, 'Castel Papers', 100],
      ],
      {
        plan: top('spend', 'desc', 3),
      },
    ),
    'Crescent Airways had the highest card spend: $300.00; next came Castel Papers with $100.00; $900.00 had no merchant.',
  ],
  [
    'what only unknown groups have',
    resultOf([countryColumn, visits], [[null, 860]], {
      plan: { ...year, ...top('number_of_service_visits', 'desc', 1) },
    }),
    'In 2025, 860 service visits had no country.',
  ],
  [
    'a change too small to round',
    resultOf([rateColumn, previousOf(rateColumn)], [[0.13503, 0.135]], {
      plan: { ...year, compare: { kind: 'shift', count: 1, grain: 'year' } },
    }),
    'Approval rate was 13.5 % in 2025, up slightly from 13.5 % a year earlier.',
  ],
  [
    'groups that were asked for by their figure',
    resultOf(
      [countryColumn, visits],
      [
        ['North Shore', 247],
        ['Old Town', 241],
      ],
      {
        plan: { having: [{ column: visits.name, op: '>', value: 200 }] },
      },
    ),
    '2 countries had more than 200 service visits. North Shore had the most service visits: 247; next came Old Town with 241.',
  ],
  [
    'months of two years by how far they lie apart',
    resultOf(
      [monthColumn, ordersColumn, previousOf(ordersColumn)],
      [
        ['2026-01-01', 15, 10],
        ['2026-02-01', 12, 10],
      ],
      {
        plan: {
          time: { start: '2026-01-01', end: '2027-01-01' },
          compare: { kind: 'range', start: '2025-01-01', end: '2026-01-01' },
        },
      },
    ),
    'There were 12 orders in Feb 2026, up 20 % from 10 a year earlier.',
  ],
  [
    'the best month',
    resultOf([monthColumn, spendColumn], [['2026-07-01', 300]], { plan: top('spend', 'desc', 1) }),
    'Jul 2026 had the highest card spend: $300.00.',
  ],
  [
    'the best groups of any month',
    resultOf(
      [monthColumn, countryColumn, spendColumn],
      [
        ['2026-08-01', 'FR', 300],
        ['2026-10-01', 'FR', 200],
      ],
      {
        plan: top('spend', 'desc', 2),
      },
    ),
    'FR in Aug 2026 had the highest card spend: $300.00; next came FR in Oct 2026 with $200.00.',
  ],
  [
    'things that did not occur',
    resultOf([visits], [[null]], { plan: year }),
    'No service visits were found in 2025.',
  ],
  [
    'what people did',
    resultOf([visits], [[3]], { plan: { time: { ...year.time, dimension: 'employee__left_on' } } }),
    'There were 3 service visits that left in 2025.',
  ],
  [
    'namesakes with their keys',
    resultOf(
      [merchantKey, merchantName, spendColumn],
      [
        [1, 'Alder Hotel', 300],
        [2, 'Alder Hotel', 100],
      ],
    ),
    'Alder Hotel / merchant 1 had the highest card spend: $300.00, 75 % of the total; next came Alder Hotel / merchant 2 with $100.00.',
  ],
  [
    'numbered things by what they are',
    resultOf(
      [merchantKey, spendColumn],
      [
        [3, 300],
        [40, 100],
      ],
      { plan: top('spend', 'desc', 2) },
    ),
    'Merchant 3 had the highest card spend: $300.00; next came merchant 40 with $100.00.',
  ],
  ['different things', resultOf([technicians], [[10]]), 'There are 10 different technicians.'],
  [
    'an average with its unit',
    resultOf([duration], [[42.7166]], { plan: year }),
    'Average duration was 42.7 minutes in 2025.',
  ],
  [
    'two figures over time',
    resultOf(
      [monthColumn, spendColumn, ordersColumn],
      [
        ['2025-01-01', 100, 4],
        ['2025-02-01', 150, 5],
      ],
    ),
    'Card spend was $150.00 in Feb 2025, up 50 % from Jan 2025. There were 5 orders in Feb 2025, up 25 % from Jan 2025.',
  ],
  [
    'two figures of groups',
    resultOf(
      [countryColumn, spendColumn, rateColumn],
      [
        ['FR', 300, 0.9],
        ['DE', 100, 0.95],
      ],
    ),
    'FR had the highest card spend: $300.00, 75 % of the total; next came DE with $100.00. Approval rate for FR was 90 %.',
  ],
])('tells %s', (_, result, text) => {
  const told = narrate(result, { stated: [], assumed: [] }).text
  expect(told).toBe(text)
  expect(
    checkProse(told, result, { context: knownPhrases(result, { stated: [], assumed: [] }) }).problems,
  ).toEqual([])
})

it('refuses a comparison told against time', () => {
  const result = resultOf(pair, [[100, 111.5]], {
    plan: { time: q1(2025), compare: { kind: 'range', ...q1(2026) } },
  })
  expect(
    checkProse('Card spend was $100.00 in Q1 2025, down 10.3 % from $111.50 in Q1 2026.', result).ok,
  ).toBe(false)
})

it('says nothing of months that only the earlier period has', () => {
  const result = resultOf(
    [monthColumn, ...pair],
    [
      ['2026-09-01', 110, 100],
      ['2026-10-01', 130, 100],
      ['2026-11-01', null, 120],
      ['2026-12-01', null, 120],
    ],
    { plan: { compare: { kind: 'shift', count: 1, grain: 'year' } }, incompleteFrom: '2026-11-01' },
  )
  expect(writeAnswer({ result, reading: { stated: [], assumed: [] } }).caveats).toEqual([])
})

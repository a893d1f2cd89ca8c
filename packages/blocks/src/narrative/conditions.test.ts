import { emptyListPlan, type Filter, type ListPlan, type ResultColumn } from '@numize/semantic'
import { expect, it } from 'vitest'
import { checkProse } from '../check.ts'
import { countryColumn, ordersColumn, resultOf } from '../test-results.ts'
import { noReading } from './reading-words.ts'
import { narrate } from './write-answer.ts'

const visits: ResultColumn = {
  ...ordersColumn,
  name: 'number_of_service_visits',
  label: 'Service visit count',
}
const shipment: ResultColumn = {
  ...countryColumn,
  name: 'shipment',
  label: 'Shipment',
  role: 'entity',
  type: 'integer',
}
const company: ResultColumn = { ...countryColumn, name: 'customer__company_name', label: 'Company name' }
const year = { time: { start: '2025-01-01', end: '2026-01-01' } }
const list = (plan: Partial<ListPlan>) => ({ ...emptyListPlan('shipments'), ...plan }) as never
const shipments = (count: number) => Array.from({ length: count }, (_, index) => [index + 100])
const is = (dimension: string, value: string | number, op: '=' | '!=' | '>=' | '<' = '='): Filter => ({
  kind: 'compare',
  field: { dimension },
  op,
  value,
})
const withService = (value: string): Filter => ({
  kind: 'inPlan',
  field: { dimension: 'shipment' },
  plan: {
    ...emptyListPlan('shipment_services'),
    columns: [{ dimension: 'shipment' }],
    where: [is('service__service_name', value)],
  },
})

it.each([
  [
    'both of two conditions',
    resultOf([shipment], shipments(111), {
      plan: list({
        columns: [{ dimension: 'shipment' }],
        where: [withService('Tail Lift'), withService('Customs Clearance')],
      }),
    }),
    '111 shipments with both Tail Lift and Customs Clearance.',
  ],
  [
    'what was left out',
    resultOf([visits], [[125]], { plan: { ...year, where: [is('carrier__transport_mode', 'road', '!=')] } }),
    'There were 125 service visits in 2025 where transport mode is not road.',
  ],
  [
    'either of two conditions',
    resultOf([visits], [[1]], {
      plan: { where: [{ kind: 'or', filters: [is('visit__rating', 1), is('visit__rating', 5)] }] },
    }),
    'There is 1 service visit where either rating is 1 or rating is 5.',
  ],
  [
    'a period that was left out',
    resultOf([visits], [[1139]], {
      plan: {
        where: [
          {
            kind: 'not',
            filter: {
              kind: 'and',
              filters: [
                is('visit__visit_date', '2025-01-01', '>='),
                is('visit__visit_date', '2026-01-01', '<'),
              ],
            },
          },
        ],
      },
    }),
    'There are 1,139 service visits where visit date is not in 2025.',
  ],
  [
    'things without others',
    resultOf([company], [['Novara Ceramics'], ['Vega Pharma']], {
      plan: list({
        root: 'customers',
        where: [
          {
            kind: 'inPlan',
            negate: true,
            field: { dimension: 'customer' },
            plan: {
              ...emptyListPlan('claims'),
              time: { start: '2025-01-01', end: '2026-01-01', dimension: 'claim__filed_on' },
            },
          },
        ],
      }),
    }),
    '2 customers without claims in 2025: Novara Ceramics and Vega Pharma.',
  ],
])('tells %s', (_, result, text) => {
  const told = narrate(result, noReading).text
  expect(told).toBe(text)
  expect(checkProse(told, result).problems).toEqual([])
})

it('names a field as the reading does', () => {
  const result = resultOf([visits], [[2]], { plan: { where: [is('transaction__auth_result', 'declined')] } })
  const reading = { stated: [{ kind: 'filter', reading: 'Authorisation result is declined' }], assumed: [] }
  expect(narrate(result, reading).text).toBe(
    'There are 2 service visits where authorisation result is declined.',
  )
})

it.each<[Filter, string]>([
  [
    { kind: 'in', field: { dimension: 'a__sector' }, values: ['Fuel', 'Rent', 'Bars'] },
    'sector is Fuel, Rent or Bars',
  ],
  [
    { kind: 'in', field: { dimension: 'a__sector' }, values: ['Fuel', 'Rent'], negate: true },
    'sector is neither Fuel nor Rent',
  ],
  [
    { kind: 'not', filter: { kind: 'or', filters: [is('a__x', 1), is('a__y', 2)] } },
    'x is not 1 and y is not 2',
  ],
  [
    { kind: 'not', filter: { kind: 'and', filters: [is('a__x', 1), is('a__y', 2)] } },
    'either x is not 1 or y is not 2',
  ],
  [{ kind: 'null', field: { dimension: 'a__rating' } }, 'rating is unknown'],
  [{ kind: 'null', field: { dimension: 'a__rating' }, negate: true }, 'rating is known'],
  [
    { kind: 'text', field: { dimension: 'a__name' }, match: 'contains', value: 'x', negate: true },
    'name does not contain “x”',
  ],
  [is('a__credit', 50_000, '>='), 'credit is at least 50,000'],
])('says %j', (filter, words) => {
  const result = resultOf([visits], [[2]], { plan: { where: [filter] } })
  expect(narrate(result, noReading).text).toBe(`There are 2 service visits where ${words}.`)
})

it('leaves out what goes without saying', () => {
  const known: Filter = { kind: 'null', field: { dimension: 'customer__country' }, negate: true }
  const result = resultOf(
    [countryColumn, visits],
    [
      ['FR', 9],
      ['DE', 5],
    ],
    {
      plan: { ...year, where: [known], groupBy: [{ dimension: 'customer__country' }] },
    },
  )
  expect(narrate(result, noReading).text).toMatch(/^In 2025, FR had the most service visits: 9/)
})

it('says a limit on a sum as a total', () => {
  const result = resultOf(
    [countryColumn, { ...visits, name: 'sum_weight' }],
    [
      ['FR', 9],
      ['DE', 5],
    ],
    {
      plan: { having: [{ column: 'sum_weight', op: '>', value: 4 }] },
    },
  )
  expect(narrate(result, noReading).text).toMatch(/^2 countries had total weight above 4\. /)
})

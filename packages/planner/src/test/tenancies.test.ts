import { describe, expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf, told } from './ask.ts'
import { tenancies } from './models/tenancies.ts'

const planner = createPlanner(tenancies)
const planOf = (question: string) => briefPlan(readingOf(planner, question).plan)

describe('parts played by a code, as the descriptions tell', () => {
  it.each([
    ['How many tenancies does each tenant have?', ['number_of_tenancies'], ['tenancy__tenant_id']],
    ['How many tenancies have brokers signed by broker id?', ['number_of_tenancies'], ['tenancy__broker_id']],
    ['What is the total amount of rent that a tenant has paid?', ['total_rent'], ['tenancy__tenant_id']],
  ])('%s', (question, metrics, groupBy) => {
    expect(planOf(question)).toMatchObject({ kind: 'metrics', metrics, groupBy })
  })

  it('shows both parts side by side', () => {
    expect(planOf('Return all the tenancies with tenant id and broker id')['columns']).toEqual(
      expect.arrayContaining(['tenancy__tenant_id', 'tenancy__broker_id']),
    )
  })
})

describe('amounts of rows that another table marks', () => {
  it('are added up where a total is asked', () => {
    expect(planOf('total rent by tenancy number')).toMatchObject({
      metrics: ['total_rent'],
      groupBy: ['tenancy__tenancy_number'],
    })
  })

  it('are listed with what they belong to where only they are named', () => {
    expect(planOf('What are all the rents that were paid by tenants?')).toMatchObject({
      kind: 'list',
      root: 'rent',
      columns: expect.arrayContaining(['stay_charge__charge_amount', 'stay_charge__tenancy__tenant_id']),
    })
  })

  it('are measured side by side', () => {
    expect(planOf('What are the parts and labour by repair number?')).toMatchObject({
      metrics: ['total_parts_cost', 'total_labour_cost'],
      groupBy: ['repair__repair_number'],
    })
  })
})

describe('what the question defines', () => {
  it('is computed as it says', () => {
    const { metrics } = readingOf(
      planner,
      'What is the repair bill by repair number where repair bill is the sum of parts and labour?',
    ).plan as { metrics: unknown }
    expect(metrics).toEqual([
      {
        formula: { op: '+', of: [{ metric: 'total_parts_cost' }, { metric: 'total_labour_cost' }] },
        as: 'repair_bill',
      },
    ])
  })

  it('may be a ratio, also within another definition, and is met through what both sides lead to', () => {
    const { plan } = readingOf(
      planner,
      'What is the burden by repair number and rent where bill is the sum of parts and labour and burden is bill divided by rent?',
    )
    expect(plan).toMatchObject({
      metrics: [
        {
          ratio: {
            numerator: { formula: { op: '+' } },
            denominator: { metric: 'total_rent', via: { entity: 'repair__stay' } },
          },
          as: 'burden',
        },
        { metric: 'total_rent', via: { model: 'repair_cost', entity: 'repair__stay' } },
      ],
    })
  })

  it('is averaged over what its rows belong to', () => {
    expect(
      readingOf(
        planner,
        'What is the average bill of each tenancy by tenancy number where bill is the sum of parts and labour?',
      ).plan,
    ).toMatchObject({
      metrics: [
        { ratio: { numerator: { as: 'bill' }, denominator: { metric: 'repairs' } }, as: 'average_bill' },
      ],
    })
  })

  it('is refused where a side of it is not known', () => {
    const question = 'What is the burden by repair number where burden is parts divided by moonlight?'
    expect(told(planner.plan(question, { now: NOW, previous: null }))).toMatch(/unknown-words/)
  })
})

it('a metric is found with an article inside its name, and rows it cannot be told for are left out', () => {
  expect(planOf('What is the average time to finish a repair by tenancy number?')).toMatchObject({
    metrics: ['avg_time_to_finish_repair'],
    where: ['repair__reported_on is known', 'repair__finished_on is known'],
  })
})

it('things put side by side are listed by the rows that join them', () => {
  expect(
    planOf(
      'Return brokers and the tenancy they arranged that had a repair and the corresponding storm it had',
    ),
  ).toMatchObject({
    kind: 'list',
    root: 'repair',
    columns: [
      'stay__tenancy__broker_id',
      'stay__tenancy__tenancy_number',
      'storm__storm_name',
      'repair__repair_number',
    ],
    where: ['storm is known'],
  })
})

import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { readingOf } from './ask.ts'
import { workshop } from './models/workshop.ts'

const planner = createPlanner(workshop)

it('dates what is counted, not those it belongs to', () => {
  const { plan } = readingOf(planner, 'average number of commissions per patron in 2025')
  const during = [
    { field: { dimension: 'commission__accepted_on' }, op: '>=', value: '2025-01-01' },
    { field: { dimension: 'commission__accepted_on' }, op: '<', value: '2026-01-01' },
  ]
  expect(plan).toMatchObject({
    metrics: [
      {
        ratio: {
          numerator: { countOf: 'commission', where: [{ kind: 'null' }, { kind: 'and', filters: during }] },
          denominator: { countOf: 'patron' },
        },
      },
    ],
    time: null,
  })
})

it('takes neither of two periods for a bound', () => {
  const question = 'is the number of pieces higher in 2026 than in 2025?'
  expect(readingOf(planner, question).plan).toMatchObject({
    where: [],
    time: { start: '2026-01-01', end: '2027-01-01' },
    compare: { kind: 'range', start: '2025-01-01', end: '2026-01-01' },
  })
})

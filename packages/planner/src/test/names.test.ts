import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, readingOf } from './ask.ts'
import { bank } from './models/bank.ts'
import { courier } from './models/courier.ts'

it('takes the name of what a column holds for the column', () => {
  const { plan } = readingOf(createPlanner(bank), 'number of clients by city name')
  expect(briefPlan(plan)).toMatchObject({ metrics: ['count client'], groupBy: ['client__city'] })
})

it('shows each id that is asked for, its owner being part of its name', () => {
  const { plan } = readingOf(createPlanner(courier), 'show the parcel id, client id and weight of parcels')
  expect(briefPlan(plan)).toMatchObject({ kind: 'list', columns: ['parcel', 'client', 'parcel__weight'] })
})

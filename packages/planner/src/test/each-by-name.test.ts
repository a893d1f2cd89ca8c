import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, readingOf } from './ask.ts'
import { bank } from './models/bank.ts'

const planner = createPlanner(bank)

it.each(['what is the first name of every client', 'list the first name of each client'])(
  '%s: a name that is asked for already says whose it is',
  (question) => {
    expect(briefPlan(readingOf(planner, question).plan)).toEqual({
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name'],
    })
  },
)

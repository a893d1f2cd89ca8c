import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf } from './ask.ts'
import { courier } from './models/courier.ts'
import { league } from './models/league.ts'
import { rentals } from './models/rentals.ts'

const planners = {
  courier: createPlanner(courier),
  league: createPlanner(league),
  rentals: createPlanner(rentals),
}
type Data = keyof typeof planners
const plan = (data: Data, question: string): Record<string, unknown> =>
  briefPlan(readingOf(planners[data], question).plan)

it.each<[Data, string, Record<string, unknown>]>([
  [
    'league',
    'which players are older than the average age of forward players',
    {
      where: [
        [
          'player__age',
          '>',
          { kind: 'metrics', metrics: ['average player__age'], where: ['player__position = forward'] },
        ],
      ],
    },
  ],
  [
    'league',
    'players younger than all players from Norway',
    {
      where: [
        [
          'player__age',
          '<',
          { kind: 'metrics', metrics: ['min player__age'], where: ['player__nationality = Norway'] },
        ],
      ],
    },
  ],
  [
    'league',
    'names of players older than the average age of all players',
    { where: [['player__age', '>', { kind: 'metrics', metrics: ['average player__age'] }]] },
  ],
])('%s: "%s" compares with the rows that are named', (data, question, expected) => {
  expect(plan(data, question)).toMatchObject({ kind: 'list', ...expected })
})

it('shows what "which" asks for, not the rows told of before', () => {
  const asked = 'For rentals with a comfort score over 4, which boat has the largest distance?'
  expect(plan('rentals', asked)).toMatchObject({
    columns: ['boat__boat_name', 'rental__distance_km'],
    where: ['rental__comfort_score > 4'],
  })
})

it('counts what somebody did who is told more of', () => {
  const asked = plan('courier', 'How many parcels are sent by clients that have a deposit over 50?')
  expect(asked).toMatchObject({ metrics: ['count parcel'], where: ['client__deposit > 50'] })
  expect(asked).not.toHaveProperty('groupBy')
})

it('shows whole rows where all the information is asked for', () => {
  expect(plan('courier', 'Give me all the information about vans')).toEqual({
    kind: 'list',
    root: 'vans',
    columns: ['van', 'van__plate', 'van__fuel'],
  })
})

it('shows only what is named where different ones are asked for', () => {
  expect(plan('courier', 'the distinct list of client ids that have lost parcels')).toMatchObject({
    columns: ['client'],
    distinct: true,
  })
})

it.each<[Data, string, readonly string[]]>([
  ['courier', 'For each client, list their complaints', ['parcel__client', 'parcel__client__client_name']],
  [
    'rentals',
    'for each boat show the class and the mast height',
    ['boat', 'boat__boat_name', 'boat__boat_class'],
  ],
])('%s: "%s" lists rows beside whose they are', (data, question, columns) => {
  const asked = plan(data, question)
  expect(asked).toMatchObject({ kind: 'list' })
  expect(JSON.stringify(asked['columns'])).toContain(JSON.stringify(columns).slice(1, -1))
})

it.each<[Data, string]>([
  ['courier', 'who has the highest postage'],
  ['courier', 'vans of the same fuel as depots in Kent'],
])('%s: "%s" is not answered by a part of it', (data, question) => {
  expect(planners[data].plan(question, { now: NOW, previous: null }).kind).not.toBe('reading')
})

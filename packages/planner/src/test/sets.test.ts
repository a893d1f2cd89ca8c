import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf, told } from './ask.ts'
import { orchard } from './models/orchard.ts'

const planner = createPlanner(orchard)
const plots = (...where: string[]) => ({
  kind: 'list',
  root: 'plots',
  columns: ['grower'],
  distinct: true,
  where,
})
const counties = (...where: string[]) => ({
  kind: 'list',
  root: 'growers',
  columns: ['grower__county'],
  distinct: true,
  where,
})
const plantings = (...where: string[]) => ({ ...plots(...where), root: 'plantings', columns: ['plot'] })

it.each<[string, Record<string, unknown>]>([
  [
    'Which growers have plots with both clay and loam soil?',
    {
      where: [
        ['grower in', plots('plot__soil = clay')],
        ['grower in', plots('plot__soil = loam')],
      ],
    },
  ],
  [
    'growers who have a plot with clay soil and a plot with loam soil',
    {
      where: [
        ['grower in', plots('plot__soil = clay')],
        ['grower in', plots('plot__soil = loam')],
      ],
    },
  ],
  [
    'Show the plots planted with hops or barley',
    { where: [['plot in', plantings('crop__crop_name in Hops, Barley')]] },
  ],
  [
    'Show the plots planted with hops and barley',
    {
      where: [
        ['plot in', plantings('crop__crop_name = Hops')],
        ['plot in', plantings('crop__crop_name = Barley')],
      ],
    },
  ],
  [
    'Show the counties of growers above 60 and growers below 30 years old',
    {
      columns: ['grower__county'],
      distinct: true,
      where: [
        ['grower__county in', counties('grower__age > 60')],
        ['grower__county in', counties('grower__age < 30')],
      ],
    },
  ],
  [
    'Which plots had plantings in both 2021 and 2023?',
    {
      where: [
        ['plot in', plantings('planting__year = 2021')],
        ['plot in', plantings('planting__year = 2023')],
      ],
    },
  ],
  [
    'List the plots except for plots having a planting in year 2021',
    { where: [['plot not in', plantings('planting__year = 2021', 'plot is known')]] },
  ],
  [
    'List the plots without plantings that were made in 2021',
    { where: [['plot not in', plantings('planting__year = 2021', 'plot is known')]] },
  ],
])('sets: %s', (question, expected) => {
  expect(briefPlan(readingOf(planner, question).plan), question).toMatchObject(expected)
})

it.each([
  ['Show the names of growers above 60 and growers below 30 years old', 'no row can be both'],
  ['Show the plots in 2021', 'nothing says that the period is about Planted year'],
])('is not answered: %s', (question, why) => {
  expect(told(planner.plan(question, { now: NOW, previous: null }))).toContain(why)
})

it.each<[string, Record<string, unknown>]>([
  [
    'Which growers have at least two plots? List the name and the id.',
    { root: 'growers', columns: ['grower__name', 'grower'] },
  ],
  [
    'How many plots does each grower have? List the grower name, id and the number.',
    { metrics: ['count plot'], groupBy: ['grower', 'grower__name'] },
  ],
  [
    'What is the name of each grower and how many plots are there for each one?',
    { metrics: ['count plot'], groupBy: ['grower', 'grower__name'] },
  ],
  [
    'For the plots with clay soil, which plot has the largest area?',
    { root: 'plots', where: ['plot__soil = clay'], limit: 1 },
  ],
  ['Show the plot names by growers above the average age', { root: 'plots', columns: ['plot__plot_name'] }],
  ['What is the name of the grower of the plot with the largest area?', { root: 'plots', limit: 1 }],
  [
    'Show the soil and area of the plot that has the most slope',
    { columns: ['plot__soil', 'plot__area', 'plot__slope'] },
  ],
  [
    'plots with clay soil or with more than 3 plantings',
    { where: [['or', 'plot__soil = clay', ['plot in', { groupBy: ['plot'] }]]] },
  ],
  ['Where is the oldest grower from?', { columns: ['grower__county', 'grower__age'] }],
  [
    'What is the average slope for each number of gates?',
    { groupBy: ['plot__gates'], metrics: ['average plot__slope'] },
  ],
  ['Show the plots planted in 2021', { root: 'plots', where: ['plot__planted_year = 2021'] }],
  [
    'plots with a slope of at least 3 and no more than 7',
    { where: ['plot__slope >= 3', 'plot__slope <= 7'] },
  ],
])('what is asked for may stand behind: %s', (question, expected) => {
  expect(briefPlan(readingOf(planner, question).plan), question).toMatchObject(expected)
})

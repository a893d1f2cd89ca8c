import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, readingOf } from './ask.ts'
import { orchard } from './models/orchard.ts'

const planner = createPlanner(orchard)

it.each<[string, Record<string, unknown>]>([
  ['What is the average number of injuries caused each time?', { metrics: ['average storm__injured'] }],
  ['Show the names and creation times of all storms', { columns: ['storm__name', 'storm__created_on'] }],
  [
    'How many storms ruined plots with clay soil?',
    { metrics: ['count storm'], where: ['plot__soil = clay'] },
  ],
  ['Show the names of growers in alphbetical order', { orderBy: [{ by: 'grower__name', direction: 'asc' }] }],
  [
    'Show the names of growers in descending alphabetical order',
    { orderBy: [{ by: 'grower__name', direction: 'desc' }] },
  ],
  ['Show the names of the traders', { columns: ['fruit_trader__full_name', 'fruit_trader__trader'] }],
  [
    'What is the name of the oldest plot?',
    {
      columns: ['plot__plot_name', 'plot__planted_year'],
      orderBy: [{ by: 'plot__planted_year', direction: 'asc' }],
    },
  ],
  [
    'Show the plot names ordered by planted year from the oldest to the youngest',
    { orderBy: [{ by: 'plot__planted_year', direction: 'asc' }] },
  ],
  ['Show the plots planted after 2015', { where: ['plot__planted_year >= 2016'] }],
  [
    'What is the name of the plot whose slope is the greatest?',
    { columns: ['plot__plot_name', 'plot__slope'], limit: 1 },
  ],
  [
    'Show the average slope by soil for soils with more than one plot',
    { having: [{ column: 'number_of_plots', op: '>', value: 1 }] },
  ],
  [
    'What is the county of the grower with the most plots?',
    { metrics: ['count plot'], groupBy: ['grower', 'grower__county'] },
  ],
  ['Which county has the most growers?', { metrics: ['count grower'], groupBy: ['grower__county'] }],
  [
    'Which growers have more than 2 plots with clay soil?',
    { where: [['grower in', { metrics: ['count plot'], where: ['plot__soil = clay'] }]] },
  ],
  ['What is the total number of rows planted in Kent?', { metrics: ['sum planting__rows_planted'] }],
  ['Show the full names of the traders', { columns: ['fruit_trader__full_name'] }],
  [
    'How many plots have a larger slope than the plot with the largest area?',
    {
      metrics: ['count plot'],
      where: [
        [
          'plot__slope',
          '>',
          {
            kind: 'list',
            root: 'plots',
            columns: ['plot__slope'],
            orderBy: [{ by: 'plot__area', direction: 'desc' }],
            limit: 1,
          },
        ],
      ],
    },
  ],
  [
    'What is the largest area and the name of the plots with clay soil?',
    { kind: 'list', columns: ['plot__plot_name', 'plot__area'], where: ['plot__soil = clay'], limit: 1 },
  ],
  [
    'What is the maximum area and the soil of plots for each grower?',
    { kind: 'metrics', metrics: ['max plot__area'] },
  ],
  [
    'Show the plots with the word "mill" in their name',
    { root: 'plots', where: ['plot__plot_name contains mill'] },
  ],
])('wording: %s', (question, expected) => {
  expect(briefPlan(readingOf(planner, question).plan), question).toMatchObject(expected)
})

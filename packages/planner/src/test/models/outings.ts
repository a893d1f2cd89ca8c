import { catalog, entity, number, table, text, valuesOf } from './build.ts'

const sums = { aggregations: ['sum', 'average', 'min', 'max', 'median'] as const }

/** Tables beside each other that nothing joins, some of the same shape; guides who give walks, many to many. */
export const outings = catalog(
  [
    table('museums', 'museum', {
      entities: [entity('museum', 'primary')],
      dimensions: [text('museum_name'), text('parish'), number('ticket_price', sums)],
    }),
    table('sea_caves', 'sea_cave', {
      entities: [entity('sea_cave', 'primary')],
      dimensions: [text('parish'), text('shape'), number('ticket_price', sums)],
    }),
    table('quiet_coastal_walks', 'quiet_coastal_walk', {
      entities: [entity('quiet_coastal_walk', 'primary')],
      dimensions: [text('walk_name'), number('toll', sums)],
    }),
    table('guides', 'guide', {
      entities: [entity('guide', 'primary')],
      dimensions: [text('guide_name'), text('home_town'), text('birth_county')],
    }),
    table('guided', 'guided', {
      entities: [
        entity('guided', 'primary'),
        entity('guide', 'foreign'),
        entity('quiet_coastal_walk', 'foreign'),
      ],
      dimensions: [],
    }),
  ],
  {
    values: [
      valuesOf('museums', 'parish', ['Zennor', 'Gwithian']),
      valuesOf('sea_caves', 'parish', ['Zennor', 'Sennen']),
      valuesOf('sea_caves', 'shape', ['arch', 'blowhole']),
    ],
  },
)

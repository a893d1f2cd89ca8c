import { catalog, day, entity, number, table, text, valuesOf } from './build.ts'

const sums = { aggregations: ['sum', 'average', 'min', 'max', 'median'] as const }

/** Walks by guides in two roles between regions in two roles, and a table that only says who knows which region. */
export const guides = catalog(
  [
    table('walks', 'walk', {
      defaultTimeDimension: 'booked_on',
      entities: [
        entity('walk', 'primary'),
        entity('party', 'foreign'),
        entity('leader', 'foreign'),
        entity('helper', 'foreign'),
        entity('start_region', 'foreign'),
        entity('end_region', 'foreign'),
      ],
      dimensions: [
        day('booked_on'),
        day('walked_on'),
        text('state'),
        number('is_private'),
        number('price', sums),
        number('minutes_walked', sums),
        number('step_count', sums),
      ],
    }),
    table('parties', 'party', {
      defaultTimeDimension: 'joined_on',
      entities: [entity('party', 'primary')],
      dimensions: [text('party_name'), text('trade'), day('joined_on')],
    }),
    table('guides', 'guide', {
      entities: [
        entity('guide', 'primary'),
        entity('leader', 'unique', 'guide_id'),
        entity('helper', 'unique', 'guide_id'),
      ],
      dimensions: [text('guide_name'), text('home_town')],
    }),
    table('regions', 'region', {
      entities: [
        entity('region', 'primary'),
        entity('start_region', 'unique', 'region_id'),
        entity('end_region', 'unique', 'region_id'),
      ],
      dimensions: [text('region_name')],
    }),
    table('guide_regions', 'guide_region', {
      entities: [entity('guide', 'foreign'), entity('region', 'foreign')],
      dimensions: [text('depth')],
    }),
  ],
  {
    values: [
      valuesOf('walks', 'state', ['cancelled', 'walked', 'booked']),
      valuesOf('parties', 'trade', ['schools', 'tourism']),
      valuesOf('regions', 'region_name', ['Mendip', 'Exmoor', 'Purbeck']),
      valuesOf('guide_regions', 'depth', ['well', 'a little']),
    ],
  },
)

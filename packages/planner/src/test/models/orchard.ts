import { catalog, day, entity, number, table, text, valuesOf } from './build.ts'

const sums = { aggregations: ['sum', 'average', 'min', 'max', 'median'] as const }
const levels = { aggregations: ['average', 'min', 'max', 'median'] as const }

/** Growers, their plots and what grows on them, as discovery would describe such tables: years, not dates; a link table without a key of its own. */
export const orchard = catalog(
  [
    table('growers', 'grower', {
      entities: [entity('grower', 'primary')],
      dimensions: [text('name', { display: true }), text('county'), text('guild'), number('age', levels)],
    }),
    table('plots', 'plot', {
      entities: [entity('plot', 'primary'), entity('grower', 'foreign')],
      dimensions: [
        text('plot_name', { display: true }),
        text('soil'),
        number('area', sums),
        number('slope', levels),
        number('gates', sums),
        number('planted_year', { aggregations: ['min', 'max'] }),
      ],
    }),
    table('crops', 'crop', {
      entities: [entity('crop', 'primary')],
      dimensions: [text('crop_name', { display: true }), text('kind'), number('price', levels)],
    }),
    table('fruit_traders', 'fruit_trader', {
      entities: [entity('fruit_trader', 'primary')],
      dimensions: [text('trader'), text('full_name', { display: true }), day('registered_on')],
    }),
    table('storms', 'storm', {
      entities: [entity('storm', 'primary'), entity('plot', 'foreign', 'ruined_in_plot')],
      dimensions: [text('name', { display: true }), number('injured', sums), day('created_on')],
    }),
    table('plantings', 'planting', {
      entities: [entity('plot', 'foreign'), entity('crop', 'foreign')],
      dimensions: [number('rows_planted', sums), text('year')],
    }),
  ],
  {
    values: [
      valuesOf('growers', 'county', ['Devon', 'Kent', 'Powys']),
      valuesOf('growers', 'guild', ['Red Barn', 'Tall Elm']),
      valuesOf('plots', 'soil', ['clay', 'loam', 'sand']),
      valuesOf('crops', 'crop_name', ['Hops', 'Barley', 'Quince']),
      valuesOf('crops', 'kind', ['fruit', 'grain']),
    ],
    dataRange: null,
  },
)

import { catalog, day, entity, measure, number, simple, table, text, valuesOf } from './build.ts'

const sums = { aggregations: ['sum', 'average', 'min', 'max', 'median'] as const }
const levels = { aggregations: ['average', 'min', 'max', 'median'] as const }

/** Boats for hire as discovery describes them: sums are metrics beside their columns, ratings are only averaged. */
export const rentals = catalog(
  [
    table('rentals', 'rental', {
      defaultTimeDimension: 'rented_on',
      entities: [entity('rental', 'primary'), entity('boat', 'foreign'), entity('renter', 'foreign')],
      dimensions: [
        day('rented_on'),
        day('returned_on'),
        text('rental_state'),
        number('hire_charge', sums),
        number('fuel_cost', sums),
        number('distance_km', { ...sums, unit: { kind: 'other', symbol: 'km' } }),
        number('comfort_score', levels),
      ],
      measures: [
        measure('hire_charge_sum', 'sum', 'hire_charge'),
        measure('fuel_cost_sum', 'sum', 'fuel_cost'),
      ],
    }),
    table('boats', 'boat', {
      defaultTimeDimension: 'built_on',
      entities: [entity('boat', 'primary')],
      dimensions: [
        text('boat_name', { display: true }),
        text('boat_class'),
        number('mast_height', sums),
        day('built_on'),
      ],
    }),
    table('renters', 'renter', {
      defaultTimeDimension: 'joined_on',
      entities: [entity('renter', 'primary')],
      dimensions: [text('renter_name', { display: true }), text('land'), day('joined_on')],
    }),
    table('damages', 'damage', {
      defaultTimeDimension: 'reported_on',
      entities: [entity('damage', 'primary'), entity('rental', 'foreign')],
      dimensions: [
        day('reported_on'),
        text('damage_kind'),
        number('sum_refunded', sums),
        number('sum_paid', sums),
      ],
      measures: [
        measure('sum_refunded_sum', 'sum', 'sum_refunded'),
        measure('sum_paid_sum', 'sum', 'sum_paid'),
      ],
    }),
  ],
  {
    metrics: [
      simple('hire_charge', 'hire_charge_sum', { label: 'Hire charge' }),
      simple('fuel_cost', 'fuel_cost_sum', { label: 'Fuel cost' }),
      simple('sum_refunded', 'sum_refunded_sum', { label: 'Sum refunded' }),
      simple('sum_paid', 'sum_paid_sum', { label: 'Sum paid' }),
    ],
    values: [
      valuesOf('rentals', 'rental_state', ['finished', 'called off', 'running']),
      valuesOf('boats', 'boat_class', ['dinghy', 'sloop', 'river barge']),
      valuesOf('boats', 'boat_name', ['Wren', 'Old Heron', 'Sea Fig']),
      valuesOf('renters', 'land', ['Norway', 'Wales']),
      valuesOf('damages', 'damage_kind', ['torn sail', 'lost oar']),
    ],
  },
)

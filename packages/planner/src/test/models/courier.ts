import { catalog, day, entity, flag, number, table, text, valuesOf } from './build.ts'

const sums = { aggregations: ['sum', 'average', 'min', 'max', 'median'] as const }
const riderColumns = [
  text('rider_name'),
  text('grade'),
  number('yearly_wage', sums),
  day('joined_on'),
  day('left_on'),
]

/** A courier as discovery would describe it: two ends to every parcel, persons in roles, a table that points to itself. */
export const courier = catalog(
  [
    table('parcels', 'parcel', {
      defaultTimeDimension: 'posted_on',
      entities: [
        entity('parcel', 'primary'),
        entity('client', 'foreign'),
        entity('origin_depot', 'foreign'),
        entity('destination_depot', 'foreign'),
        entity('van', 'foreign'),
      ],
      dimensions: [
        day('posted_on'),
        text('state'),
        text('speed_class'),
        number('postage', sums),
        number('weight', sums),
      ],
    }),
    table('depots', 'depot', {
      entities: [
        entity('depot', 'primary'),
        entity('origin_depot', 'unique', 'depot_id'),
        entity('destination_depot', 'unique', 'depot_id'),
      ],
      dimensions: [text('depot_name'), text('land'), flag('chilled'), number('bays', sums), day('built_on')],
    }),
    table('clients', 'client', {
      defaultTimeDimension: 'enrolled_on',
      entities: [
        entity('client', 'primary'),
        {
          ...entity('rider', 'foreign', 'care_agent_id'),
          role: 'care_agent',
          extras: { synonyms: ['care agent'] },
        },
      ],
      dimensions: [
        text('client_name'),
        text('trade'),
        number('deposit', sums),
        day('enrolled_on'),
        day('closed_on'),
      ],
    }),
    table('riders', 'rider', {
      defaultTimeDimension: 'joined_on',
      entities: [entity('rider', 'primary'), entity('supervisor', 'foreign')],
      dimensions: riderColumns,
    }),
    table('supervisor', 'supervisor', {
      defaultTimeDimension: 'joined_on',
      extras: { roleOf: 'riders' },
      entities: [entity('supervisor', 'primary', 'rider_id')],
      dimensions: riderColumns,
    }),
    table('vans', 'van', {
      entities: [entity('van', 'primary')],
      dimensions: [text('plate'), text('fuel')],
    }),
    table('complaints', 'complaint', {
      defaultTimeDimension: 'raised_on',
      entities: [entity('complaint', 'primary'), entity('parcel', 'foreign')],
      dimensions: [day('raised_on'), text('cause'), number('payout', sums)],
    }),
  ],
  {
    values: [
      valuesOf('depots', 'depot_name', ['Birch Gate', 'Salt Quay', 'Moor End']),
      valuesOf('depots', 'land', ['Wales', 'Kent']),
      valuesOf('parcels', 'state', ['handed over', 'lost', 'on the way', 'shipped', 'delivered']),
      valuesOf('parcels', 'speed_class', ['express', 'standard']),
      valuesOf('clients', 'client_name', ['Fern Books', 'Otter Tea']),
      valuesOf('clients', 'trade', ['books', 'tea', 'tools']),
      valuesOf('riders', 'rider_name', ['Ada Pike', 'Noor Vale']),
      valuesOf('riders', 'grade', ['Care Agent', 'Driver']),
      valuesOf('supervisor', 'rider_name', ['Ada Pike', 'Noor Vale']),
      valuesOf('supervisor', 'grade', ['Care Agent', 'Driver']),
      valuesOf('vans', 'fuel', ['electric', 'diesel']),
      valuesOf('complaints', 'cause', ['damaged', 'late']),
    ],
  },
)

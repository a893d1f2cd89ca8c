import { catalog, day, entity, number, table, text, valuesOf } from './build.ts'

const sums = { aggregations: ['sum', 'average', 'min', 'max', 'median'] as const }

/** A workshop of restorers: dated rows with a promise and a delivery, states and a flag in words, what each restorer can do. */
export const workshop = catalog(
  [
    table('patrons', 'patron', {
      defaultTimeDimension: 'met_on',
      entities: [entity('patron', 'primary')],
      dimensions: [text('patron_name'), text('county'), day('met_on')],
    }),
    table('restorers', 'restorer', {
      defaultTimeDimension: 'hired_on',
      entities: [entity('restorer', 'primary')],
      dimensions: [text('restorer_name'), text('county'), number('piece_rate', sums), day('hired_on')],
    }),
    table('restorer_crafts', 'restorer_craft', {
      entities: [entity('restorer_craft', 'primary'), entity('restorer', 'foreign')],
      dimensions: [text('craft')],
    }),
    table('commissions', 'commission', {
      defaultTimeDimension: 'accepted_on',
      entities: [entity('commission', 'primary'), entity('patron', 'foreign'), entity('restorer', 'foreign')],
      dimensions: [
        day('accepted_on'),
        day('due_on'),
        day('delivered_on'),
        text('progress_state'),
        text('cracked'),
        number('price', sums),
        number('pieces', sums),
        number('bench_hours', sums),
      ],
    }),
  ],
  {
    values: [
      valuesOf('patrons', 'patron_name', ['Ada Pike', 'Noor Haddad']),
      valuesOf('patrons', 'county', ['Kent', 'Devon']),
      valuesOf('restorers', 'restorer_name', ['Tom Sayer', 'Ines Moor']),
      valuesOf('restorers', 'county', ['Kent', 'Devon']),
      valuesOf('restorer_crafts', 'craft', ['gilding', 'joinery']),
      valuesOf('commissions', 'progress_state', ['declined', 'delivered', 'abandoned', 'open']),
      valuesOf('commissions', 'cracked', ['yes', 'no']),
    ],
  },
)

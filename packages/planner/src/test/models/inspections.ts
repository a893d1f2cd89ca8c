import { catalog, day, entity, number, table, text, valuesOf } from './build.ts'

const sums = { aggregations: ['sum', 'average', 'min', 'max', 'median'] as const }

/** One flat file of lift inspections: its subjects are columns, its flags are words. */
export const inspections = catalog(
  [
    table('lift_inspections', 'lift_inspection', {
      defaultTimeDimension: 'inspected_on',
      entities: [entity('lift_inspection', 'primary', 'inspection_no')],
      dimensions: [
        day('inspected_on'),
        day('repaired_on'),
        text('inspector'),
        text('quarter_of_town'),
        text('check_kind'),
        text('under_contract'),
        number('grade', sums),
        number('bill', sums),
      ],
    }),
  ],
  {
    values: [
      valuesOf('lift_inspections', 'inspector', ['M. Brook', 'T. Ashe']),
      valuesOf('lift_inspections', 'quarter_of_town', ['old port', 'high field']),
      valuesOf('lift_inspections', 'check_kind', ['brake test', 'cable swap']),
      valuesOf('lift_inspections', 'under_contract', ['yes', 'no']),
    ],
  },
)

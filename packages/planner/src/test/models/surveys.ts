import { catalog, day, entity, measure, number, simple, table, text, valuesOf } from './build.ts'

const sums = { aggregations: ['sum', 'average', 'min', 'max', 'median'] as const }
const levels = { aggregations: ['average', 'min', 'max', 'median'] as const }

/** One flat file of field surveys: everything but the survey itself is a column. */
export const surveys = catalog(
  [
    table('field_surveys', 'field_survey', {
      defaultTimeDimension: 'surveyed_on',
      entities: [entity('field_survey', 'primary', 'survey_no')],
      dimensions: [
        text('survey_no'),
        day('surveyed_on'),
        text('parish'),
        text('survey_kind'),
        text('surveyor'),
        number('minutes_on_site', { ...sums, unit: { kind: 'duration', unit: 'minute' } }),
        number('material_cost', sums),
        number('bill_total', sums),
        number('feedback_score', levels),
        text('fully_insured'),
        text('result'),
        text('abandon_reason'),
      ],
      measures: [
        measure('material_cost_sum', 'sum', 'material_cost'),
        measure('bill_total_sum', 'sum', 'bill_total'),
      ],
    }),
  ],
  {
    metrics: [
      simple('material_cost', 'material_cost_sum', { label: 'Material cost' }),
      simple('bill_total', 'bill_total_sum', { label: 'Bill total' }),
    ],
    values: [
      valuesOf('field_surveys', 'parish', ['Alder Vale', 'Upper Combe']),
      valuesOf('field_surveys', 'survey_kind', ['soil core', 'tree count', 'pick-up run']),
      valuesOf('field_surveys', 'surveyor', ['Ines Holt', 'Jo Marsh']),
      valuesOf('field_surveys', 'fully_insured', ['yes', 'no']),
      valuesOf('field_surveys', 'result', ['done', 'abandoned']),
      valuesOf('field_surveys', 'abandon_reason', ['flood', 'no access']),
    ],
  },
)

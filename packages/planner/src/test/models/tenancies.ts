import { completeModel } from '@numize/semantic'
import type { Catalog } from '../../index.ts'
import { catalog, day, entity, measure, number, simple, table, text } from './build.ts'

const described = (description: string) => ({ description })

/** Flats let to tenants by brokers: charges are rents or deposits, costs of repairs are parts or labour. */
const written = catalog(
  [
    table('tenancy', 'tenancy', {
      entities: [entity('tenancy', 'primary', 'tenancy_id')],
      dimensions: [text('tenancy_number'), day('started_on')],
      measures: [measure('tenancies', 'sum', '1')],
      defaultTimeDimension: 'started_on',
    }),
    table('tenancy_person', 'tenancy', {
      entities: [entity('tenancy', 'primary', 'tenancy_id'), entity('person_key', 'foreign', 'person_key')],
      dimensions: [
        {
          ...text('part_code'),
          ...described(
            "If part_code = 'T' then person_key refers to tenant_id, if part_code = 'B' then person_key refers to broker_id.",
          ),
        },
      ],
    }),
    table('stay', 'stay', {
      entities: [entity('stay', 'primary', 'stay_id'), entity('tenancy', 'foreign', 'tenancy_id')],
      dimensions: [day('began_on'), day('ended_on')],
    }),
    table('stay_charge', 'stay_charge', {
      entities: [
        entity('stay_charge', 'primary', 'charge_id'),
        entity('stay', 'foreign', 'stay_id'),
        entity('tenancy', 'foreign', 'tenancy_id'),
      ],
      dimensions: [number('charge_amount')],
      measures: [measure('total_charge', 'sum', 'charge_amount')],
    }),
    table('rent', 'stay_charge', {
      entities: [entity('stay_charge', 'primary', 'charge_id')],
      dimensions: [{ ...number('is_rent'), expr: '1' }],
    }),
    table('deposit', 'stay_charge', { entities: [entity('stay_charge', 'primary', 'charge_id')] }),
    table('repair', 'repair', {
      entities: [
        entity('repair', 'primary', 'repair_id'),
        entity('stay', 'foreign', 'stay_id'),
        entity('storm', 'foreign', 'storm_id'),
      ],
      dimensions: [text('repair_number'), day('reported_on'), day('finished_on')],
      measures: [
        measure('repairs', 'count', 'repair_number'),
        measure('avg_time_to_finish_repair', 'average', "DATEDIFF('day', reported_on, finished_on)"),
      ],
      defaultTimeDimension: 'reported_on',
    }),
    table('storm', 'storm', {
      entities: [entity('storm', 'primary', 'storm_id')],
      dimensions: [text('storm_name')],
    }),
    table('repair_cost', 'repair_cost', {
      entities: [entity('repair_cost', 'primary', 'cost_id'), entity('repair', 'foreign', 'repair_id')],
      measures: [measure('total_repair_cost', 'sum', 'cost')],
    }),
    table('parts', 'repair_cost', { entities: [entity('repair_cost', 'primary', 'cost_id')] }),
    table('labour', 'repair_cost', { entities: [entity('repair_cost', 'primary', 'cost_id')] }),
  ],
  {
    metrics: [
      simple('number_of_tenancies', 'tenancies'),
      simple('repairs', 'repairs'),
      simple('avg_time_to_finish_repair', 'avg_time_to_finish_repair'),
    ],
  },
)

export const tenancies: Catalog = { ...written, model: completeModel(written.model) }

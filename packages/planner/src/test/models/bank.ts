import { catalog, day, entity, number, table, text, valuesOf } from './build.ts'

const sums = { aggregations: ['sum', 'average', 'min', 'max', 'median'] as const }

/** A bank as discovery would describe it: no metrics, a bridge table, plain columns. */
export const bank = catalog(
  [
    table('clients', 'client', {
      defaultTimeDimension: 'joined_on',
      entities: [entity('client', 'primary'), entity('branch', 'foreign')],
      dimensions: [
        text('first_name'),
        text('last_name'),
        text('city'),
        text('gender'),
        number('age', sums),
        day('joined_on'),
      ],
    }),
    table('accounts', 'account', {
      defaultTimeDimension: 'opened_on',
      entities: [entity('account', 'primary'), entity('branch', 'foreign')],
      dimensions: [text('account_type'), number('balance', sums), day('opened_on')],
    }),
    table('holders', 'holder', {
      entities: [entity('holder', 'primary'), entity('client', 'foreign'), entity('account', 'foreign')],
      dimensions: [],
    }),
    table('branches', 'branch', {
      entities: [entity('branch', 'primary')],
      dimensions: [
        text('branch_name'),
        text('region'),
        number('staff_count', sums),
        number('open_year', sums),
      ],
    }),
    table('loans', 'loan', {
      defaultTimeDimension: 'granted_on',
      entities: [entity('loan', 'primary'), entity('account', 'foreign')],
      dimensions: [number('amount', sums), text('status'), day('granted_on')],
    }),
  ],
  {
    values: [
      valuesOf('clients', 'city', ['Bern', 'Basel', 'Geneva']),
      valuesOf('clients', 'gender', ['F', 'M']),
      valuesOf('clients', 'last_name', ['Keller', 'Meier']),
      valuesOf('accounts', 'account_type', ['savings', 'checking']),
      valuesOf('branches', 'branch_name', ['Old Town', 'Lakeside']),
      valuesOf('branches', 'region', ['north', 'south']),
      valuesOf('loans', 'status', ['repaid', 'running', 'defaulted']),
    ],
  },
)

import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, readingOf } from './ask.ts'
import { bank } from './models/bank.ts'

const planner = createPlanner(bank)

it.each<[string, Record<string, unknown>]>([
  ['How many clients are there?', { kind: 'metrics', metrics: ['count client'] }],
  ['What is the average age of clients?', { kind: 'metrics', metrics: ['average client__age'] }],
  [
    'Show the last name and age of all clients',
    { kind: 'list', root: 'clients', columns: ['client__last_name', 'client__age'] },
  ],
  [
    'clients in Bern',
    {
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name', 'client__last_name'],
      where: ['client__city = Bern'],
    },
  ],
  [
    'number of clients per city',
    {
      kind: 'metrics',
      metrics: ['count client'],
      groupBy: ['client__city'],
      orderBy: [{ by: 'number_of_clients', direction: 'desc' }],
    },
  ],
  ['List the names of the branches', { kind: 'list', root: 'branches', columns: ['branch__branch_name'] }],
  [
    'Which branch has the most accounts?',
    {
      kind: 'metrics',
      metrics: ['count account'],
      groupBy: ['branch', 'branch__branch_name'],
      where: ['branch is known'],
      orderBy: [{ by: 'number_of_accounts', direction: 'desc' }],
      top: { count: 1, by: 'number_of_accounts', direction: 'desc', per: [], ties: 'all' },
    },
  ],
  [
    'average balance by account type',
    {
      kind: 'metrics',
      metrics: ['average account__balance'],
      groupBy: ['account__account_type'],
      orderBy: [{ by: 'average_balance', direction: 'desc' }],
    },
  ],
  [
    'total loan amount by status',
    {
      kind: 'metrics',
      metrics: ['sum loan__amount'],
      groupBy: ['loan__status'],
      orderBy: [{ by: 'sum_amount', direction: 'desc' }],
    },
  ],
  [
    'clients older than 40',
    {
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name', 'client__last_name'],
      where: ['client__age > 40'],
    },
  ],
  [
    'female clients from Basel',
    {
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name', 'client__last_name'],
      where: ['client__gender = F', 'client__city = Basel'],
    },
  ],
  [
    'accounts with a balance over 10,000',
    {
      kind: 'list',
      root: 'accounts',
      columns: ['account', 'account__account_type'],
      where: ['account__balance > 10000'],
    },
  ],
  [
    'Which clients have a savings account?',
    {
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name', 'client__last_name'],
      where: [
        [
          'client in',
          {
            kind: 'list',
            root: 'holders',
            columns: ['client'],
            distinct: true,
            where: ['account__account_type = savings'],
          },
        ],
      ],
    },
  ],
  [
    'Which clients do not have a savings account?',
    {
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name', 'client__last_name'],
      where: [
        [
          'client not in',
          {
            kind: 'list',
            root: 'holders',
            columns: ['client'],
            distinct: true,
            where: ['account__account_type = savings', 'client is known'],
          },
        ],
      ],
    },
  ],
  [
    'clients without an account',
    {
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name', 'client__last_name'],
      where: [
        [
          'client not in',
          {
            kind: 'list',
            root: 'holders',
            columns: ['client'],
            distinct: true,
            where: ['account is known', 'client is known'],
          },
        ],
      ],
    },
  ],
  [
    'clients with more than 2 accounts',
    {
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name', 'client__last_name'],
      where: [
        [
          'client in',
          {
            kind: 'metrics',
            metrics: ['count_distinct holder__account'],
            groupBy: ['client'],
            having: [{ column: 'number_of_accounts', op: '>', value: 2 }],
          },
        ],
      ],
    },
  ],
  [
    'How many loans were granted in 2025?',
    {
      kind: 'metrics',
      metrics: ['count loan'],
      time: { start: '2025-01-01', end: '2026-01-01', dimension: 'loan__granted_on' },
    },
  ],
  [
    'loans granted after March 2026',
    {
      kind: 'list',
      root: 'loans',
      columns: ['loan', 'loan__status'],
      where: ['loan__granted_on >= 2026-04-01'],
    },
  ],
  [
    'the oldest client',
    {
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name', 'client__last_name', 'client__age'],
      orderBy: [{ by: 'client__age', direction: 'desc' }],
      limit: 1,
    },
  ],
  [
    'accounts whose balance is above the average balance',
    {
      kind: 'list',
      root: 'accounts',
      columns: ['account', 'account__account_type'],
      where: [['account__balance', '>', { kind: 'metrics', metrics: ['average account__balance'] }]],
    },
  ],
  [
    'maximum and minimum balance of savings accounts',
    {
      kind: 'metrics',
      metrics: ['max account__balance', 'min account__balance'],
      where: ['account__account_type = savings'],
    },
  ],
  [
    'cities with at least 10 clients',
    {
      kind: 'metrics',
      metrics: ['count client'],
      groupBy: ['client__city'],
      where: ['client__city is known'],
      having: [{ column: 'number_of_clients', op: '>=', value: 10 }],
      orderBy: [{ by: 'number_of_clients', direction: 'desc' }],
    },
  ],
  [
    'How many different cities do clients come from?',
    { kind: 'metrics', metrics: ['count_distinct client__city'] },
  ],
  [
    'number of accounts opened per year',
    { kind: 'metrics', metrics: ['count account'], groupBy: ['account__opened_on by year'] },
  ],
  [
    'loans with an amount between 1000 and 5000',
    {
      kind: 'list',
      root: 'loans',
      columns: ['loan', 'loan__status'],
      where: ['loan__amount >= 1000', 'loan__amount <= 5000'],
    },
  ],
  [
    'branches opened before 2000',
    {
      kind: 'list',
      root: 'branches',
      columns: ['branch__branch_name'],
      where: ['branch__open_year <= 1999'],
    },
  ],
  [
    'clients whose last name starts with "K"',
    {
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name', 'client__last_name'],
      where: ['client__last_name startsWith K'],
    },
  ],
  [
    'top 3 branches by number of accounts',
    {
      kind: 'metrics',
      metrics: ['count account'],
      groupBy: ['branch', 'branch__branch_name'],
      where: ['branch is known'],
      orderBy: [{ by: 'number_of_accounts', direction: 'desc' }],
      top: { count: 3, by: 'number_of_accounts', direction: 'desc', per: [], ties: 'all' },
    },
  ],
  [
    'clients of the Old Town branch',
    {
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name', 'client__last_name'],
      where: ['branch__branch_name = Old Town'],
    },
  ],
])('%s', (question, expected) => {
  expect(briefPlan(readingOf(planner, question).plan)).toEqual(expected)
})

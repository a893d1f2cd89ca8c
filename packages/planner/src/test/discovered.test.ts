import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, readingOf } from './ask.ts'
import { bank } from './models/bank.ts'
import { league } from './models/league.ts'

const planners = { bank: createPlanner(bank), league: createPlanner(league) }

it.each<['bank' | 'league', string, Record<string, unknown>]>([
  ['bank', 'How many clients are there?', { kind: 'metrics', metrics: ['count client'] }],
  ['bank', 'What is the average age of clients?', { kind: 'metrics', metrics: ['average client__age'] }],
  [
    'bank',
    'Show the last name and age of all clients',
    { kind: 'list', root: 'clients', columns: ['client__last_name', 'client__age'] },
  ],
  [
    'bank',
    'clients in Bern',
    {
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name', 'client__last_name'],
      where: ['client__city = Bern'],
    },
  ],
  [
    'bank',
    'number of clients per city',
    {
      kind: 'metrics',
      metrics: ['count client'],
      groupBy: ['client__city'],
      orderBy: [{ by: 'number_of_clients', direction: 'desc' }],
    },
  ],
  [
    'bank',
    'List the names of the branches',
    { kind: 'list', root: 'branches', columns: ['branch__branch_name'] },
  ],
  [
    'bank',
    'Which branch has the most accounts?',
    {
      kind: 'metrics',
      metrics: ['count account'],
      groupBy: ['branch', 'branch__branch_name'],
      orderBy: [{ by: 'number_of_accounts', direction: 'desc' }],
      top: { count: 1, by: 'number_of_accounts', direction: 'desc', per: [], ties: 'first' },
    },
  ],
  [
    'bank',
    'average balance by account type',
    {
      kind: 'metrics',
      metrics: ['average account__balance'],
      groupBy: ['account__account_type'],
      orderBy: [{ by: 'average_balance', direction: 'desc' }],
    },
  ],
  [
    'bank',
    'total loan amount by status',
    {
      kind: 'metrics',
      metrics: ['sum loan__amount'],
      groupBy: ['loan__status'],
      orderBy: [{ by: 'sum_amount', direction: 'desc' }],
    },
  ],
  [
    'bank',
    'clients older than 40',
    {
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name', 'client__last_name'],
      where: ['client__age > 40'],
    },
  ],
  [
    'bank',
    'female clients from Basel',
    {
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name', 'client__last_name'],
      where: ['client__gender = F', 'client__city = Basel'],
    },
  ],
  [
    'bank',
    'accounts with a balance over 10,000',
    { kind: 'list', root: 'accounts', columns: ['account'], where: ['account__balance > 10000'] },
  ],
  [
    'bank',
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
    'bank',
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
    'bank',
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
    'bank',
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
    'bank',
    'How many loans were granted in 2025?',
    {
      kind: 'metrics',
      metrics: ['count loan'],
      time: { start: '2025-01-01', end: '2026-01-01', dimension: 'loan__granted_on' },
    },
  ],
  [
    'bank',
    'loans granted after March 2026',
    { kind: 'list', root: 'loans', columns: ['loan'], where: ['loan__granted_on >= 2026-04-01'] },
  ],
  [
    'bank',
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
    'bank',
    'accounts whose balance is above the average balance',
    {
      kind: 'list',
      root: 'accounts',
      columns: ['account'],
      where: [['account__balance', '>', { kind: 'metrics', metrics: ['average account__balance'] }]],
    },
  ],
  [
    'bank',
    'maximum and minimum balance of savings accounts',
    {
      kind: 'metrics',
      metrics: ['max account__balance', 'min account__balance'],
      where: ['account__account_type = savings'],
    },
  ],
  [
    'bank',
    'cities with at least 10 clients',
    {
      kind: 'metrics',
      metrics: ['count client'],
      groupBy: ['client__city'],
      having: [{ column: 'number_of_clients', op: '>=', value: 10 }],
      orderBy: [{ by: 'number_of_clients', direction: 'desc' }],
    },
  ],
  [
    'bank',
    'How many different cities do clients come from?',
    { kind: 'metrics', metrics: ['count_distinct client__city'] },
  ],
  [
    'bank',
    'number of accounts opened per year',
    { kind: 'metrics', metrics: ['count account'], groupBy: ['account__opened_on by year'] },
  ],
  [
    'bank',
    'loans with an amount between 1000 and 5000',
    {
      kind: 'list',
      root: 'loans',
      columns: ['loan'],
      where: ['loan__amount >= 1000', 'loan__amount <= 5000'],
    },
  ],
  [
    'bank',
    'branches opened before 2000',
    {
      kind: 'list',
      root: 'branches',
      columns: ['branch__branch_name'],
      where: ['branch__open_year <= 1999'],
    },
  ],
  [
    'bank',
    'clients whose last name starts with "K"',
    {
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name', 'client__last_name'],
      where: ['client__last_name startsWith K'],
    },
  ],
  [
    'bank',
    'top 3 branches by number of accounts',
    {
      kind: 'metrics',
      metrics: ['count account'],
      groupBy: ['branch', 'branch__branch_name'],
      orderBy: [{ by: 'number_of_accounts', direction: 'desc' }],
      top: { count: 3, by: 'number_of_accounts', direction: 'desc', per: [], ties: 'first' },
    },
  ],
  [
    'bank',
    'clients of the Old Town branch',
    {
      kind: 'list',
      root: 'clients',
      columns: ['client__first_name', 'client__last_name'],
      where: ['branch__branch_name = Old Town'],
    },
  ],
  [
    'league',
    'How many players does each team have?',
    {
      kind: 'metrics',
      metrics: ['count player'],
      groupBy: ['team', 'team__team_name'],
      orderBy: [{ by: 'number_of_players', direction: 'desc' }],
    },
  ],
  [
    'league',
    'Who is the youngest player?',
    {
      kind: 'list',
      root: 'players',
      columns: ['player__player_name', 'player__age'],
      orderBy: [{ by: 'player__age', direction: 'asc' }],
      limit: 1,
    },
  ],
  [
    'league',
    'What is the average height of goalkeepers?',
    { kind: 'metrics', metrics: ['average player__height'], where: ['player__position = goalkeeper'] },
  ],
  [
    'league',
    'players taller than 190',
    { kind: 'list', root: 'players', columns: ['player__player_name'], where: ['player__height > 190'] },
  ],
  [
    'league',
    'number of matches per competition',
    {
      kind: 'metrics',
      metrics: ['count match'],
      groupBy: ['match__competition'],
      orderBy: [{ by: 'number_of_matches', direction: 'desc' }],
    },
  ],
  [
    'league',
    'matches with attendance over 50k in 2025',
    {
      kind: 'list',
      root: 'matches',
      columns: ['match'],
      where: ['match__attendance > 50000'],
      time: { start: '2025-01-01', end: '2026-01-01', dimension: 'match__played_on' },
    },
  ],
  [
    'league',
    'How many goals were scored by penalty?',
    { kind: 'metrics', metrics: ['count goal'], where: ['goal__kind = penalty'] },
  ],
  [
    'league',
    'player with the most goals',
    {
      kind: 'metrics',
      metrics: ['count goal'],
      groupBy: ['player', 'player__player_name'],
      orderBy: [{ by: 'number_of_goals', direction: 'desc' }],
      top: { count: 1, by: 'number_of_goals', direction: 'desc', per: [], ties: 'first' },
    },
  ],
  [
    'league',
    'list forwards from Portugal',
    {
      kind: 'list',
      root: 'players',
      columns: ['player__player_name'],
      where: ['player__position = forward', 'player__nationality = Portugal'],
    },
  ],
  [
    'league',
    'total market value by position',
    {
      kind: 'metrics',
      metrics: ['sum player__market_value'],
      groupBy: ['player__position'],
      orderBy: [{ by: 'sum_market_value', direction: 'desc' }],
    },
  ],
  [
    'league',
    'teams in Leeds',
    { kind: 'list', root: 'teams', columns: ['team__team_name'], where: ['team__city = Leeds'] },
  ],
  [
    'league',
    'average age of players by team',
    {
      kind: 'metrics',
      metrics: ['average player__age'],
      groupBy: ['team', 'team__team_name'],
      orderBy: [{ by: 'average_age', direction: 'desc' }],
    },
  ],
  [
    'league',
    'teams with more than 25 players',
    {
      kind: 'list',
      root: 'teams',
      columns: ['team__team_name'],
      where: [
        [
          'team in',
          {
            kind: 'metrics',
            metrics: ['count player'],
            groupBy: ['team'],
            having: [{ column: 'number_of_players', op: '>', value: 25 }],
          },
        ],
      ],
    },
  ],
  [
    'league',
    'which player never scored a goal',
    {
      kind: 'list',
      root: 'players',
      columns: ['player__player_name'],
      where: [
        [
          'player not in',
          { kind: 'list', root: 'goals', columns: ['player'], distinct: true, where: ['player is known'] },
        ],
      ],
    },
  ],
  [
    'league',
    'names and heights of all defenders sorted by height',
    {
      kind: 'list',
      root: 'players',
      columns: ['player__player_name', 'player__height'],
      where: ['player__position = defender'],
      orderBy: [{ by: 'player__height', direction: 'asc' }],
    },
  ],
])('%s: %s', (model, question, expected) => {
  expect(briefPlan(readingOf(planners[model], question).plan)).toEqual(expected)
})

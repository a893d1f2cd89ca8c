import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, readingOf } from './ask.ts'
import { league } from './models/league.ts'

const planner = createPlanner(league)

it.each<[string, Record<string, unknown>]>([
  [
    'How many players does each team have?',
    {
      kind: 'metrics',
      metrics: ['count player'],
      groupBy: ['team', 'team__team_name'],
      where: ['team__team_name is known'],
      orderBy: [{ by: 'number_of_players', direction: 'desc' }],
    },
  ],
  [
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
    'What is the average height of goalkeepers?',
    { kind: 'metrics', metrics: ['average player__height'], where: ['player__position = goalkeeper'] },
  ],
  [
    'players taller than 190',
    { kind: 'list', root: 'players', columns: ['player__player_name'], where: ['player__height > 190'] },
  ],
  [
    'number of matches per competition',
    {
      kind: 'metrics',
      metrics: ['count match'],
      groupBy: ['match__competition'],
      orderBy: [{ by: 'number_of_matches', direction: 'desc' }],
    },
  ],
  [
    'matches with attendance over 50k in 2025',
    {
      kind: 'list',
      root: 'matches',
      columns: ['match', 'match__competition'],
      where: ['match__attendance > 50000'],
      time: { start: '2025-01-01', end: '2026-01-01', dimension: 'match__played_on' },
    },
  ],
  [
    'How many goals were scored by penalty?',
    { kind: 'metrics', metrics: ['count goal'], where: ['goal__kind = penalty'] },
  ],
  [
    'player with the most goals',
    {
      kind: 'metrics',
      metrics: ['count goal'],
      groupBy: ['player', 'player__player_name'],
      where: ['player is known'],
      orderBy: [{ by: 'number_of_goals', direction: 'desc' }],
      top: { count: 1, by: 'number_of_goals', direction: 'desc', per: [], ties: 'all' },
    },
  ],
  [
    'list forwards from Portugal',
    {
      kind: 'list',
      root: 'players',
      columns: ['player__player_name'],
      where: ['player__position = forward', 'player__nationality = Portugal'],
    },
  ],
  [
    'total market value by position',
    {
      kind: 'metrics',
      metrics: ['sum player__market_value'],
      groupBy: ['player__position'],
      orderBy: [{ by: 'sum_market_value', direction: 'desc' }],
    },
  ],
  [
    'teams in Leeds',
    { kind: 'list', root: 'teams', columns: ['team__team_name'], where: ['team__city = Leeds'] },
  ],
  [
    'average age of players by team',
    {
      kind: 'metrics',
      metrics: ['average player__age'],
      groupBy: ['team', 'team__team_name'],
      orderBy: [{ by: 'average_age', direction: 'desc' }],
    },
  ],
  [
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
    'names and heights of all defenders sorted by height',
    {
      kind: 'list',
      root: 'players',
      columns: ['player__player_name', 'player__height'],
      where: ['player__position = defender'],
      orderBy: [{ by: 'player__height', direction: 'asc' }],
    },
  ],
])('%s', (question, expected) => {
  expect(briefPlan(readingOf(planner, question).plan)).toEqual(expected)
})

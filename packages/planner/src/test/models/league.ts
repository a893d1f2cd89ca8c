import { catalog, day, entity, number, table, text, valuesOf } from './build.ts'

const sums = { aggregations: ['sum', 'average', 'min', 'max', 'median'] as const }

/** A football league as discovery would describe it: two keys to one table, told apart by their roles. */
export const league = catalog(
  [
    table('teams', 'team', {
      entities: [
        entity('team', 'primary'),
        entity('home_team', 'unique', 'team_id'),
        entity('away_team', 'unique', 'team_id'),
      ],
      dimensions: [
        text('team_name'),
        text('city'),
        number('founded_year', sums),
        number('stadium_capacity', sums),
      ],
    }),
    table('players', 'player', {
      entities: [entity('player', 'primary'), entity('team', 'foreign')],
      dimensions: [
        text('player_name'),
        text('position'),
        text('nationality'),
        number('age', sums),
        number('height', sums),
        number('market_value', sums),
      ],
    }),
    table('matches', 'match', {
      defaultTimeDimension: 'played_on',
      entities: [entity('match', 'primary'), entity('home_team', 'foreign'), entity('away_team', 'foreign')],
      dimensions: [day('played_on'), number('attendance', sums), text('competition')],
    }),
    table('goals', 'goal', {
      entities: [entity('goal', 'primary'), entity('match', 'foreign'), entity('player', 'foreign')],
      dimensions: [number('minute', sums), text('kind')],
    }),
  ],
  {
    values: [
      valuesOf('teams', 'team_name', ['Rovers', 'Harbour City', 'United Mill']),
      valuesOf('teams', 'city', ['Leeds', 'Porto', 'Bergen']),
      valuesOf('players', 'position', ['goalkeeper', 'defender', 'midfielder', 'forward']),
      valuesOf('players', 'nationality', ['Norway', 'Portugal', 'Spain']),
      valuesOf('matches', 'competition', ['cup', 'first division']),
      valuesOf('goals', 'kind', ['penalty', 'header', 'free kick']),
    ],
  },
)

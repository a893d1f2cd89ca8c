import { errorTable } from '@numize/base'

export const insightsError = errorTable('insights', {
  'not-a-change': () =>
    'That does not ask why something changed; ask for instance "why did revenue change last month".',
  'no-metric': () =>
    'Name the one metric whose change is to be explained, for instance "why did revenue change last month".',
  'no-forecast-metric': () =>
    'Name the one metric to forecast, for instance "forecast revenue for next month".',
  'unknown-what-if': (f: { metric: string }) =>
    `There is no metric ${f.metric} to change here; name one of the project, for instance "what if revenue rose by 10 %".`,
  'no-period': () => 'Name a period to explain, for instance "last month" or "in May 2025".',
})

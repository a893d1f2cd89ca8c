import type { Part, Reading } from '@numize/planner'
import { emptyMetricsPlan } from '@numize/semantic'
import type { CatalogView } from '@numize/server/contract'
import { expect, it } from 'vitest'
import { chipsOf } from './chips-of.ts'

const catalog = {
  metrics: [
    { name: 'spend', label: 'Card spend', dimensions: ['card__channel', 'card__tier'] },
    { name: 'orders', label: 'Orders', dimensions: [] },
  ],
  dimensions: [
    { path: 'card__channel', name: 'card__channel', label: 'Channel', kind: 'categorical' },
    { path: 'card__tier', name: 'card__tier', label: 'Tier', kind: 'categorical' },
  ],
} as unknown as CatalogView

const part = (kind: Part['kind'], reading: string, text = reading): Part => ({
  kind,
  text,
  reading,
  span: text === '' ? null : [0, 1],
})

const reading: Reading = {
  plan: {
    ...emptyMetricsPlan,
    metrics: [{ metric: 'orders' }, { metric: 'spend' }],
    groupBy: [{ dimension: 'metric_time', grain: 'month' }, { dimension: 'card__channel' }],
    where: [
      { kind: 'in', field: { dimension: 'card__tier' }, values: ['gold'] },
      { kind: 'in', field: { dimension: 'card__channel' }, values: ['online'] },
    ],
    time: { start: '2026-01-01', end: '2026-02-01' },
  },
  stated: [
    part('metric', 'Card spend', 'spend'),
    part('metric', 'Orders'),
    part('filter', 'Channel is online', 'online'),
    part('dimension', 'Channel', 'channel'),
    part('grain', 'by month'),
    part('period', '1–31 Jan 2026', 'last month'),
  ],
  assumed: [part('period', 'today is 2026-02-01: the data ends there', '')],
  dropped: [part('filter', 'in Paris')],
  confidence: { score: 1, reasons: [] },
  presentation: null,
}

it('finds for each word the part of the plan it became', () => {
  const chips = chipsOf(reading, catalog)
  expect(chips.map(({ words, state, piece }) => [words, state, piece])).toEqual([
    ['Card spend', 'stated', { kind: 'metric', at: 1 }],
    ['Orders', 'stated', { kind: 'metric', at: 0 }],
    ['Channel is online', 'stated', { kind: 'filter', at: 1 }],
    ['Channel', 'stated', { kind: 'group', at: 1 }],
    ['by month', 'stated', { kind: 'group', at: 0 }],
    ['1–31 Jan 2026', 'stated', { kind: 'period' }],
    ['today is 2026-02-01: the data ends there', 'assumed', null],
    ['Tier is gold', 'assumed', { kind: 'filter', at: 0 }],
    ['in Paris', 'dropped', null],
  ])
})

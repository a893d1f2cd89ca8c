import { expect, it } from 'vitest'
import { noPolicies } from '../../compiled.ts'
import {
  emptyCheckPlan,
  emptyFunnelPlan,
  emptyProfilePlan,
  emptyRetentionPlan,
  type Filter,
  type FunnelPlan,
  type Plan,
} from '../../plan.ts'
import { compile } from '../compile.ts'
import { clicks } from './clicks.ts'

const calendar = { timeZone: 'Europe/Paris', weekStart: 'monday', fiscalYearStartMonth: 1 } as const
const isNamed = (value: string): Filter => ({ kind: 'compare', field: { dimension: 'name' }, op: '=', value })
const month = { start: '2025-03-01', end: '2025-04-01' }
const buying: FunnelPlan = {
  ...emptyFunnelPlan('clicks'),
  steps: [
    { name: 'View', where: [isNamed('view')] },
    { name: 'Buy', where: [isNamed('buy')] },
  ],
}

const plans: Readonly<Record<string, Plan>> = {
  'retention-by-week-since-first-click': { ...emptyRetentionPlan('clicks'), grain: 'week', count: 2 },
  'retention-of-march-by-country': {
    ...emptyRetentionPlan('clicks'),
    returning: [isNamed('buy')],
    count: 3,
    breakdown: [{ dimension: 'country' }],
    time: month,
  },
  'funnel-any-entry': { ...buying, time: month },
  'funnel-first-entry-without-help': {
    ...buying,
    entry: 'first',
    exclusions: [{ where: [isNamed("it's help")] }],
    breakdown: [{ dimension: 'country' }],
  },
  'funnel-strict': { ...buying, order: 'strict' },
  'funnel-unordered': { ...buying, order: 'unordered' },
  'funnel-members-dropped': { ...buying, members: { step: 1, which: 'dropped' } },
  'check-clicks': {
    ...emptyCheckPlan('clicks'),
    checks: [
      { kind: 'nulls', dimension: 'country' },
      { kind: 'duplicates', dimensions: ['click'] },
      { kind: 'orphans', entity: 'visitor' },
      { kind: 'lag', event: 'clicked_at', recorded: 'stored_at' },
      { kind: 'gaps', dimension: 'clicked_at', grain: 'day' },
    ],
  },
  'profile-clicks': { ...emptyProfilePlan('clicks'), dimensions: ['country', 'amount'] },
  'profile-values': {
    ...emptyProfilePlan('clicks'),
    dimensions: ['country', 'amount'],
    show: 'values',
    top: 3,
  },
}

/** After a change on purpose: `npx vitest run packages/semantic/src/compile/events -u`. */
it.each(Object.entries(plans))('%s', async (name, plan) => {
  for (const dialect of ['bigquery', 'clickhouse', 'duckdb', 'postgres'] as const) {
    const { stages } = compile(plan, clicks, { dialect, calendar, policies: noPolicies })
    await expect(`${stages.at(-1)?.sql}\n`).toMatchFileSnapshot(`golden/${name}.${dialect}.sql`)
  }
})

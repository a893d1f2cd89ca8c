import type { CheckPlan, FunnelPlan, ListPlan, MetricsPlan, ProfilePlan, RetentionPlan } from './plans.ts'

/** An empty metrics plan to spread over: every optional part absent. */
export const emptyMetricsPlan: MetricsPlan = {
  version: 1,
  kind: 'metrics',
  metrics: [],
  groupBy: [],
  where: [],
  having: [],
  time: null,
  compare: null,
  orderBy: [],
  limit: null,
  top: null,
}

export const emptyListPlan = (root: string): ListPlan => ({
  version: 1,
  kind: 'list',
  root,
  columns: [],
  distinct: false,
  where: [],
  time: null,
  orderBy: [],
  limit: null,
})

export const emptyRetentionPlan = (stream: string): RetentionPlan => ({
  version: 1,
  kind: 'retention',
  stream,
  start: [],
  returning: [],
  where: [],
  membership: 'firstTime',
  grain: 'day',
  periods: 'calendar',
  match: 'on',
  count: 7,
  brackets: [],
  minimumOccurrences: 1,
  breakdown: [],
  time: null,
  until: null,
  overall: false,
})

export const emptyFunnelPlan = (stream: string): FunnelPlan => ({
  version: 1,
  kind: 'funnel',
  stream,
  steps: [],
  where: [],
  order: 'ordered',
  entry: 'any',
  window: { count: 7, grain: 'day' },
  ties: 'allowed',
  graceSeconds: 0,
  exclusions: [],
  breakdown: [],
  time: null,
  members: null,
})

export const emptyCheckPlan = (model: string): CheckPlan => ({
  version: 1,
  kind: 'check',
  model,
  checks: [],
  where: [],
  time: null,
})

export const emptyProfilePlan = (model: string): ProfilePlan => ({
  version: 1,
  kind: 'profile',
  model,
  dimensions: [],
  show: 'summary',
  top: 10,
  where: [],
  time: null,
})

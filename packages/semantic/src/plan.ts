import type { FunnelPlan, RetentionPlan } from './plan/event-plans.ts'
import type { ListPlan } from './plan/list-plan.ts'
import type { MetricsPlan } from './plan/metrics-plan.ts'
import type { CheckPlan, ProfilePlan } from './plan/quality-plans.ts'

export * from './plan/empty-plans.ts'
export type * from './plan/event-plans.ts'
export type * from './plan/filters.ts'
export type * from './plan/list-plan.ts'
export type * from './plan/metrics-plan.ts'
export type * from './plan/parts.ts'
export type * from './plan/quality-plans.ts'
export type * from './plan/sample.ts'

/**
 * What is wanted, in the words of a semantic model, with nothing about SQL. Plain JSON; every face of the product
 * produces one and nothing else reaches rows. Names are those of the model:
 * - a dimension is its entity path: `customer__country`, `card__account__type`; a unique suffix of a path is enough;
 * - `metric_time` is the time dimension of whatever metrics are asked, and without any the calendar itself;
 * - an entity used as a dimension is its own name (`customer`), or a path to it (`account__customer`).
 */
export type Plan = MetricsPlan | ListPlan | RetentionPlan | FunnelPlan | CheckPlan | ProfilePlan
/** The kinds a question in words becomes. */
export type QuestionPlan = MetricsPlan | ListPlan
export const PLAN_VERSION = 1

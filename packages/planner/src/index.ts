export type { Catalog, ColumnValues } from './catalog.ts'
export { createPlanner } from './create-planner.ts'
export type { Mention } from './evidence/mentions.ts'
export type { Confidence, Outcome, Part, Presentation, Reading, RefusalCode } from './outcome.ts'
export {
  findPeriods,
  type PeriodContext,
  type PeriodMatch,
  type PeriodOption,
} from './period/find-periods.ts'
export type { Planner, Situation } from './planner.ts'

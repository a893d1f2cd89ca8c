export type { Catalog, ColumnValues } from './catalog.ts'
export type { Confidence, Outcome, Part, Presentation, Reading, RefusalCode } from './outcome.ts'
export type { Planner, Situation } from './planner.ts'

export * from './plan/empty-plans.ts'
export type * from './plan/parts.ts'
export * from './plan/plans.ts'
export type * from './plan/sample.ts'

export { openRuns, type Runs, type RunsOptions, type Started } from './open-runs.ts'
export type { RunContext, RunKind } from './run-kind.ts'

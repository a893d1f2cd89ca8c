export type { AnomalyRules, RuleHit } from './anomalies/apply-rules.ts'
export type { AnomalyOptions, DaySeries } from './anomalies/day-series.ts'
export { type Anomaly, findAnomalies } from './anomalies/find-anomalies.ts'
export { type MetricAnomaly, type MetricScan, type Snooze, scanMetrics } from './anomalies/scan-metrics.ts'
export { type Benchmarks, readBenchmarks } from './benchmarks/benchmark.ts'
export { benchmarkQuestion } from './benchmarks/benchmark-question.ts'
export { compareWithBenchmarks, type OwnFigure } from './benchmarks/compare-benchmarks.ts'
export { deepDive } from './deep-dive/deep-dive.ts'
export type {
  DiveBudget,
  DiveProgress,
  DiveReport,
  Evidence,
  KnownEvent,
} from './deep-dive/dive-report.ts'
export { type Contribution, type Decomposition, decomposeRatio, type Member } from './drivers/decompose.ts'
export { type IncidentDriver, type IncidentOptions, incidentDrivers } from './drivers/incident-drivers.ts'
export { type LeafDimension, type Leaves, leavesOf, type Segment } from './drivers/leaves.ts'
export {
  type RatioDriver,
  type RatioLeaves,
  type RatioOptions,
  type RatioSide,
  rateDrivers,
  weightDrivers,
} from './drivers/ratio-drivers.ts'
export { type SumDriver, type SumOptions, sumDrivers } from './drivers/sum-drivers.ts'
export type { ExperimentInput, NoExperiment } from './experiment/experiment-input.ts'
export { type ExperimentQuestion, experimentQuestion } from './experiment/experiment-question.ts'
export { type FoundVariants, findDimension, findUnit, findVariants } from './experiment/find-variants.ts'
export type {
  Compared,
  ExperimentReport,
  MetricOutcome,
  SegmentOutcome,
  VariantFigure,
  Verdict as ExperimentVerdict,
} from './experiment/report.ts'
export { runExperiment } from './experiment/run-experiment.ts'
export { type ExplainInput, explainChange } from './explain/explain-change.ts'
export type { Change, ChangeReport, Finding, Span, Verdict } from './explain/report.ts'
export type { Fetch } from './explain/search.ts'
export { type WhyQuestion, whyQuestion } from './explain/why-question.ts'
export { forecastMembers, type MemberForecast, type MemberForecasts } from './forecast/forecast-members.ts'
export { type ForecastInput, forecastMetric } from './forecast/forecast-metric.ts'
export { type ForecastQuestion, forecastQuestion } from './forecast/forecast-question.ts'
export { type Estimate, type Outlook, type OutlookInput, outlookOf } from './forecast/outlook.ts'
export type {
  Forecasted,
  ForecastMethod,
  ForecastPoint,
  ForecastReport,
  ForecastTarget,
  KnownPoint,
  NoForecastReport,
} from './forecast/report.ts'
export { STEP_GRAINS, type StepGrain } from './forecast/steps.ts'
export { asksForGoals } from './goals/goal-question.ts'
export { type Goal, type GoalState, type GoalStatus, goalStatus } from './goals/goal-status.ts'
export { type Drift, profileDrift } from './profile/profile-drift.ts'
export { type ColumnProfile, profileTable, type TableProfile } from './profile/profile-table.ts'
export { joinTables } from './scan/join-tables.ts'
export type { ColumnMember, Direction, MeasureKind, Notable, NotableKind, Point } from './scan/notable.ts'
export { type NotableQuestion, notableQuestion } from './scan/notable-question.ts'
export { rootsToScan, type ScanInput, scanRows, type TableScan } from './scan/scan-rows.ts'
export { scanTable } from './scan/scan-table.ts'
export type { ScanColumn, ScanTable } from './scan/table.ts'
export {
  type CannotTell,
  type Scenario,
  type WhatIfChange,
  type WhatIfInput,
  type WhatIfMetric,
  type WhatIfReport,
  whatIf,
} from './whatif/what-if.ts'
export { type WhatIfQuestion, whatIfQuestion } from './whatif/what-if-question.ts'

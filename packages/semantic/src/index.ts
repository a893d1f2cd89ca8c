export { checkPlan, type PlanProblem } from './compile/check-plan.ts'
export { compile } from './compile/compile.ts'
export { metricDefinition } from './compile/describe.ts'
export type * from './compiled.ts'
export { noPolicies } from './compiled.ts'
export { completeModel } from './complete/complete-model.ts'
export { metricsOfSubtype, type Subtype, subtypesOf } from './complete/subtype-metrics.ts'
export { assembleDbt } from './dbt/assemble-dbt.ts'
export { chooseModels, type DbtChoice } from './dbt/choose-models.ts'
export { type DbtContent, dbtContent } from './dbt/dbt-content.ts'
export type * from './dbt/dbt-import.ts'
export type * from './dbt/dbt-project.ts'
export { withOrigins } from './dbt/explain-origins.ts'
export { dbtProjectFiles, type ImportPlan, planImport } from './dbt/plan-import.ts'
export { type DbtFile, readDbtFile } from './dbt/read-dbt-file.ts'
export { expressionSql, quotedIdentifier } from './dialects/expression-sql.ts'
export { type InclusionCandidate, inclusionCandidates } from './discover/candidates.ts'
export { type Discovered, type DiscoverOptions, discoverModel } from './discover/discover-model.ts'
export { discoveredProject } from './discover/discovered-project.ts'
export { dimensionsOfMetrics, modelsOfMetric } from './graph/metric-models.ts'
export { type Reachable, reachableDimensions } from './graph/reachable.ts'
export { resolveDimension } from './graph/resolve-dimension.ts'
export type * from './inline-measure.ts'
export { type LoadedProject, loadProject, type ProjectFiles } from './load/load-project.ts'
export { semanticModelFromManifest } from './load/manifest.ts'
export type * from './model.ts'
export { AGGREGATIONS, DATE_PARTS, DAYS, FINE_GRAINS, GRAINS } from './model.ts'
export type * from './plan.ts'
export {
  emptyCheckPlan,
  emptyFunnelPlan,
  emptyListPlan,
  emptyMetricsPlan,
  emptyProfilePlan,
  emptyRetentionPlan,
  PLAN_VERSION,
} from './plan.ts'
export type * from './profile.ts'
export type * from './project.ts'
export type * from './result.ts'
export { jsonSchemas } from './schema/json-schemas.ts'
export { parsePlan } from './schema/parse-plan.ts'
export { planSchema } from './schema/plan-schema.ts'
export { projectToFiles } from './write/project-files.ts'

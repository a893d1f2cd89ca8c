export type { Progress } from './build-tables.ts'
export type { CommsOptions, LlmSettings } from './comms/comms-options.ts'
export type { CommsEffects } from './comms/compose-comms.ts'
export { type GeneratedComms, generateComms } from './comms/generate-comms.ts'
export { loadConfig } from './config/load-config.ts'
export type { DnrEffects } from './dnr-effects.ts'
export { dnrProgram } from './dnr-program.ts'
export { type GeneratedDemo, generateDemo } from './generate-demo.ts'
export {
  type GeneratedWarehouse,
  type GenerateEffects,
  generateWarehouse,
} from './generate-warehouse.ts'
export { type EvalOptions, evalLabels } from './labels/eval-labels.ts'
export { type Labels, readLabels } from './labels/read-labels.ts'
export type { LabelScores } from './labels/score-labels.ts'
export type { WarehouseOptions } from './options.ts'
export { measureFacts, type ReportFacts } from './report/measure-facts.ts'
export { openWarehouse, type Warehouse } from './report/warehouse/open-warehouse.ts'

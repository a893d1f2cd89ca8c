export type { Progress } from './build-tables.ts'
export type { DnrEffects } from './dnr-effects.ts'
export { dnrProgram } from './dnr-program.ts'
export { type GeneratedDemo, generateDemo } from './generate-demo.ts'
export {
  type GeneratedWarehouse,
  type GenerateEffects,
  generateWarehouse,
} from './generate-warehouse.ts'
export type { WarehouseOptions } from './options.ts'

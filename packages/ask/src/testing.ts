export {
  type Differential,
  type DifferentialOptions,
  runDifferential,
} from './testing/differential/run-differential.ts'
export { fuzzGuard, type GuardFuzz } from './testing/fuzz-guard.ts'
export { type GuardedClinic, openGuardedClinic } from './testing/guarded-clinic.ts'

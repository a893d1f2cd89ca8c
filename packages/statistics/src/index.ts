export { betaDistribution, fisherF } from './distributions/beta-family.ts'
export { binomial, geometric, hypergeometricMass, poisson } from './distributions/discrete.ts'
export type { Distribution } from './distributions/distribution.ts'
export { chiSquare, exponential, gammaDistribution } from './distributions/gamma-family.ts'
export {
  logNormalCdf,
  normal,
  normalCdf,
  normalDensity,
  normalQuantile,
  truncatedNormalMean,
} from './distributions/normal.ts'
export { studentT } from './distributions/student-t.ts'
export {
  type AdjustedRatioTotals,
  type AdjustedTotals,
  type Arm,
  addArms,
  type QuantileTotals,
  type RatioTotals,
  shareTotals,
  type Totals,
  totalsOf,
} from './experiment/arm.ts'
export { type BayesianOptions, type Posterior, type Prior, posteriorEffect } from './experiment/bayesian.ts'
export {
  type Alternative,
  type CompareOptions,
  compareArms,
  type TestResult,
  testEffect,
} from './experiment/compare-arms.ts'
export { type Effect, estimateEffect, type Unknown } from './experiment/effect.ts'
export { adjustPValues, type Correction } from './experiment/multiple.ts'
export { poststratifiedEffect } from './experiment/post-stratify.ts'
export { checkSampleRatio, type SampleRatio } from './experiment/sample-ratio.ts'
export {
  compareSequentially,
  mixingRho,
  type SequentialOptions,
  sequenceHalfWidth,
  testSequentially,
} from './experiment/sequential.ts'
export { erf, erfc, erfcInverse, erfcx, erfInverse } from './special/erf.ts'
export { beta, gamma, logBeta, logGamma } from './special/gamma.ts'
export { incompleteBeta, incompleteBetaInverse } from './special/incomplete-beta.ts'
export { incompleteGamma, incompleteGammaInverse } from './special/incomplete-gamma.ts'

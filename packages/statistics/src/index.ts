export {
  type AnomalyStep,
  alarmsOf,
  anomalyDetector,
  type DetectorOptions,
  type Sensitivity,
} from './anomaly/anomaly-detector.ts'
export {
  excessKurtosis,
  type Moments,
  mergeMoments,
  momentsOfValues,
  noMoments,
  skewness,
  varianceOfMoments,
} from './descriptive/moments.ts'
export {
  median,
  type QuantileType,
  quantile,
  quantileOfSorted,
  sortedFinite,
} from './descriptive/quantile.ts'
export {
  mergeSketches,
  type QuantileSketch,
  sketchedQuantile,
  sketchedShare,
  sketchQuantiles,
} from './descriptive/quantile-sketch.ts'
export {
  interquartileRange,
  type Line,
  MAD_TO_SD,
  medianDeviation,
  theilSen,
  trimmedMean,
} from './descriptive/robust.ts'
export { preciseSum } from './descriptive/sum.ts'
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
export {
  type ChangePoint,
  type ChangePointOptions,
  type ChangePoints,
  changePoints,
  type NoChangePoints,
} from './forecast/change-points.ts'
export { conformalOffsets, type Offsets, type PastErrors } from './forecast/conformal.ts'
export {
  logLikelihood,
  project,
  relativeVariances,
  type Smoothed,
  type SmoothingModel,
  type SmoothingParameters,
  type SmoothingState,
  smooth,
} from './forecast/exponential-smoothing.ts'
export {
  type FitMethodsOptions,
  type FittedMethods,
  fitMethods,
  rollingOrigins,
} from './forecast/fit-methods.ts'
export {
  type CannotFit,
  type FitOptions,
  type FittedSmoothing,
  fillGaps,
  fitSmoothing,
} from './forecast/fit-smoothing.ts'
export {
  type Backtest,
  type Forecast,
  type Forecaster,
  type ForecastNote,
  type ForecastOptions,
  fitForecaster,
  forecastSeries,
  type NoForecast,
  naiveScale,
} from './forecast/forecast-series.ts'
export {
  type Holiday,
  type HolidayEffect,
  type HolidayRule,
  holidayDay,
  holidayEffects,
  holidayOffsets,
} from './forecast/holidays.ts'
export { type Method, seasonalNaive } from './forecast/method.ts'
export { decomposeMstl, type MultipleDecomposition } from './forecast/mstl.ts'
export { type Decomposition, decomposeStl, type StlOptions } from './forecast/stl.ts'
export { thetaMethod } from './forecast/theta.ts'
export { yearlyIndex } from './forecast/yearly-index.ts'
export { erf, erfc, erfcInverse, erfcx, erfInverse } from './special/erf.ts'
export { beta, gamma, logBeta, logGamma } from './special/gamma.ts'
export { incompleteBeta, incompleteBetaInverse } from './special/incomplete-beta.ts'
export { incompleteGamma, incompleteGammaInverse } from './special/incomplete-gamma.ts'
export { type ContingencyTest, chiSquareTest, fisherExact, goodnessOfFit } from './tests/contingency.ts'
export { bestLag, type Correlation, correlate, type NoCorrelation } from './tests/correlation.ts'
export { mannWhitney, type NoTest, type RankTest } from './tests/mann-whitney.ts'
export { detectableEffect, type PowerOptions, powerOf, unitsForPower } from './tests/power.ts'
export { exactInterval, type ProportionTest, proportionTest, wilsonInterval } from './tests/proportion.ts'

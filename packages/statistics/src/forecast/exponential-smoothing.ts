/** Which components a model has (Hyndman et al., 2008). */
export interface SmoothingModel {
  readonly error: 'add' | 'mul'
  readonly trend: 'none' | 'add' | 'mul'
  readonly damped: boolean
  readonly season: 'none' | 'add' | 'mul'
  /** Points of a season; 1 without one. */
  readonly period: number
  /**
   * What a multiplicative season is measured against: the level expected before the value (`previous`, Holt–Winters
   * and the textbook's error-correction form; default) or after it (`current`, statsmodels' ETS).
   */
  readonly seasonFrom?: 'previous' | 'current'
}

export interface SmoothingParameters {
  readonly alpha: number
  /** Share of the level's change that goes to the trend (β* = β/α). */
  readonly beta: number
  readonly gamma: number
  readonly phi: number
}

export interface SmoothingState {
  readonly level: number
  readonly trend: number
  /** Season of the next point, the one after, … */
  readonly season: readonly number[]
}

export interface Smoothed {
  readonly fitted: Float64Array
  readonly state: SmoothingState
}

/**
 * Runs the recursion over a series: `fitted[i]` is the expectation of value i given those before. NaN values are gaps:
 * the state moves on by what was expected.
 */
export function smooth(
  values: ArrayLike<number>,
  model: SmoothingModel,
  parameters: SmoothingParameters,
  initial: SmoothingState,
): Smoothed {
  const { period } = model
  const { alpha, beta } = parameters
  const damping = model.damped ? parameters.phi : 1
  const nextSeason = seasonUpdate(model, parameters)
  const additiveTrend = model.trend === 'add'
  const fitted = new Float64Array(values.length)
  const season = Float64Array.from(initial.season)
  let { level, trend } = initial
  for (let i = 0; i < values.length; i++) {
    const at = i % period
    const own = season[at] ?? 0
    const carried = additiveTrend ? trend * damping : trend ** damping
    const expected = expectedLevel(model.trend, level, carried)
    fitted[i] = withSeason(model.season, expected, own)
    const value = values[i]!
    const before = level
    level = expected
    trend = carried
    if (Number.isNaN(value)) continue
    level += alpha * (withoutSeason(model.season, value, own) - expected)
    trend += beta * ((additiveTrend ? level - before : level / before) - carried)
    if (model.season !== 'none') season[at] = nextSeason({ own, value, expected, level })
  }
  const turn = values.length % period
  const ahead =
    model.season === 'none' ? [] : Array.from({ length: period }, (_, k) => season[(turn + k) % period]!)
  return { fitted, state: { level, trend, season: ahead } }
}

function expectedLevel(kind: SmoothingModel['trend'], level: number, carried: number): number {
  return kind === 'add' ? level + carried : kind === 'mul' ? level * carried : level
}

const withSeason = (kind: SmoothingModel['season'], level: number, season: number): number =>
  kind === 'mul' ? level * season : level + season

const withoutSeason = (kind: SmoothingModel['season'], value: number, season: number): number =>
  kind === 'mul' ? value / season : value - season

interface SeasonNews {
  readonly own: number
  readonly value: number
  readonly expected: number
  readonly level: number
}

function seasonUpdate(
  { season, seasonFrom = 'previous' }: SmoothingModel,
  { alpha, gamma }: SmoothingParameters,
) {
  // Share of the season's news once the level has taken its own.
  const after = alpha < 1 ? gamma / (1 - alpha) : 0
  if (season === 'add')
    return ({ own, value, expected }: SeasonNews): number => gamma * (value - expected) + (1 - gamma) * own
  return seasonFrom === 'current'
    ? ({ own, value, level }: SeasonNews): number => after * (value / level) + (1 - after) * own
    : ({ own, value, expected }: SeasonNews): number => gamma * (value / expected) + (1 - gamma) * own
}

/** Expected values of the next `horizon` points. */
export function project(
  state: SmoothingState,
  model: SmoothingModel,
  phi: number,
  horizon: number,
): number[] {
  const damping = model.damped ? phi : 1
  let steps = 0
  let power = 1
  return Array.from({ length: horizon }, (_, h) => {
    power *= damping
    steps += power
    const level =
      model.trend === 'mul'
        ? state.level * state.trend ** steps
        : model.trend === 'add'
          ? state.level + state.trend * steps
          : state.level
    const season = state.season[h % model.period] ?? 0
    return model.season === 'mul' ? level * season : model.season === 'add' ? level + season : level
  })
}

/**
 * Variances of the next `horizon` errors as multiples of the one-step variance, for additive models:
 * 1 + Σ cⱼ², cⱼ = α + αβ(φ + … + φʲ) + γ·[j a multiple of the period] (Hyndman et al., 2008, table 6.1).
 */
export function relativeVariances(
  model: SmoothingModel,
  { alpha, beta, gamma, phi }: SmoothingParameters,
  horizon: number,
): number[] {
  const damping = model.damped ? phi : 1
  let sum = 1
  let steps = 0
  let power = 1
  return Array.from({ length: horizon }, (_, j) => {
    if (j > 0) {
      power *= damping
      steps += power
      const seasonal = model.season !== 'none' && j % model.period === 0 ? gamma : 0
      const response = alpha + (model.trend === 'none' ? 0 : alpha * beta * steps) + seasonal
      sum += response * response
    }
    return sum
  })
}

/**
 * Gaussian log-likelihood with the variance at its estimate (Ord, Koehler, Snyder, 1997). −Infinity where a
 * multiplicative model expects 0 or less than nothing makes sense of.
 */
export function logLikelihood(
  values: ArrayLike<number>,
  fitted: ArrayLike<number>,
  error: 'add' | 'mul',
): number {
  let squares = 0
  let logs = 0
  let n = 0
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue
    n++
    const miss = values[i]! - fitted[i]!
    squares += error === 'mul' ? (miss / fitted[i]!) ** 2 : miss * miss
    if (error === 'mul') logs += Math.log(Math.abs(fitted[i]!))
  }
  return (-n / 2) * (Math.log((2 * Math.PI * squares) / n) + 1) - logs
}

import {
  logLikelihood,
  type SmoothingModel,
  type SmoothingParameters,
  type SmoothingState,
  smooth,
} from './exponential-smoothing.ts'
import { type Box, leastSquares } from './least-squares.ts'

export interface FittedSmoothing {
  readonly kind: 'fitted'
  readonly model: SmoothingModel
  readonly parameters: SmoothingParameters
  readonly initial: SmoothingState
  /** State after the last value. */
  readonly state: SmoothingState
  readonly fitted: Float64Array
  readonly sse: number
  readonly logLikelihood: number
  /** Parameters and initial states estimated, the variance included. */
  readonly estimated: number
  readonly aic: number
  /** Corrected for short series; Infinity where there are too few values. */
  readonly aicc: number
}

export interface CannotFit {
  readonly kind: 'unknown'
  /** `not-positive`: a multiplicative model needs values above 0. */
  readonly reason: 'too-few' | 'not-positive'
}

export interface FitOptions {
  /** Bounds of α, β* and γ/(1 − α); default 0.0001 to 0.9999, as statsmodels' ETS. */
  readonly shares?: Box
  /** Bounds of one share where they differ from `shares`; equal ends hold it. */
  readonly alpha?: Box
  readonly beta?: Box
  readonly gamma?: Box
  /** Bounds of the initial trend. */
  readonly slope?: Box
  /** Bounds of φ, default 0.8 to 0.98. */
  readonly damping?: Box
  /** Estimate the initial season too; default for periods up to 24. Longer ones keep the heuristic start. */
  readonly estimateSeason?: boolean
  readonly mostRounds?: number
  /** Search from one start only: faster, and now and then a worse optimum. */
  readonly quick?: boolean
}

const DEFAULT_SHARES: Box = { low: 1e-4, high: 1 - 1e-4 }
const DEFAULT_DAMPING: Box = { low: 0.8, high: 0.98 }
const LONGEST_ESTIMATED_SEASON = 24
const FREE: Box = { low: -Infinity, high: Infinity }

/**
 * Fits an exponential-smoothing model by maximum likelihood: smoothing shares within 0 < α < 1, 0 < β* < 1,
 * 0 < γ < 1 − α, and the initial states (Hyndman et al., 2008, ch. 5; start of 2.6.1). NaN values are gaps; infinite
 * ones count as gaps. The first initial season is tied to 0 (or 1), else level and season could trade.
 */
export function fitSmoothing(
  values: ArrayLike<number>,
  model: SmoothingModel,
  options: FitOptions = {},
): FittedSmoothing | CannotFit {
  const series = Float64Array.from(values, (value) => (Number.isFinite(value) ? value : Number.NaN))
  const known = series.filter((value) => !Number.isNaN(value))
  const least = model.season === 'none' ? 6 : 2 * model.period + 2
  if (known.length < least) return { kind: 'unknown', reason: 'too-few' }
  const multiplicative = model.error === 'mul' || model.season === 'mul' || model.trend === 'mul'
  if (multiplicative && known.some((value) => value <= 0)) return { kind: 'unknown', reason: 'not-positive' }
  const layout = layoutOf(series, model, options)
  const residuals = (point: Float64Array): Float64Array => weighted(series, model, layout.read(point))
  const starts = startsOf(model)
  const [first, ...others] = (options.quick ? starts.slice(0, 1) : starts).map((shares) =>
    leastSquares(residuals, layout.start(shares), layout.boxes, { mostRounds: options.mostRounds ?? 60 }),
  )
  const best = others.reduce((a, b) => (b.cost < a.cost ? b : a), first!)
  return describe(series, model, layout.read(best.point), layout.boxes.length)
}

interface Layout {
  readonly boxes: readonly Box[]
  readonly start: (shares: readonly [number, number, number]) => number[]
  readonly read: (point: Float64Array) => { parameters: SmoothingParameters; initial: SmoothingState }
}

/** Errors such that their sum of squares is least where the likelihood is greatest. */
function weighted(
  series: Float64Array,
  model: SmoothingModel,
  { parameters, initial }: ReturnType<Layout['read']>,
): Float64Array {
  const { fitted } = smooth(series, model, parameters, initial)
  if (model.error === 'add')
    return fitted.map((value, i) => (Number.isNaN(series[i]) ? 0 : series[i]! - value))
  let logs = 0
  let n = 0
  for (const [i, value] of fitted.entries()) {
    if (Number.isNaN(series[i])) continue
    logs += Math.log(Math.abs(value))
    n++
  }
  const scale = Math.exp(logs / n)
  return fitted.map((value, i) => (Number.isNaN(series[i]) ? 0 : ((series[i]! - value) / value) * scale))
}

const startsOf = ({ trend, season }: SmoothingModel): (readonly [number, number, number])[] =>
  trend === 'none' && season === 'none'
    ? [[0.3, 0, 0]]
    : [
        [0.1, 0.1, 0.1],
        [0.5, 0.05, 0.6],
      ]

/** Which number of the searched point is what: α, β*, γ*, φ, level, trend, seasons but the first. */
function layoutOf(series: Float64Array, model: SmoothingModel, options: FitOptions): Layout {
  const has = {
    trend: model.trend !== 'none',
    season: model.season !== 'none',
    damping: model.damped && model.trend !== 'none',
  }
  const heuristic = initialState(series, model)
  const estimateSeason = has.season && (options.estimateSeason ?? model.period <= LONGEST_ESTIMATED_SEASON)
  const seasons = estimateSeason ? tied(heuristic, model) : heuristic
  const freeSeasons = estimateSeason ? seasons.season.slice(1) : []
  const when = <T>(present: boolean, value: T): T[] => (present ? [value] : [])
  return {
    boxes: boxesOf(options, has, freeSeasons.length),
    start: ([alpha, beta, gamma]) => [
      alpha,
      ...when(has.trend, beta),
      ...when(has.season, gamma),
      ...when(has.damping, (options.damping ?? DEFAULT_DAMPING).high),
      seasons.level,
      ...when(has.trend, seasons.trend),
      ...freeSeasons,
    ],
    read: (point) => {
      let at = 0
      const take = (present: boolean, missing: number): number => (present ? point[at++]! : missing)
      const alpha = take(true, 0)
      const beta = take(has.trend, 0)
      const gamma = take(has.season, 0) * (1 - alpha)
      const phi = take(has.damping, 1)
      const level = take(true, 0)
      const trend = take(has.trend, 0)
      const season = estimateSeason ? [seasons.season[0]!, ...point.subarray(at)] : seasons.season
      return { parameters: { alpha, beta, gamma, phi }, initial: { level, trend, season } }
    },
  }
}

type Has = Readonly<Record<'trend' | 'season' | 'damping', boolean>>

function boxesOf(options: FitOptions, has: Has, freeSeasons: number): Box[] {
  const { shares = DEFAULT_SHARES, damping = DEFAULT_DAMPING } = options
  const { alpha = shares, beta = shares, gamma = shares, slope = FREE } = options
  return [
    alpha,
    ...(has.trend ? [beta] : []),
    ...(has.season ? [gamma] : []),
    ...(has.damping ? [damping] : []),
    FREE,
    ...(has.trend ? [slope] : []),
    ...Array.from({ length: freeSeasons }, () => FREE),
  ]
}

/** The same state with the first season at 0 (or 1). */
function tied({ level, trend, season }: SmoothingState, model: SmoothingModel): SmoothingState {
  const first = season[0]!
  return model.season === 'mul'
    ? { level: level * first, trend: trend * first, season: season.map((s) => s / first) }
    : { level: level + first, trend, season: season.map((s) => s - first) }
}

/** Season from the first few seasons about a centred moving average; level and trend from a line through ten points. */
export function initialState(
  series: Float64Array,
  { trend, season, period }: SmoothingModel,
): SmoothingState {
  const filled = fillGaps(series)
  if (season === 'none') return levelAndTrend(filled.subarray(0, 10), trend, [])
  const span = filled.subarray(0, period * Math.min(5, Math.floor(filled.length / period)))
  const average = centredAverage(span, period)
  const offset = Math.floor(period / 2)
  const sums = Array.from({ length: period }, () => ({ sum: 0, n: 0 }))
  for (const [i, value] of average.entries()) {
    const cell = sums[(i + offset) % period]!
    const own = span[i + offset]!
    cell.sum += season === 'mul' ? own / value : own - value
    cell.n++
  }
  const raw = sums.map(({ sum, n }) => (n > 0 ? sum / n : season === 'mul' ? 1 : 0))
  const mean = raw.reduce((a, b) => a + b, 0) / period
  const seasons = raw.map((s) => (season === 'mul' ? s / mean : s - mean))
  return levelAndTrend(average.length >= 2 ? average.subarray(0, 10) : span, trend, seasons)
}

function levelAndTrend(
  points: Float64Array,
  trend: SmoothingModel['trend'],
  season: readonly number[],
): SmoothingState {
  const n = points.length
  const centre = (n + 1) / 2
  const mean = points.reduce((a, b) => a + b, 0) / n
  let [run, rise] = [0, 0]
  for (const [i, value] of points.entries()) {
    run += (i + 1 - centre) ** 2
    rise += (i + 1 - centre) * value
  }
  const slope = run > 0 ? rise / run : 0
  const level = mean - slope * centre
  if (trend === 'none') return { level: mean, trend: 0, season }
  return { level, trend: trend === 'mul' ? 1 + slope / level : slope, season }
}

function centredAverage(values: Float64Array, period: number): Float64Array {
  const even = period % 2 === 0
  const width = even ? period + 1 : period
  const out = new Float64Array(Math.max(0, values.length - width + 1))
  for (let i = 0; i < out.length; i++) {
    let sum = 0
    for (let j = 0; j < width; j++) sum += values[i + j]! * (even && (j === 0 || j === width - 1) ? 0.5 : 1)
    out[i] = sum / period
  }
  return out
}

/** Gaps drawn as straight lines between their neighbours; ends repeat the nearest value. */
export function fillGaps(values: ArrayLike<number>): Float64Array {
  const out = Float64Array.from(values)
  let last = -1
  for (let i = 0; i < out.length; i++) {
    if (!Number.isFinite(out[i])) continue
    for (let gap = last + 1; gap < i; gap++)
      out[gap] = last < 0 ? out[i]! : out[last]! + ((out[i]! - out[last]!) * (gap - last)) / (i - last)
    last = i
  }
  if (last >= 0) out.fill(out[last]!, last + 1)
  return out
}

function describe(
  series: Float64Array,
  model: SmoothingModel,
  { parameters, initial }: ReturnType<Layout['read']>,
  free: number,
): FittedSmoothing {
  const { fitted, state } = smooth(series, model, parameters, initial)
  let sse = 0
  let n = 0
  for (const [i, value] of series.entries())
    if (!Number.isNaN(value)) {
      sse += (value - fitted[i]!) ** 2
      n++
    }
  const likelihood = logLikelihood(series, fitted, model.error)
  const estimated = free + 1
  const aic = 2 * estimated - 2 * likelihood
  const room = n - estimated - 1
  const aicc = room > 0 ? aic + (2 * estimated * (estimated + 1)) / room : Infinity
  return {
    kind: 'fitted',
    model,
    parameters,
    initial,
    state,
    fitted,
    sse,
    logLikelihood: likelihood,
    estimated,
    aic,
    aicc,
  }
}

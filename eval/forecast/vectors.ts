import {
  decomposeMstl,
  decomposeStl,
  fitSmoothing,
  logLikelihood,
  project,
  relativeVariances,
  type SmoothingModel,
  type SmoothingParameters,
  type SmoothingState,
  smooth,
} from '@numize/statistics'

/** A recorded case of the reference library. */
export interface VectorCase {
  readonly name: string
  readonly series: string
  readonly params?: Readonly<Record<string, number | readonly number[]>>
  readonly fitted_tail?: readonly number[]
  readonly forecast?: readonly number[]
  readonly sse?: number
  readonly llf?: number
  readonly pi?: { readonly pi_lower: readonly number[]; readonly pi_upper: readonly number[] }
  readonly trend?: readonly number[]
  readonly seasonal?: readonly number[] | readonly (readonly number[])[]
  readonly resid?: readonly number[]
}

export interface VectorScore {
  /** Largest error of what is determined: decompositions, recursions, likelihoods, intervals at given parameters. */
  readonly error: number
  /** For models the reference fitted by search: how far the forecast of our own optimum lies from its forecast. */
  readonly atOwnOptimum?: number
}

const Z_975 = 1.959963984540054

/** Errors are |a − b| / max(1, |b|). */
export function scoreVector(one: VectorCase, values: readonly number[]): VectorScore {
  if (one.name.startsWith('STL')) return scoreStl(one, values)
  if (one.name.startsWith('MSTL')) return scoreMstl(one, values)
  if (one.params?.['alpha'] !== undefined) return scoreGiven(one, values)
  return one.name.startsWith('ETS') ? scoreEts(one, values) : scoreSearched(one, values)
}

function distance(got: ArrayLike<number>, want: readonly number[] = []): number {
  const errors = want.map((value, i) => Math.abs(got[i]! - value) / Math.max(1, Math.abs(value)))
  return errors.some(Number.isNaN) ? Infinity : Math.max(0, ...errors)
}

/** How far our value lies below the reference's, relative; a better one is no error. */
const shortfall = (got: number, want: number): number =>
  Math.max(0, (want - got) / Math.max(1, Math.abs(want)))

/** `STL period=12 seasonal=7 robust=True` */
function scoreStl(one: VectorCase, values: readonly number[]): VectorScore {
  const setting = (name: string): string => new RegExp(`${name}=(\\w+)`).exec(one.name)?.[1] ?? ''
  const { trend, seasonal, remainder } = decomposeStl(values, {
    period: Number(setting('period')),
    seasonalWindow: Number(setting('seasonal')),
    robust: setting('robust') === 'True',
  })
  const flat = one.seasonal as readonly number[]
  return {
    error: Math.max(distance(trend, one.trend), distance(seasonal, flat), distance(remainder, one.resid)),
  }
}

/** `MSTL (24,168)` */
function scoreMstl(one: VectorCase, values: readonly number[]): VectorScore {
  const periods = [...one.name.matchAll(/\d+/g)].map(([digits]) => Number(digits))
  const { trend, seasonals, remainder } = decomposeMstl(values, periods)
  const recorded = one.seasonal as readonly (readonly number[])[]
  const errors = seasonals.map((season, k) =>
    distance(
      season,
      recorded.map((row) => row[k]!),
    ),
  )
  return { error: Math.max(distance(trend, one.trend), distance(remainder, one.resid), ...errors) }
}

function modelOf(name: string, period: number, ets: boolean): SmoothingModel {
  const [error = 'A', trend = 'A', season = 'N'] = ets
    ? (/\((\w+),(\w+),(\w+)\)/.exec(name)?.slice(1) ?? [])
    : holtWintersLetters(name)
  const kind = (letter: string) => (letter.startsWith('M') ? 'mul' : letter.startsWith('A') ? 'add' : 'none')
  return {
    error: error === 'M' ? 'mul' : 'add',
    trend: kind(trend),
    damped: trend.endsWith('d'),
    season: kind(season),
    period: kind(season) === 'none' ? 1 : period,
    seasonFrom: ets ? 'current' : 'previous',
  }
}

/** Seasons listed among the parameters; else a year of months, or a day of hours where there are many values. */
function periodOf({ params = {} }: VectorCase, values: readonly number[]): number {
  const listed = Object.keys(params).filter((key) => key.startsWith('initial_seasonal.')).length
  return listed || (values.length <= 300 ? 12 : 24)
}

/** `ses …`, `holt damped …`, `holt-winters add/mul …` */
function holtWintersLetters(name: string): string[] {
  if (name.startsWith('ses')) return ['A', 'N', 'N']
  const [, trend = 'add', season = 'none'] = /(add|mul)\/(add|mul)/.exec(name) ?? []
  const letter = { add: 'A', mul: 'M', none: 'N' } as Readonly<Record<string, string>>
  return ['A', `${letter[trend]}${name.includes('damped') ? 'd' : ''}`, letter[season] ?? 'N']
}

/** Parameters and initial state given; where the initial state is not, the textbook's first values. */
function scoreGiven(one: VectorCase, values: readonly number[]): VectorScore {
  const number = (key: string, missing: number): number => Number(one.params?.[key] ?? missing)
  const model = modelOf(one.name, number('period', 1), false)
  const parameters = {
    alpha: number('alpha', 0),
    beta: number('beta', 0),
    gamma: number('gamma', 0),
    phi: number('phi', 1),
  }
  const season = (one.params?.['s0'] ?? []) as readonly number[]
  const initial = { level: number('l0', values[0]!), trend: number('b0', values[1]! - values[0]!), season }
  return scoreRun(one, values, { model, parameters, initial })
}

interface Run {
  readonly model: SmoothingModel
  readonly parameters: SmoothingParameters
  readonly initial: SmoothingState
}

function scoreRun(
  one: VectorCase,
  values: readonly number[],
  { model, parameters, initial }: Run,
): VectorScore {
  const { fitted, state } = smooth(values, model, parameters, initial)
  const tail = one.fitted_tail ?? []
  const sse = fitted.reduce((sum, value, i) => sum + (values[i]! - value) ** 2, 0)
  const horizon = one.forecast?.length ?? 0
  const last =
    model.seasonFrom === 'current' ? state : withStaleSeason(values, { model, parameters, initial }, state)
  return {
    error: Math.max(
      distance(fitted.subarray(fitted.length - tail.length), tail),
      distance(project(last, model, parameters.phi, horizon), one.forecast),
      distance([sse], one.sse === undefined ? [] : [one.sse]),
    ),
  }
}

/**
 * The reference's Holt–Winters repeats, for the phase of the very last value, the season from before that value was
 * seen (an off-by-one in how it tiles the last season). Ours does not; to compare, its rule is applied to our state.
 */
function withStaleSeason(
  values: readonly number[],
  { model, parameters, initial }: Run,
  state: SmoothingState,
): SmoothingState {
  if (model.season === 'none') return state
  const before = smooth(values.slice(0, -1), model, parameters, initial).state
  return { ...state, season: [...state.season.slice(0, -1), before.season[0]!] }
}

/** Fitted by the reference's search; its parameters are given but for the initial season, which we fit. */
function scoreSearched(one: VectorCase, values: readonly number[]): VectorScore {
  const model = modelOf(one.name, periodOf(one, values), false)
  const exactly = (key: string) => ({ low: Number(one.params?.[key]), high: Number(one.params?.[key]) })
  const [alpha, beta, gamma] = ['smoothing_level', 'smoothing_trend', 'smoothing_seasonal'].map(exactly)
  const own = fitSmoothing(values, model, { shares: { low: 0, high: 1 } })
  const share = { low: gamma!.low / (1 - alpha!.low), high: gamma!.low / (1 - alpha!.low) }
  const given = fitSmoothing(values, model, {
    alpha: alpha!,
    beta: beta!,
    gamma: share,
    // With additive seasons the level can move into them, the trend cannot.
    ...(model.season === 'add' && { slope: exactly('initial_trend') }),
  })
  if (own.kind === 'unknown' || given.kind === 'unknown') return { error: Infinity }
  const at = (fit: typeof own): number => {
    const { state, parameters } = fit
    const last = withStaleSeason(values, { model, parameters, initial: fit.initial }, state)
    return distance(project(last, model, 1, one.forecast?.length ?? 0), one.forecast)
  }
  return { error: Math.max(shortfall(-own.sse, -one.sse!), at(given)), atOwnOptimum: at(own) }
}

function scoreEts(one: VectorCase, values: readonly number[]): VectorScore {
  const model = modelOf(one.name, periodOf(one, values), true)
  const own = fitSmoothing(values, model)
  if (own.kind === 'unknown') return { error: Infinity }
  const horizon = one.forecast?.length ?? 0
  const atOwnOptimum = distance(project(own.state, model, own.parameters.phi, horizon), one.forecast)
  const likelihood = shortfall(own.logLikelihood, one.llf!)
  if (!one.params) return { error: likelihood, atOwnOptimum }
  return { error: Math.max(likelihood, scoreGivenEts(one, values, model)), atOwnOptimum }
}

/** Likelihood, forecast and exact interval at the reference's parameters; its seasons are listed latest first. */
function scoreGivenEts(one: VectorCase, values: readonly number[], model: SmoothingModel): number {
  const number = (key: string, missing = 0): number => Number(one.params?.[key] ?? missing)
  const alpha = number('smoothing_level')
  const parameters = {
    alpha,
    beta: number('smoothing_trend') / alpha,
    gamma: number('smoothing_seasonal'),
    phi: number('damping_trend', 1),
  }
  const season = Array.from({ length: model.period }, (_, i) =>
    number(`initial_seasonal.${model.period - 1 - i}`),
  )
  const initial = { level: number('initial_level'), trend: number('initial_trend'), season }
  const { fitted, state } = smooth(values, model, parameters, initial)
  const mean = project(state, model, parameters.phi, one.forecast?.length ?? 0)
  const mse = fitted.reduce((sum, value, i) => sum + (values[i]! - value) ** 2, 0) / values.length
  const half = relativeVariances(model, parameters, mean.length).map((v) => Z_975 * Math.sqrt(v * mse))
  return Math.max(
    distance([logLikelihood(values, fitted, model.error)], [one.llf!]),
    distance(mean, one.forecast),
    distance(
      mean.map((v, h) => v - half[h]!),
      one.pi?.pi_lower,
    ),
    distance(
      mean.map((v, h) => v + half[h]!),
      one.pi?.pi_upper,
    ),
  )
}

import type { Method } from './method.ts'

interface Choice {
  /** Share of the news the slow level takes per value. */
  readonly alpha: number
  /** Share of the news its phase of the season takes. */
  readonly gamma: number
  /** What is left after one step of the present deviation from level and season. */
  readonly stay: number
}

const ALPHAS = [0.002, 0.01, 0.05]
const GAMMAS = [0.05, 0.15, 0.35]
/** Half-lives of the deviation, in shares of the horizon; the first: no deviation carried. */
const HALF_LIVES = [0, 0.05, 0.2, 0.6, 2]
/** Smoothing of the present deviation itself. */
const DEVIATION_SHARE = 0.4

/** News beyond this many usual sizes teaches level and season no more (Gelper, Fried, Croux, 2010). */
const MOST_NEWS = 3
const SIZE_SHARE = 0.01
/** After this share of a season beyond the limit on one side the level has moved for good. */
const PATIENCE = 0.09
const LEAST_PATIENCE = 6

/**
 * Season and slow level learned by exponential smoothing, plus the present deviation from them, fading with the
 * horizon. Cheap for long seasons (288 five-minute values a day), where estimating a state per phase is not. The
 * three numbers are taken from a grid by the mean absolute error over `origins` within the training series.
 */
export function revertingLevel(
  training: Float64Array,
  period: number,
  { origins, horizon }: { origins: readonly number[]; horizon: number },
): Method | null {
  if (training.length < 2 * period + 2 || origins.length === 0) return null
  const sampled = Math.max(1, Math.floor(horizon / 24))
  let best: Choice = { alpha: 0.01, gamma: 0.15, stay: 0 }
  let least = Infinity
  for (const alpha of ALPHAS)
    for (const gamma of GAMMAS) {
      const states = statesAt(training, period, { alpha, gamma }, origins)
      for (const life of HALF_LIVES) {
        const stay = life === 0 ? 0 : 0.5 ** (1 / Math.max(0.5, life * horizon))
        const error = meanError(training, states, { stay, horizon, sampled, period })
        if (error < least) {
          least = error
          best = { alpha, gamma, stay }
        }
      }
    }
  return {
    name: 'season and reverting level',
    run: (values, at, ahead) =>
      statesAt(values, period, best, at).map((state) => expected(state, best.stay, ahead, period)),
  }
}

interface State {
  readonly origin: number
  readonly level: number
  readonly deviation: number
  readonly season: Float64Array
}

function statesAt(
  values: Float64Array,
  period: number,
  choice: Omit<Choice, 'stay'>,
  origins: readonly number[],
): State[] {
  const learner = learnerOf(values, period, origins[0] ?? values.length)
  const states: State[] = []
  let i = 0
  for (const origin of origins) {
    for (; i < origin; i++) learn(learner, values[i]!, i, choice)
    states.push({
      origin,
      level: learner.level,
      deviation: learner.deviation,
      season: learner.season.slice(),
    })
  }
  return states
}

interface Learner {
  level: number
  /** Present distance from level and season. */
  deviation: number
  /** Usual size of the news. */
  size: number
  /** Values in a row beyond the limit on one side; negative: below. */
  away: number
  readonly patience: number
  readonly season: Float64Array
}

/** Starts from the first seasons; nothing of what comes after the first origin enters. */
function learnerOf(values: Float64Array, period: number, firstOrigin: number): Learner {
  const seasons = Math.max(1, Math.min(3, Math.floor(firstOrigin / period)))
  const start = values.subarray(0, seasons * period)
  const level = start.reduce((a, b) => a + b, 0) / start.length
  const season = new Float64Array(period)
  if (period > 1) for (const [i, value] of start.entries()) season[i % period]! += (value - level) / seasons
  const size =
    start.reduce((sum, value, at) => sum + Math.abs(value - level - season[at % period]!), 0) / start.length
  return {
    level,
    deviation: 0,
    size,
    away: 0,
    patience: Math.max(LEAST_PATIENCE, Math.ceil(PATIENCE * period)),
    season,
  }
}

function learn(learner: Learner, value: number, row: number, { alpha, gamma }: Omit<Choice, 'stay'>): void {
  const { season } = learner
  const phase = row % season.length
  const news = value - learner.level - season[phase]!
  const limit = MOST_NEWS * learner.size
  const within = (x: number): number => Math.max(-limit, Math.min(limit, x))
  learner.size += SIZE_SHARE * (Math.min(Math.abs(news), 2 * limit) - learner.size)
  learner.deviation += DEVIATION_SHARE * (news - learner.deviation)
  const side = Math.abs(news) > limit ? Math.sign(news) : 0
  learner.away = side !== 0 && side * learner.away >= 0 ? learner.away + side : side
  if (Math.abs(learner.away) >= learner.patience) {
    learner.level += learner.deviation
    learner.deviation = 0
    learner.away = 0
    return
  }
  learner.level += alpha * within(news)
  if (season.length > 1) season[phase]! += gamma * (1 - alpha) * (within(news) - within(learner.deviation))
}

function expected(
  { origin, level, deviation, season }: State,
  stay: number,
  horizon: number,
  period: number,
): Float64Array {
  let left = deviation
  return Float64Array.from({ length: horizon }, (_, h) => {
    left *= stay
    return level + left + season[(origin + h) % period]!
  })
}

function meanError(
  values: Float64Array,
  states: readonly State[],
  { stay, horizon, sampled, period }: { stay: number; horizon: number; sampled: number; period: number },
): number {
  let sum = 0
  let n = 0
  for (const { origin, level, deviation, season } of states)
    for (let h = 0; h < horizon && origin + h < values.length; h += sampled) {
      const value = level + deviation * stay ** (h + 1) + season[(origin + h) % period]!
      sum += Math.abs(values[origin + h]! - value)
      n++
    }
  return n === 0 ? Infinity : sum / n
}

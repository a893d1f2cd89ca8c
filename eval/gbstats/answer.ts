import {
  type Alternative,
  type Arm,
  addArms,
  checkSampleRatio,
  compareArms,
  compareSequentially,
  type Effect,
  logNormalCdf,
  mixingRho,
  normal,
  type Posterior,
  posteriorEffect,
  poststratifiedEffect,
  sequenceHalfWidth,
  type TestResult,
  testEffect,
  truncatedNormalMean,
  type Unknown,
} from '@numize/statistics'
import { type Recorded, readArm } from './read-arm.ts'

export interface Call {
  readonly fn: string
  readonly input: {
    readonly args?: readonly unknown[]
    readonly kwargs?: Recorded
    readonly stats?: Recorded[][]
    readonly config?: Recorded
  }
}

/** The tests we have a counterpart of. */
const tests = /^(EffectBayesianABTest|(Sequential)?(TwoSided|OneSidedTreatment(Greater|Lesser))TTest)$/

/** What our library says to a recorded call, in the recording's own shape. Null: a function we have no counterpart of. */
export function answer({ fn, input }: Call): unknown {
  if (input.stats) return testAnswer(fn, input.stats, input.config ?? {})
  const small = functions[fn]
  return small ? small(numbers(input.args), input.kwargs ?? {}, input.args ?? []) : null
}

type Small = (args: readonly number[], named: Recorded, raw: readonly unknown[]) => unknown

const functions: Readonly<Record<string, Small>> = {
  variance_of_ratios: ([m = 0, varM = 0, d = 0, varD = 0, cov = 0]) =>
    varM / d ** 2 + (varD * m ** 2) / d ** 4 - (2 * cov * m) / d ** 3,
  frequentist_diff: ([a = 0, b = 0], named) => difference(a, b, named),
  check_srm: (_, _named, [units, weights]) => checkSampleRatio(units as number[], weights as number[]).pValue,
  sequential_rho: ([alpha = 0, tightestAt = 0], named) =>
    mixingRho(alpha, tightestAt, named['two_sided'] === false ? 'greater' : 'different'),
  sequential_interval_halfwidth: (args) => halfWidth(args, 'different'),
  sequential_interval_halfwidth_one_sided: (args) => halfWidth(args, 'greater'),
  gaussian_credible_interval: ([mean = 0, sd = 0, alpha = 0]) => {
    const posterior = normal(mean, sd)
    return [posterior.quantile(alpha / 2), posterior.upperQuantile(alpha / 2)]
  },
  truncated_normal_mean: (_, { mu, sigma, a, b }) =>
    truncatedNormalMean(Number(mu), Number(sigma), Number(a), Number(b)),
}

/**
 * The mean of a normal variable cut at one end as the recording computed it: mean plus the exponential of a difference
 * of logarithms near 5e5, which costs 2e-8 at 999 standard deviations. Ours above is exact there.
 */
export function roundedTruncatedMean({ mu, sigma, a }: Recorded): number {
  const lower = a === '-Infinity'
  const z = (lower ? 1 : -1) * (Number(mu) / Number(sigma))
  const logDensity = -(z * z) / 2 - 0.5 * Math.log(2 * Math.PI)
  const mean = z - Math.exp(logDensity - logNormalCdf(-z))
  return (lower ? 1 : -1) * mean * Number(sigma)
}

function difference(a: number, b: number, { relative, mean_a_unadjusted: plain }: Recorded): number {
  if (relative !== true) return b - a
  return (b - a) / Math.abs(typeof plain === 'number' ? plain : a)
}

function halfWidth(args: readonly number[], alternative: Alternative): number {
  const [s2 = 0, n = 0, tightestAt = 0, alpha = 0, rho = mixingRho(alpha, tightestAt, alternative)] = args
  return sequenceHalfWidth({ standardError: Math.sqrt(s2 / n), n }, alpha, rho, alternative)
}

const numbers = (args: readonly unknown[] = []): number[] => args.map(Number)

function testAnswer(fn: string, stats: readonly Recorded[][], config: Recorded): unknown {
  const read = stats.map(([a, b]) => [readArm(a ?? {}), readArm(b ?? {})] as const)
  const cells = read.flatMap(([a, b]) => (a && b ? [[a, b] as const] : []))
  if (cells.length < read.length || !tests.test(fn)) return null
  const relative = config['difference_type'] === 'relative'
  const [control, treatment] = cells.reduce(([a, b], [c, d]) => [add(a, c), add(b, d)] as const)
  if (fn === 'EffectBayesianABTest') return posteriorAnswer([control, treatment], relative, config)
  const options = {
    relative,
    alternative: alternativeOf(fn),
    alpha: Number(config['alpha']),
    nullEffect: Number(config['test_value']),
  }
  if (fn.startsWith('Sequential')) {
    const tightestAt = Number(config['sequential_tuning_parameter'])
    return frequentistAnswer(compareSequentially(control, treatment, { ...options, tightestAt }))
  }
  if (config['post_stratify'] === true) {
    const effect = poststratifiedEffect(cells, { relative })
    return frequentistAnswer(effect.kind === 'unknown' ? effect : testEffect(effect, options))
  }
  return frequentistAnswer(compareArms(control, treatment, options))
}

const add = (a: Arm, b: Arm): Arm => (a.kind === 'quantile' || b.kind === 'quantile' ? a : addArms(a, b))

const alternativeOf = (fn: string): Alternative =>
  fn.includes('Greater') ? 'greater' : fn.includes('Lesser') ? 'less' : 'different'

const reasons: Readonly<Record<Unknown['reason'], string>> = {
  'no-variance': 'ZERO_NEGATIVE_VARIANCE',
  'zero-baseline': 'BASELINE_VARIATION_ZERO',
  'different-arms': 'DIFFERENT_ARMS',
}

function frequentistAnswer(result: TestResult | Unknown): unknown {
  if (result.kind === 'unknown')
    return { expected: 0, ci: [0, 0], uplift: uplift(), errorMessage: reasons[result.reason], pValue: 1 }
  const { effect, interval, pValue } = result
  return { expected: effect.value, ci: interval, uplift: uplift(effect), errorMessage: null, pValue }
}

const uplift = (effect?: Pick<Effect, 'value' | 'standardError'>) => ({
  dist: 'normal',
  mean: effect?.value ?? 0,
  stddev: effect?.standardError ?? 0,
})

function posteriorAnswer(
  [control, treatment]: readonly [Arm, Arm],
  relative: boolean,
  config: Recorded,
): unknown {
  const prior = config['prior_effect'] as { mean: number; variance: number; proper: boolean }
  const result = posteriorEffect(control, treatment, {
    relative,
    alpha: Number(config['alpha']),
    lessIsBetter: config['inverse'] === true,
    ...(prior.proper && {
      prior: { mean: prior.mean, variance: prior.variance, relative: config['prior_type'] === 'relative' },
    }),
  })
  const shared = { riskType: relative ? 'relative' : 'absolute' }
  if (result.kind === 'unknown')
    return {
      ...shared,
      expected: 0,
      ci: [0, 0],
      uplift: uplift(),
      errorMessage: reasons[result.reason],
      chanceToWin: 0.5,
      risk: [0, 0],
    }
  return { ...shared, ...posteriorFields(result), errorMessage: null }
}

const posteriorFields = ({ mean, standardDeviation, interval, chanceToWin, risk }: Posterior) => ({
  expected: mean,
  ci: interval,
  uplift: uplift({ value: mean, standardError: standardDeviation }),
  chanceToWin,
  risk,
})

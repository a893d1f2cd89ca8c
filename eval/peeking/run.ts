import { seededRandom } from '@numize/base'
import {
  compareArms,
  compareSequentially,
  normalQuantile,
  type TestResult,
  type Totals,
  type Unknown,
} from '@numize/statistics'
import type { EvalOptions, Score } from '../score.ts'

const DAYS = 60
const UNITS_A_DAY = 200
const ALPHA = 0.05
const FLOOR = 0.05

/**
 * A/A experiments (both arms the same) looked at after every day for sixty days: the share in which any look calls a
 * difference. Half have normal values, half skewed ones (orders with a long tail), so that the limit theorem has work
 * to do. `--runs` (2000) experiments. The test of one look is shown beside, to see what it costs to peek with it.
 */
export async function run({ flags, print }: EvalOptions): Promise<Score> {
  const runs = typeof flags['runs'] === 'string' ? Number(flags['runs']) : 2000
  const counts = { passed: 0, failed: 0 }
  let fixed = 0
  for (let at = 0; at < runs; at++) {
    const found = experiment(seededRandom(`peeking ${at}`), at % 2 === 0 ? bell : skewed)
    counts[found.sequential ? 'failed' : 'passed']++
    if (found.fixed) fixed++
  }
  const falsePositives = counts.failed / Math.max(1, runs)
  const peekedFixed = fixed / Math.max(1, runs)
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`
  print(
    `false positives with ${DAYS} daily looks: sequential ${percent(falsePositives)} (floor ${percent(FLOOR)})`,
  )
  print(`the test of one look, peeked at the same way: ${percent(peekedFixed)}`)
  return { set: 'peeking', counts, scores: { falsePositives, peekedFixed } }
}

type Draw = (random: () => number) => number

const bell: Draw = (random) => 10 + 3 * normalQuantile(random() || 0.5)
/** Seven of ten buy nothing, the rest a lognormal amount. */
const skewed: Draw = (random) => (random() < 0.7 ? 0 : Math.exp(3 + normalQuantile(random() || 0.5)))

function experiment(random: () => number, draw: Draw): { sequential: boolean; fixed: boolean } {
  let control = empty
  let treatment = empty
  const found = { sequential: false, fixed: false }
  for (let day = 0; day < DAYS; day++) {
    control = withDay(control, random, draw)
    treatment = withDay(treatment, random, draw)
    found.sequential ||= calls(compareSequentially(control, treatment, { alpha: ALPHA }))
    found.fixed ||= calls(compareArms(control, treatment, { alpha: ALPHA }))
  }
  return found
}

const empty: Totals = { kind: 'mean', n: 0, sum: 0, sumSquares: 0 }

function withDay({ kind, n, sum, sumSquares }: Totals, random: () => number, draw: Draw): Totals {
  for (let unit = 0; unit < UNITS_A_DAY / 2; unit++) {
    const value = draw(random)
    sum += value
    sumSquares += value * value
  }
  return { kind, n: n + UNITS_A_DAY / 2, sum, sumSquares }
}

const calls = (result: TestResult | Unknown): boolean =>
  result.kind === 'test' && (result.interval[0] > 0 || result.interval[1] < 0)

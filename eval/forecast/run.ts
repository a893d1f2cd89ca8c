import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EvalOptions, Score } from '../score.ts'
import { readSeries, type SeriesScore, scoreSeries } from './score-series.ts'
import { scoreVector, type VectorCase } from './vectors.ts'

const TOLERANCE = 1e-6

interface Vectors {
  readonly series: Readonly<Record<string, readonly number[]>>
  readonly cases: readonly VectorCase[]
}

/**
 * Recorded vectors of a reference library, and forecasts of the last fifth of public series, never fitted on: error
 * against seasonal naive and coverage of the 95 % interval. Where the reference searched for parameters, ours must
 * reach its likelihood and, at its parameters, its forecast; `maxAtOwnOptimum` is how far our own optimum's forecast lies.
 */
export async function run({ data, print }: EvalOptions): Promise<Score> {
  const vectors = JSON.parse(readFileSync(join(data, 'statsmodels_forecast_vectors.json'), 'utf8')) as Vectors
  const counts = { passed: 0, failed: 0 }
  let maxError = 0
  let maxAtOwnOptimum = 0
  for (const one of vectors.cases) {
    const { error, atOwnOptimum } = scoreVector(one, vectors.series[one.series] ?? [])
    counts[error <= TOLERANCE ? 'passed' : 'failed']++
    maxError = Math.max(maxError, error)
    maxAtOwnOptimum = Math.max(maxAtOwnOptimum, atOwnOptimum ?? 0)
    const own =
      atOwnOptimum === undefined ? '' : `, forecast at our optimum off by ${atOwnOptimum.toExponential(1)}`
    print(`error ${error.toExponential(1)}${own}  ${one.name}`)
  }
  const scored = readSeries(data).flatMap((series) => {
    const score = scoreSeries(series)
    if (score) print(line(score))
    else print(`not scored (constant, or under two seasons)  ${series.name}`)
    return score ?? []
  })
  return { set: 'forecast', counts, scores: { maxError, maxAtOwnOptimum, ...summary(scored, print) } }
}

const line = ({ name, mase, naiveMase, covered, fitMs }: SeriesScore): string =>
  `MASE ${mase.toFixed(3)} (naive ${naiveMase.toFixed(3)}), covered ${(100 * covered).toFixed(1)} %, ${fitMs.toFixed(0)} ms  ${name}`

function summary(scores: readonly SeriesScore[], print: (text: string) => void) {
  const mean = (of: (score: SeriesScore) => number): number =>
    scores.reduce((sum, score) => sum + of(score), 0) / Math.max(1, scores.length)
  const mase = mean((score) => score.mase)
  const naiveMase = mean((score) => score.naiveMase)
  const coverage = mean((score) => score.covered)
  const belowNaive = 1 - mase / naiveMase
  print(
    `mean MASE ${mase.toFixed(3)}, seasonal naive ${naiveMase.toFixed(3)}: ${(100 * belowNaive).toFixed(1)} % below (floor 10 %)`,
  )
  print(`95 % intervals cover ${(100 * coverage).toFixed(1)} % on average (floor 93 to 97 %)`)
  return { series: scores.length, mase, naiveMase, belowNaive, coverage }
}

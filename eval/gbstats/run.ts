import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { adjustPValues, type Correction } from '@numize/statistics'
import type { EvalOptions, Score } from '../score.ts'
import { answer, type Call, roundedTruncatedMean } from './answer.ts'

interface RecordedCall extends Call {
  readonly test: string
  readonly output: unknown
}

interface MultipleCase {
  readonly method: string
  readonly p: readonly number[]
  readonly adjusted?: readonly number[]
  readonly adjusted_by_index?: Readonly<Record<string, number>>
}

const TOLERANCE = 1e-9

/** Experiment statistics against vectors recorded from a reference, and p-value corrections. Errors are |a − b| / max(1, |b|). */
export async function run({ data, print }: EvalOptions): Promise<Score> {
  const counts = { passed: 0, failed: 0, skipped: 0, referenceRounding: 0 }
  let maxError = 0
  const judge = (name: string, error: number | null): void => {
    if (error === null) counts.skipped++
    else if (error <= TOLERANCE) counts.passed++
    else counts.failed++
    if (error !== null) maxError = Math.max(maxError, error)
    if (error === null || error > TOLERANCE)
      print(`${error === null ? 'skipped' : `error ${error.toExponential(2)}`}  ${name}`)
  }
  const { records } = read(data, 'recorded.json') as { records: readonly RecordedCall[] }
  for (const call of records) {
    const own = answer(call)
    const error = own === null ? null : distance(own, call.output)
    if (call.fn === 'truncated_normal_mean' && error !== null && error > TOLERANCE) {
      counts.referenceRounding++
      judge(nameOf(call), distance(roundedTruncatedMean(call.input.kwargs ?? {}), call.output))
    } else judge(nameOf(call), error)
  }
  const { cases } = read(data, 'multiple_comparison.json') as { cases: readonly MultipleCase[] }
  for (const one of cases) {
    const got = adjustPValues(one.p, correctionOf(one.method))
    const want = one.adjusted ?? one.p.map((_, at) => one.adjusted_by_index?.[at])
    judge(one.method, distance(got, want))
  }
  print(`max error ${maxError.toExponential(2)} (tolerance ${TOLERANCE})`)
  return { set: 'gbstats', counts, scores: { maxError } }
}

const nameOf = ({ fn, test }: RecordedCall): string => `${fn}  ${test}`

const read = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))

const correctionOf = (method: string): Correction =>
  method === 'holm-bonferroni' ? 'holm' : (method as Correction)

/** The largest difference among the numbers of `want`; fields it does not have are not compared. */
function distance(got: unknown, want: unknown): number {
  if (Array.isArray(want))
    return Math.max(0, ...want.map((value, at) => distance((got as readonly unknown[])[at], value)))
  if (want !== null && typeof want === 'object')
    return Math.max(
      0,
      ...Object.entries(want)
        .filter(([key]) => key !== '_type' && key !== 'pValueErrorMessage')
        .map(([key, value]) => distance((got as Readonly<Record<string, unknown>>)[key], value)),
    )
  if (want === 'Infinity' || want === '-Infinity') return got === Number(want) ? 0 : Infinity
  if (typeof want !== 'number') return got === want ? 0 : Infinity
  const error = Math.abs(Number(got) - want) / Math.max(1, Math.abs(want))
  return Number.isNaN(error) ? Infinity : error
}

import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run as acme } from '../acme/run.ts'
import type { Judged } from '../chain/tally.ts'
import { run as defog } from '../defog/run.ts'
import type { EvalOptions, EvalSet } from '../score.ts'
import { run as spider } from '../spider/run.ts'
import { areaUnderCurve, calibrationError, type Example, fitLogistic, predict } from './logistic.ts'

const sets: Readonly<Record<string, EvalSet>> = { spider, defog, acme }
/** What tells right from wrong on these sets; the other features are kept with each answer and carried no further. */
const FITTED = ['unclean', 'words', 'conditions', 'grouped', 'counts', 'keys']
const RIDGE = 2
const BINS = 10

/**
 * Fits the weights of the planner's confidence on its readings of the questions of all sets (answers, and those it asks
 * to have confirmed), and tells how well they
 * carry over to a database that was left out. Prints the weights, to be put into the planner's `calibration.ts`.
 */
export const run: EvalSet = async (options) => {
  const folder = mkdtempSync(join(tmpdir(), 'numize-calibration-'))
  const examples: Example[] = []
  for (const [name, set] of Object.entries(sets)) {
    const judged = await judgedOf({ name, set, folder }, options)
    for (const { group, features, verdict, confirmable = verdict, confidence } of judged)
      if (features && (confirmable === 'right' || confirmable === 'wrong'))
        examples.push({
          group: `${name} ${group ?? ''}`.trim(),
          features: FITTED.map((feature) => features[feature] ?? 0),
          right: confirmable === 'right',
          score: confidence ?? 0,
        })
  }
  const groups = [...new Set(examples.map(({ group }) => group))]
  const left = groups.flatMap((group) => {
    const model = fitLogistic(
      examples.filter((one) => one.group !== group),
      RIDGE,
    )
    return examples
      .filter((one) => one.group === group)
      .map(({ features, right }) => ({ chance: predict(model, features), right }))
  })
  const whole = fitLogistic(examples, RIDGE)
  options.print(weightsOf(FITTED, whole.intercept, whole.weights))
  const shipped = examples.map(({ score, right }) => ({ chance: score, right }))
  const right = examples.filter((one) => one.right).length
  return {
    set: 'calibration',
    counts: { databases: groups.length, right, wrong: examples.length - right },
    scores: {
      expectedCalibrationError: calibrationError(left, BINS),
      auroc: areaUnderCurve(left),
      shippedCalibrationError: calibrationError(shipped, BINS),
      shippedAuroc: areaUnderCurve(shipped),
    },
  }
}

interface Named {
  readonly name: string
  readonly set: EvalSet
  readonly folder: string
}

async function judgedOf({ name, set, folder }: Named, options: EvalOptions): Promise<readonly Judged[]> {
  const own = join(options.data, name)
  if (!existsSync(own)) return []
  const dump = join(folder, `${name}.json`)
  await set({ ...options, data: own, flags: { ...options.flags, dump }, print: () => undefined })
  return JSON.parse(readFileSync(dump, 'utf8')) as Judged[]
}

const weightsOf = (names: readonly string[], intercept: number, weights: readonly number[]): string =>
  [
    `  intercept: ${intercept.toFixed(2)},`,
    ...names.map((name, at) => `  ${name}: ${(weights[at] ?? 0).toFixed(2)},`),
  ].join('\n')

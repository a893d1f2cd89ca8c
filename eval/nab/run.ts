import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { alarmsOf, type Sensitivity } from '@numize/statistics'
import type { EvalOptions, Score } from '../score.ts'
import { type LabelledSeries, readFiles } from './read-files.ts'
import { type FileScore, type Profile, scaledScore, scoreFile } from './score-detections.ts'

const FLOORS = { standard: 60, reward_low_FP_rate: 50 } as const

/**
 * The Numenta Anomaly Benchmark: our streaming detector, one setting for all files, under the benchmark's own scoring.
 * The low-FP profile is scored with the detector's own setting for few false alarms; `lowFpSameSetting` with the
 * standard one. `--half even|odd` scores every other file. Prints windows found and false alarms a file.
 */
export async function run({ data, flags, print }: EvalOptions): Promise<Score> {
  const profiles = readProfiles(data)
  const half = flags['half'] === 'even' ? 0 : flags['half'] === 'odd' ? 1 : null
  const files = readFiles(data).filter((_, at) => half === null || at % 2 === half)
  const score = (sensitivity: Sensitivity, profile: Profile): FileScore[] =>
    files.map((file) => scoreFile(file, alarms(file, sensitivity), profile))
  const standard = score('standard', profiles.standard)
  const lowFp = score('fewFalseAlarms', profiles.reward_low_FP_rate)
  for (const [at, file] of files.entries()) print(line(file, standard[at]!))
  const scores = {
    nabStandard: scaledScore(standard),
    nabLowFp: scaledScore(lowFp),
    nabLowFpSameSetting: scaledScore(score('standard', profiles.reward_low_FP_rate)),
  }
  print(`standard ${scores.nabStandard.toFixed(1)} (floor ${FLOORS.standard})`)
  print(`low FP ${scores.nabLowFp.toFixed(1)} (floor ${FLOORS.reward_low_FP_rate})`)
  const total = (of: (file: FileScore) => number): number => standard.reduce((sum, file) => sum + of(file), 0)
  const found = total((file) => file.found)
  const counts = {
    passed: found,
    failed: total((file) => file.windows) - found,
    falseAlarms: total((file) => file.falseAlarms),
  }
  return { set: 'nab', counts, scores }
}

const alarms = ({ values }: LabelledSeries, sensitivity: Sensitivity): number[] =>
  alarmsOf(values, { sensitivity })

const line = ({ name }: LabelledSeries, { found, windows, falseAlarms }: FileScore): string =>
  `${found}/${windows} found, ${falseAlarms} false  ${name}`

function readProfiles(folder: string): Readonly<Record<'standard' | 'reward_low_FP_rate', Profile>> {
  const json = JSON.parse(readFileSync(join(folder, 'config/profiles.json'), 'utf8')) as Record<
    string,
    { CostMatrix: Profile }
  >
  const of = (name: string): Profile => json[name]!.CostMatrix
  return { standard: of('standard'), reward_low_FP_rate: of('reward_low_FP_rate') }
}

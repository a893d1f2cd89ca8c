import type { LabelledSeries } from './read-files.ts'

export interface Profile {
  readonly tpWeight: number
  readonly fpWeight: number
  readonly fnWeight: number
}

/** What a detector earned on one file, before scaling. */
export interface FileScore {
  readonly raw: number
  readonly perfect: number
  /** A detector that never speaks. */
  readonly silent: number
  readonly found: number
  readonly windows: number
  readonly falseAlarms: number
}

const PROBATION_SHARE = 0.15
const PROBATION_OF_AT_MOST = 5000

/** Rows at the start in which alarms are not counted. */
export const probation = (rows: number): number =>
  Math.floor(PROBATION_SHARE * Math.min(rows, PROBATION_OF_AT_MOST))

/**
 * The Numenta Anomaly Benchmark's own score (Lavin and Ahmad, 2015): the first alarm in a window earns up to 1, more
 * the earlier; an alarm outside costs, less right after a window; a window missed costs. `alarms`: rows, ascending.
 */
export function scoreFile(
  { values, windows }: LabelledSeries,
  alarms: readonly number[],
  profile: Profile,
): FileScore {
  const counted = alarms.filter((row) => row >= probation(values.length))
  let raw = 0
  let found = 0
  let falseAlarms = 0
  const hit = new Set<number>()
  for (const row of counted) {
    const inside = windows.findIndex(([first, last]) => row >= first && row <= last)
    if (inside >= 0) {
      if (hit.has(inside)) continue
      hit.add(inside)
      found++
      const [first, last] = windows[inside]!
      raw += (profile.tpWeight * sigmoid(-(last - row + 1) / (last - first + 1))) / sigmoid(-1)
    } else {
      falseAlarms++
      const before = windows.findLast(([, last]) => last < row)
      raw += profile.fpWeight * (before ? sigmoid((row - before[1]) / (before[1] - before[0])) : -1)
    }
  }
  const silent = -profile.fnWeight * windows.length
  raw -= profile.fnWeight * (windows.length - found)
  return {
    raw,
    perfect: profile.tpWeight * windows.length,
    silent,
    found,
    windows: windows.length,
    falseAlarms,
  }
}

const sigmoid = (position: number): number => (position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1)

/** 0 for silence, 100 for every window at its first row and nothing else. */
export function scaledScore(files: readonly FileScore[]): number {
  const sum = (of: (file: FileScore) => number): number => files.reduce((total, file) => total + of(file), 0)
  const silent = sum((file) => file.silent)
  const perfect = sum((file) => file.perfect)
  return perfect === silent ? 0 : (100 * (sum((file) => file.raw) - silent)) / (perfect - silent)
}
